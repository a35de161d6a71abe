// Digits under noise, and what the network makes of them.

import { digitSettings, showDigits } from "./digits.mjs";
import { normal } from "../live/random.mjs";
import { squaredError } from "../live/error.mjs";

const kCount = 200;

async function show(model, stage, { seed }) {
  const { images } = await model.samples({ count: kCount });
  const draw = normal(seed), { noise } = stage.choices;
  const noisy = images.map((value) => value + noise * draw());
  const cleaned = await model.reconstruct(noisy);
  showDigits(stage, [noisy, cleaned]);
  stage.fill("noise", noise.toFixed(2));
  return 100 * squaredError(images, cleaned, kCount) / squaredError(images, noisy, kCount);
}

export const experiment = {
  settings: (_, seed) => digitSettings(seed, {
    family: "denoising", loss: "mse", corruption_strength: 0.4, latent: 32, learning_rate: 0.003 }),
  epochs: () => 6, show };
