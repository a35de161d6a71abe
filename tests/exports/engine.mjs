// Trains and exports models with the built program, and reads what the engine computes for their samples.

import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

/// Where the programs are: the folder HG_BUILD, or that of the release preset.
const kBuild = process.env.HG_BUILD ?? fileURLToPath(new URL("../../build/release", import.meta.url));

export const kSamples = 256;

/// What the program prints for other programs.
export function hourglass(...args) {
  const out = execFileSync(join(kBuild, "hourglass"), [...args, "--json"], { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  return JSON.parse(out.trim().split("\n").at(-1));
}

/// Trains a model for a moment: its weights, statistics and codebook are those of no beginning.
export function train(path, settings) {
  hourglass("train", "--samples", "512", "--held-out-samples", String(kSamples), "--epochs", "1", "--batch", "32", "--threads", "1",
    "--save", path, ...settings);
}

function numbersOf(path, Kind) {
  const bytes = readFileSync(path);
  return new Kind(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
}

/// {kind, sample, shape, code, classes, posterior, logits, factor, count, outputs}: `outputs` has an array per file of
/// engine_outputs.cpp, in the engine's order.
export function engineOutputs(model, folder) {
  mkdirSync(folder, { recursive: true });
  execFileSync(join(kBuild, "hourglass_engine_outputs"), [model, folder, String(kSamples)]);
  const about = JSON.parse(readFileSync(join(folder, "model.json"), "utf8"));
  const outputs = { label: numbersOf(join(folder, "label"), Int32Array) };
  for (const name of ["sample", "code", "mean", "log_variance", "logits", "reconstruction"]) {
    outputs[name] = numbersOf(join(folder, name), Float32Array);
  }
  return { ...about, count: outputs.code.length / about.code, outputs };
}

/// Samples in the order of ONNX and PyTorch, where an image's and a signal's channels come first.
export function channelsFirst({ kind, shape }, values) {
  const [height, width, channels] = shape;
  const places = height * width;
  if ((kind !== "image" && kind !== "signal") || channels === 1 || places === 1) return values;
  const moved = new Float32Array(values.length);
  for (let i = 0; i < values.length; ++i) {
    const channel = i % channels, place = Math.floor(i / channels) % places, sample = Math.floor(i / (channels * places));
    moved[(sample * channels + channel) * places + place] = values[i];
  }
  return moved;
}

/// The axes of one sample there.
export function axesOf({ kind, shape }) {
  const [height, width, channels] = shape;
  if (kind === "table") return [height * width * channels];
  if (kind === "text") return [height * width, channels];
  return kind === "signal" ? [channels, height * width] : [channels, height, width];
}

/// The largest difference of two arrays, over the largest magnitude where that is above 1. `factor` (one number, or one
/// for each value of a sample) is what the differences of scaled numbers are measured in.
export function largestDifference(found, wanted, factor = []) {
  if (found.length !== wanted.length) throw new Error(`${found.length} values instead of ${wanted.length}`);
  let largest = 0, magnitude = 1;
  for (let i = 0; i < found.length; ++i) {
    const unit = factor.length > 0 ? factor[factor.length === 1 ? 0 : i % factor.length] : 1;
    const difference = Math.abs(found[i] - wanted[i]) / unit;
    if (!(difference <= largest)) largest = difference;
    magnitude = Math.max(magnitude, factor.length > 0 ? 1 : Math.abs(wanted[i]));
  }
  return largest / magnitude;
}
