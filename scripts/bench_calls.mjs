#!/usr/bin/env node
// Measures the overhead of the package's calls: the median time of several calls each, on a model in a worker and on one in the
// calling thread. Needs build/site.
//
//   node scripts/bench_calls.mjs [--hidden 1000,500]      hidden layers of the model; larger ones make larger files

import { parseArgs } from "node:util";

import { create } from "../build/site/autoencoder.mjs";

const kRepeats = 9;

const { values: given } = parseArgs({ options: { hidden: { type: "string", default: "1000,500" } } });
const hidden = given.hidden.split(",").map(Number);

const median = (values) => values.sort((a, b) => a - b)[values.length >> 1];

// Milliseconds that `call` takes.
async function timed(call) {
  const times = [];
  for (let i = 0; i < kRepeats; i++) {
    const start = performance.now();
    await call();
    times.push(performance.now() - start);
  }
  return median(times);
}

// [name, call] for each call that does not change the run.
async function callsOf(model) {
  const { images } = await model.samples({ count: 64 });
  const codes = await model.encode(images);
  const size = codes.length / 64;
  const file = await model.save();
  console.log(`a file of ${(file.length / 1e6).toFixed(1)} MB`);
  return [
    ["metrics", () => model.metrics()], ["settings", () => model.settings()], ["settingsTable", () => model.settingsTable()],
    ["history", () => model.history()], ["data", () => model.data()], ["weightsHash", () => model.weightsHash()],
    ["samples of 64", () => model.samples({ count: 64 })], ["encode 64", () => model.encode(images)],
    ["decode 64", () => model.decode(codes)], ["reconstruct 64", () => model.reconstruct(images)],
    ["generate 64", () => model.generate({ count: 64 })],
    ["interpolate", () => model.interpolate({ from: codes.slice(0, size), to: codes.slice(size, 2 * size) })],
    ["weights", () => model.weights()], ["save", () => model.save()], ["load", () => model.load(file)],
  ];
}

const rows = new Map();
for (const worker of [true, false]) {
  const model = await create({ family: "vae", hidden, samples: 1000, held_out_samples: 100 }, { worker });
  await model.train({ epochs: 1 });
  for (const [name, call] of await callsOf(model)) rows.set(name, [...(rows.get(name) ?? []), await timed(call)]);
  model.dispose();
}
console.log(`${"ms, median of".padEnd(16)}${"in a worker".padStart(14)}${"in the thread".padStart(16)}`);
for (const [name, [inWorker, here]] of rows) console.log(`${name.padEnd(16)}${inWorker.toFixed(2).padStart(14)}${here.toFixed(2).padStart(16)}`);
