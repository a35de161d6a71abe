// One digit set, five kinds of autoencoder: their copies, their codes, and how many numbers of a code are in use.

import { digitSettings, digitsThatFit, showCodes, showDigits } from "./digits.mjs";

const kCount = 200, kCode = 32;
// A number of the code counts as in use where its size is above this share of the code's largest.
const kInUse = 0.01;

const kTypes = {
  vanilla: {},
  denoising: { family: "denoising", loss: "mse", corruption_strength: 0.4 },
  sparse: { family: "sparse-l1", l1: 2, learning_rate: 0.003 },
  variational: { family: "vae", learning_rate: 0.003 },
  convolutional: { family: "convolutional", conv: [8], hidden: [] },
};

function numbersInUse(codes) {
  let used = 0;
  for (let n = 0; n < kCount; n++) {
    const code = codes.subarray(n * kCode, (n + 1) * kCode).map(Math.abs), most = Math.max(...code);
    used += code.filter((size) => size > kInUse * most).length;
  }
  return used / kCount;
}

async function show(model, stage) {
  const { images } = await model.samples({ count: kCount });
  const codes = await model.encode(images), shown = digitsThatFit(stage);
  showDigits(stage, [images.subarray(0, shown * 784), await model.decode(codes.subarray(0, shown * kCode))]);
  showCodes(stage, codes.slice(0, shown * kCode), shown);
  return numbersInUse(codes);
}

export const experiment = {
  settings: ({ type }, seed) => digitSettings(seed, { latent: kCode, ...kTypes[type] }), epochs: () => 4, show };
