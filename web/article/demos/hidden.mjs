// Digits with a square cut out: filled in by a network that was trained to do that, or only to copy.

import { digitSettings, showDigits } from "./digits.mjs";
import { squaredError } from "../live/error.mjs";

const kCount = 200, kSide = 28, kFirst = 8, kEnd = 20;

const isHidden = (i) => {
  const row = Math.floor(i % kSide ** 2 / kSide), column = i % kSide;
  return row >= kFirst && row < kEnd && column >= kFirst && column < kEnd;
};
const hiddenPart = (pictures) => pictures.filter((_, i) => isHidden(i));

async function show(model, stage) {
  const { images } = await model.samples({ count: kCount });
  const cut = images.map((value, i) => (isHidden(i) ? 0 : value));
  const copies = await model.reconstruct(cut);
  const filled = cut.map((value, i) => (isHidden(i) ? copies[i] : value));
  showDigits(stage, [images, cut, filled]);
  return squaredError(hiddenPart(images), hiddenPart(copies), kCount);
}

const kTasks = { copy: {}, fill: { corruption: "occlusion", corruption_strength: 0.5 } };

export const experiment = {
  settings: ({ task }, seed) => digitSettings(seed, { latent: 32, learning_rate: 0.003, ...kTasks[task] }), epochs: () => 8, show };
