// The same code of eight numbers, found by PCA, by a linear network and by one that bends.

import { digitSettings, showDigits } from "./digits.mjs";
import { squaredError } from "../live/error.mjs";

const kCount = 300;
const kMethods = {
  pca: { settings: { family: "pca" }, epochs: 1 },
  linear: { settings: { family: "linear", hidden: [] }, epochs: 10 },
  network: { settings: {}, epochs: 8 },
};

async function show(model, stage) {
  const { images } = await model.samples({ count: kCount }), copies = await model.reconstruct(images);
  showDigits(stage, [images, copies]);
  return squaredError(images, copies, kCount);
}

export const experiment = {
  settings: ({ method }, seed) => digitSettings(seed, { latent: 8, ...kMethods[method].settings }),
  epochs: ({ method }) => kMethods[method].epochs, show };
