// Points on a rolled-up sheet, their codes of two numbers, and the copies made from these; PCA does the same with a plane.

import { Space } from "../live/space.mjs";
import { drawTrails } from "../live/trails.mjs";
import { rolledSheet } from "../live/sheet.mjs";
import { squaredError } from "../live/error.mjs";

const kCount = 700;
const state = { points: null, along: null, space: null, trails: [], plane: null };

const settings = (_, seed) => ({
  latent: 2, hidden: [64, 32], activation: "silu", output_activation: "linear", batch: 16, learning_rate: 0.005, schedule: "cosine",
  epochs: 100, seed });

const look = async (model) => {
  const codes = await model.encode(state.points);
  const copies = await model.decode(codes);
  return { codes, copies };
};

// The root of the mean squared distance, in per cent of the cube's side.
const distance = (copies) => 100 * Math.sqrt(squaredError(state.points, copies, kCount));

// PCA first: its plane is the closed form's answer, and stays as it is.
async function begin(model, stage, seed) {
  state.trails = [];
  await model.reset({ family: "pca", latent: 2, seed });
  await model.train();
  state.plane = await look(model);
  stage.fill("plane", distance(state.plane.copies).toFixed(1));
}

async function show(model, stage) {
  const network = await look(model);
  state.trails.push(network.codes);
  const shown = { points: state.points, plane: state.plane?.copies, network: network.copies }[stage.choices.shown];
  state.space.show(shown ?? state.points, state.along);
  stage.draw("space", (...place) => state.space.draw(...place));
  stage.draw("plane", (...place) => drawTrails(...place, state.plane ? [state.plane.codes] : [], state.along));
  stage.draw("codes", (...place) => drawTrails(...place, state.trails, state.along));
  return distance(network.copies);
}

function data(seed) {
  Object.assign(state, rolledSheet(seed, kCount));
  return { samples: state.points, shape: [1, 3] };
}

function attach(stage) {
  state.space = new Space(stage.canvas("space"), () => stage.redraw());
}

export const experiment = { settings, epochs: () => 100, data, begin, show, attach, lookEvery: 30 };
