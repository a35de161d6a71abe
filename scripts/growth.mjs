#!/usr/bin/env node
// Measures how the time of training grows with the number of samples (per sample it should not) and with the width of the
// network (in proportion to its weights). Prints two tables in Markdown. The program must be built:
// cmake --preset release && cmake --build --preset release --target hourglass
//
//   node scripts/growth.mjs [--threads 1] [--math fast] [--samples 1000,10000,100000,1000000]
//                           [--widths 64,128,256,512,1024,2048] [--seconds 1] [--repeats 4] [--program PATH]
//
// A million samples need 0.8 GB in the temporary folder and 1.6 GB of memory.

import { execFileSync } from "node:child_process";
import { randomFillSync } from "node:crypto";
import { closeSync, mkdirSync, mkdtempSync, openSync, rmSync, writeSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    threads: { type: "string", default: "1" },
    math: { type: "string", default: "fast" },
    samples: { type: "string", default: "1000,10000,100000,1000000" },
    widths: { type: "string", default: "64,128,256,512,1024,2048" },
    seconds: { type: "string", default: "1" },
    repeats: { type: "string", default: "4" },
    program: { type: "string", default: fileURLToPath(new URL("../build/release/hourglass", import.meta.url)) },
  },
});
const list = (text) => text.split(",").map(Number);
const kFeatures = 784, kBatch = 128, kLatent = 32, kHeldOut = 512;
const repeats = Number(options.repeats), seconds = Number(options.seconds);

// An IDX file of noise; the time of a step does not depend on the pixels.
function writeImages(path, count) {
  const file = openSync(path, "w");
  const header = Buffer.alloc(16);
  [0x803, count, 28, 28].forEach((value, i) => header.writeUInt32BE(value, 4 * i));
  writeSync(file, header);
  const block = Buffer.alloc(10000 * kFeatures);
  for (let written = 0; written < count; written += 10000) {
    randomFillSync(block);
    writeSync(file, block, 0, Math.min(10000, count - written) * kFeatures);
  }
  closeSync(file);
}

function writeSet(folder, count) {
  mkdirSync(folder);
  writeImages(join(folder, "train-images-idx3-ubyte"), count);
  writeImages(join(folder, "t10k-images-idx3-ubyte"), kHeldOut);
}

// Trains once; milliseconds per step, without the time for reading the files.
function train(data, hidden, epochs) {
  const args = ["train", "--json", "--data", data, "--hidden", hidden, "--latent", kLatent, "--batch", kBatch,
    "--epochs", epochs, "--threads", options.threads, "--math", options.math];
  const output = execFileSync(options.program, args.map(String), { stdio: ["ignore", "pipe", "ignore"] });
  const run = JSON.parse(output.toString().trim().split("\n").at(-1));
  return (run.seconds * 1e3) / run.steps;
}

// The number of epochs that take about `seconds`, estimated by a short trial.
function epochsFor(data, count, hidden) {
  const stepsPerEpoch = Math.floor(count / kBatch);
  const trial = train(data, hidden, Math.max(1, Math.ceil(50 / stepsPerEpoch)));
  return Math.max(1, Math.round((seconds * 1e3) / trial / stepsPerEpoch));
}

// The fastest repeat of each run. The repeats of a run are spread over the whole measurement, since the machine's load varies.
function best(runs) {
  const milliseconds = runs.map(() => Infinity);
  for (let i = 0; i < repeats; ++i) {
    runs.forEach((run, at) => (milliseconds[at] = Math.min(milliseconds[at], train(...run))));
  }
  return milliseconds;
}

function table(head, rows) {
  const lines = [head, head.map(() => "---:"), ...rows];
  console.log(lines.map((cells) => `| ${cells.join(" | ")} |`).join("\n") + "\n");
}

const work = mkdtempSync(join(tmpdir(), "hourglass-growth-"));
try {
  const counts = list(options.samples);
  const runs = counts.map((count) => {
    const data = join(work, String(count));
    writeSet(data, count);
    return [data, 128, epochsFor(data, count, 128)];
  });
  const bySamples = best(runs);
  console.log(`784-128-${kLatent}-128-784, batch ${kBatch}, Adam, ${options.threads} thread(s), ${options.math} math\n`);
  table(["training samples", "ms per step", "microseconds per sample", "of the first"],
    counts.map((count, i) => [count.toLocaleString("en"), bySamples[i].toFixed(3),
      ((bySamples[i] * 1e3) / kBatch).toFixed(3), (bySamples[i] / bySamples[0]).toFixed(2)]));

  const widths = list(options.widths), count = 16 * kBatch, data = join(work, "widths");
  writeSet(data, count);
  const byWidth = best(widths.map((width) => [data, width, epochsFor(data, count, width)]));
  const weights = widths.map((width) => 2 * width * (kFeatures + kLatent));
  console.log(`784-H-${kLatent}-H-784, the same otherwise\n`);
  table(["H", "weights", "ms per step", "ns per weight"],
    widths.map((width, i) => [width, weights[i].toLocaleString("en"), byWidth[i].toFixed(3),
      ((byWidth[i] * 1e6) / weights[i]).toFixed(2)]));
} finally {
  rmSync(work, { recursive: true, force: true });
}
