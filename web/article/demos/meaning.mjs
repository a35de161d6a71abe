// A disc that moves, seen by a variational autoencoder: which of its code's two numbers follows which coordinate?

import { drawRows } from "../live/pictures.mjs";
import { uniform } from "../live/random.mjs";

const kSide = 16, kCount = 1000, kMeasured = 500;
// The disc's radius in pixels, and how soft its edge is.
const kRadius = 2.5, kSharpness = 2;
const state = {};

function discs(seed) {
  const draw = uniform(seed), samples = new Float32Array(kCount * kSide ** 2), across = [], down = [];
  for (let n = 0; n < kCount; n++) {
    const x = 3.5 + 9 * draw(), y = 5.5 + 4 * draw();
    across.push(x);
    down.push(y);
    for (let i = 0; i < kSide ** 2; i++) {
      const distance = Math.hypot(i % kSide - x, Math.floor(i / kSide) - y);
      samples[n * kSide ** 2 + i] = 1 / (1 + Math.exp(kSharpness * (distance - kRadius)));
    }
  }
  return { samples, across, down };
}

const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function correlation(a, b) {
  const middleA = mean(a), middleB = mean(b);
  const product = (x, y, mx, my) => x.reduce((sum, value, i) => sum + (value - mx) * (y[i] - my), 0);
  return product(a, b, middleA, middleB) / Math.sqrt(product(a, a, middleA, middleA) * product(b, b, middleB, middleB));
}

// The correlation of a factor with the number of the code that follows it best; a number that never changes follows nothing.
function strongest(codes, factor) {
  const factors = factor.slice(0, kMeasured);
  return Math.max(...[0, 1].map((k) => Math.abs(correlation(factors.map((_, n) => codes[2 * n + k]), factors) || 0)));
}

async function show(model, stage) {
  const codes = await model.encode(state.samples.subarray(0, kMeasured * kSide ** 2));
  const { first, second } = stage.choices;
  const at = [-2, -1, 0, 1, 2];
  const rows = [at.map((value) => [value, second]), at.map((value) => [first, value]), [[first, second]]];
  const [one, two, here] = await Promise.all(rows.map((row) => model.decode(row.flat())));
  stage.draw("pictures", (context, width, height, colours) => drawRows(context, width, height, colours, [one, two], [kSide, kSide], 5));
  stage.draw("here", (context, width, height, colours) => drawRows(context, width, height, colours, [here], [kSide, kSide], 1));
  return strongest(codes, state.across);
}

function data(seed) {
  Object.assign(state, discs(seed));
  return { samples: state.samples, shape: [kSide, kSide] };
}

export const experiment = {
  settings: (_, seed) => ({ family: "vae", hidden: [64], latent: 2, batch: 32, learning_rate: 0.003, loss: "bce", seed }),
  epochs: () => 20, data, show };
