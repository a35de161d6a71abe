// A sound run and six faulty ones: their errors on pictures that they learn from, and on others.

import { digitSettings } from "./digits.mjs";
import { drawLines } from "../live/curve.mjs";

const kFaults = {
  sound: [{}, 10],
  few: [{ training_limit: 60, batch: 8 }, 60],
  dropout: [{ training_limit: 60, batch: 8, dropout: 0.5 }, 60],
  small: [{ latent: 1, hidden: [8] }, 10],
  vanishing: [{ hidden: [64, 64, 64, 64], activation: "sigmoid", optimiser: "sgd", learning_rate: 0.05 }, 10],
  fast: [{ learning_rate: 0.1 }, 10],
  batch: [{ batch: 750 }, 10],
};
// The scale of the curves: an untrained network's error is about twice as large.
const kMost = 100;

async function show(model, stage) {
  const history = await model.history(), { training, heldOut } = await model.metrics();
  stage.draw("curve", (context, width, height, colours) => drawLines(context, width, height, colours, [
    { values: history.map((point) => point.training.total), colour: "quiet" },
    { values: history.map((point) => point.heldOut.total), colour: "accent" }], [0, kMost]));
  if (!training || !heldOut) return undefined;
  stage.fill("training", training.total.toFixed(1));
  stage.fill("heldOut", heldOut.total.toFixed(1));
  return heldOut.total / training.total;
}

export const experiment = {
  settings: ({ fault }, seed) => digitSettings(seed, { samples: 1500, latent: 16, ...kFaults[fault][0] }),
  epochs: ({ fault }) => kFaults[fault][1], show };
