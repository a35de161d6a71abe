// Digits named after the nearest of a few that have a label: by their pixels, and by their codes.

import { digitSettings } from "./digits.mjs";
import { drawBars } from "../live/curve.mjs";

const kLabelled = 300, kAsked = 300, kDigits = 10;

// Of each digit the first `count` samples.
function firstOfEach(labels, count) {
  const seen = new Array(kDigits).fill(0);
  return labels.flatMap((label, n) => (seen[label]++ < count ? [n] : []));
}

function squaredDistance(a, from, b, to, size) {
  let sum = 0;
  for (let i = 0; i < size; i++) sum += (a[from * size + i] - b[to * size + i]) ** 2;
  return sum;
}

// The share of right names, in per cent, where each asked sample gets that of the nearest example.
function shareRight(examples, labels, chosen, asked, answers) {
  const size = asked.length / answers.length;
  const right = answers.filter((answer, n) => {
    const distances = chosen.map((example) => squaredDistance(examples, example, asked, n, size));
    return labels[chosen[distances.indexOf(Math.min(...distances))]] === answer;
  });
  return 100 * right.length / answers.length;
}

async function show(model, stage) {
  const known = await model.samples({ count: kLabelled, split: "training" }), asked = await model.samples({ count: kAsked });
  const chosen = firstOfEach(known.labels, stage.choices.labels);
  const pixels = shareRight(known.images, known.labels, chosen, asked.images, asked.labels);
  const codes = shareRight(await model.encode(known.images), known.labels, chosen, await model.encode(asked.images), asked.labels);
  const words = stage.canvas("bars").dataset;
  stage.draw("bars", (context, width, height, colours) => drawBars(context, width, height, colours, [
    { label: words.pixels, share: pixels / 100 }, { label: words.codes, share: codes / 100, strong: true },
    { label: words.chance, share: 1 / kDigits }], "14px system-ui, sans-serif"));
  stage.fill("pixels", pixels.toFixed(0));
  return codes;
}

export const experiment = {
  settings: (_, seed) => digitSettings(seed, {
    family: "denoising", loss: "mse", corruption_strength: 0.5, latent: 16, learning_rate: 0.003 }),
  epochs: () => 5, show, lookEvery: Infinity };
