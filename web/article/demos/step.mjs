// One weight through one step of training, with the numbers that the engine computes.

import { openUses } from "../../uses.mjs";
import { digitSettings } from "./digits.mjs";

const short = (number) => (number === undefined ? "–" : number.toPrecision(3).replace("-", "−"));

async function show(model, stage) {
  const uses = await openUses(model);
  const learningRate = stage.choices.rate;
  const step = uses.weightStep({ learningRate });
  uses.dispose();
  const texts = {
    weight: step.weight, input: step.input, sum: step.sum, output: step.output, loss: step.loss, outputError: step.outputError,
    slope: step.slope, sumError: step.sumError, gradient: step.gradient, nudged: step.nudgedGradient, changed: step.changedWeight,
  };
  for (const [name, number] of Object.entries(texts)) stage.fill(name, short(number));
  stage.fill("rate", String(learningRate));
  return step.allChangedLoss;
}

export const experiment = {
  settings: (_, seed) => digitSettings(seed, { hidden: [64], latent: 16 }), epochs: () => 4, show, lookEvery: Infinity };
