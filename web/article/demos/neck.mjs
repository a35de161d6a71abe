// A code as wide as the reader chooses, and one of its numbers to turn by hand.

import { digitSettings, digitsThatFit, showCodes, showDigits } from "./digits.mjs";
import { squaredError } from "../live/error.mjs";

const kCount = 300;

async function show(model, stage) {
  const { images } = await model.samples({ count: kCount });
  const codes = await model.encode(images), copies = await model.decode(codes);
  const size = codes.length / kCount, shown = digitsThatFit(stage);
  const turned = codes.slice(0, shown * size);
  const spread = Math.max(...codes.map(Math.abs)) || 1;
  for (let n = 0; n < shown; n++) turned[n * size] += stage.choices.turn * spread;
  showCodes(stage, turned, shown);
  showDigits(stage, [images, await model.decode(turned)]);
  return squaredError(images, copies, kCount);
}

export const experiment = {
  settings: ({ latent }, seed) => digitSettings(seed, { latent }), epochs: () => 4, show,
  begin: (_, stage) => stage.setSlider("turn", 0) };
