// What trained models are for: finding anomalies, cleaning samples, running in other programs. Types and explanations are in uses.d.mts.

import { addressIn, labelsOf, numberIn, optionsOf } from "./arguments.mjs";
import { bytesOf } from "./data.mjs";
import { loadingFailed } from "./engine.mjs";
import { errorWithCode, unwrap } from "../shared/errors.mjs";
import { requireSimd } from "../shared/variant.mjs";

const programs = new Map();  // the folder that is named -> the program in it

// The address is written out, so that bundlers find the program.
const importProgram = (base) => base
  ? import(/* @vite-ignore */ /* webpackIgnore: true */ addressIn(base, "wasm/hourglass_uses.mjs")) : import("../wasm/hourglass_uses.mjs");

async function programIn(base) {
  requireSimd();
  const key = String(base ?? "");
  if (!programs.has(key)) {
    const loading = importProgram(base).then(({ default: createProgram }) => createProgram()).catch((cause) => { throw loadingFailed(cause); });
    programs.set(key, loading);
    loading.catch(() => programs.delete(key));
  }
  return programs.get(key);
}

// A saved model's bytes: given as such, or those of a model that save() gives.
async function modelBytes(model) {
  if (model instanceof Blob) return new Uint8Array(await model.arrayBuffer());
  if (model instanceof ArrayBuffer || model instanceof Uint8Array) return bytesOf(model);
  if (typeof model?.save === "function") return model.save();
  throw errorWithCode("argument-wrong-type", "model: expected an autoencoder, or the bytes of a saved one, found something else.");
}

const kThresholds = ["contamination", "quantile"];

/// The number from which on scores are those of anomalies.
export function threshold(scores, options) {
  const given = optionsOf(options, kThresholds);
  const [name] = Object.keys(given);
  if (Object.keys(given).length !== 1 || scores.length === 0) {
    throw errorWithCode("argument-wrong-type", "threshold: expected scores and one of contamination and quantile, found something else.");
  }
  const share = numberIn(name, given[name], 0, 1, Number.isFinite);
  const sorted = Float64Array.from(scores).sort();
  // Linear between two scores, as the program's.
  const place = (name === "quantile" ? share : 1 - share) * (sorted.length - 1), below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}

class Uses {
  #uses;

  constructor(uses) {
    this.#uses = uses;
    Object.assign(this, uses.about());
  }

  samples(split = "heldOut") {
    if (split !== "heldOut" && split !== "training") {
      throw errorWithCode("argument-not-a-choice", `split: expected training or heldOut, found ${String(split)}; choose one of the names listed.`);
    }
    return this.#uses.samples(split);
  }

  scores(samples, options) {
    const { score = "error", labels } = optionsOf(options, ["score", "labels"]);
    return unwrap(this.#uses.scores(String(score), Float32Array.from(samples), labelsOf(labels)));
  }

  denoise(samples, options) {
    const { fillMissing = false } = optionsOf(options, ["fillMissing"]);
    return unwrap(this.#uses.denoise(Float32Array.from(samples), Boolean(fillMissing)));
  }

  measureDenoising(options) {
    const { corruption = "gaussian", strength = 0.5 } = optionsOf(options, ["corruption", "strength"]);
    return unwrap(this.#uses.measureDenoising(String(corruption), numberIn("strength", strength, 0, 10, Number.isFinite)));
  }

  compress(samples, options) {
    const { step, maxBytes, labels } = optionsOf(options, ["step", "maxBytes", "labels"]);
    if (step !== undefined && maxBytes !== undefined) {
      throw errorWithCode("argument-wrong-type", "compress: expected one of step and maxBytes, found both.");
    }
    const chosen = step === undefined ? 0 : numberIn("step", step, 1e-9, 1e9, Number.isFinite);
    const most = maxBytes === undefined ? 0 : numberIn("maxBytes", maxBytes, 1, 2 ** 40);
    return unwrap(this.#uses.compress(Float32Array.from(samples), labelsOf(labels), chosen, most));
  }

  decompress(file) {
    return unwrap(this.#uses.decompress(bytesOf(file)));
  }

  groups(samples, options) {
    const { method = "k-means", count = 0, most = 20, labels } = optionsOf(options, ["method", "count", "most", "labels"]);
    const fixed = numberIn("count", count, 0, 10_000), tried = numberIn("most", most, 2, 10_000);
    return unwrap(this.#uses.groups(Float32Array.from(samples), labelsOf(labels), String(method), fixed, tried));
  }

  evaluateProbe() {
    return unwrap(this.#uses.evaluateProbe());
  }

  inside() {
    return unwrap(this.#uses.inside());
  }

  denseLayers() {
    return this.#uses.denseLayers();
  }

  weightStep(options) {
    const { sample = 0, layer = this.denseLayers()[0]?.name, unit = -1, from = 0, learningRate = 0.001 } = optionsOf(options, ["sample", "layer", "unit", "from", "learningRate"]);
    const whole = (name, value, least) => Math.trunc(numberIn(name, value, least, 2 ** 31 - 1));
    const rate = numberIn("learningRate", learningRate, 0, 1e6, Number.isFinite);
    return unwrap(this.#uses.weightStep(whole("sample", sample, 0), String(layer), whole("unit", unit, -1), whole("from", from, 0), rate));
  }

  dispose() {
    this.#uses.delete();
  }
}

/// A trained model in the format of another program: {name, bytes}.
export async function exportModel(model, format, options) {
  const { part = "autoencoder", opset = 0, sampling = false, name = "model", weights = "", base } = optionsOf(options, ["part", "opset", "sampling", "name", "weights", "base"]);
  const [program, bytes] = await Promise.all([programIn(base), modelBytes(model)]);
  const version = numberIn("opset", opset, 0, 1000);
  return unwrap(program.exportModel(bytes, String(format), String(part), String(name), version, Boolean(sampling), String(weights)));
}

/// The formats that exportModel() writes.
export async function exportFormats(options) {
  const { base } = optionsOf(options, ["base"]);
  return (await programIn(base)).exportFormats();
}

/// What a trained model can be used for.
export async function openUses(model, options) {
  const { data, base } = optionsOf(options, ["data", "base"]);
  const [program, bytes] = await Promise.all([programIn(base), modelBytes(model)]);
  return new Uses(unwrap(program.createUses(bytes, data?.files ?? [])));
}
