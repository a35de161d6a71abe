// Codes as bytes: quantised in steps as coarse as the reader likes, and decoded again.

import { openUses } from "../../uses.mjs";
import { digitSettings, showDigits } from "./digits.mjs";
import { squaredError } from "../live/error.mjs";

const kCount = 200;

async function show(model, stage) {
  const { images } = await model.samples({ count: kCount });
  const uses = await openUses(model);
  const file = uses.compress(images, { step: stage.choices.step });
  const { samples } = uses.decompress(file);
  uses.dispose();
  showDigits(stage, [images, samples]);
  stage.fill("error", squaredError(images, samples, kCount).toFixed(1));
  return file.length / kCount;
}

export const experiment = {
  settings: (_, seed) => digitSettings(seed, { latent: 16, learning_rate: 0.003 }), epochs: () => 6, show, lookEvery: Infinity };
