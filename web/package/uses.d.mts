// What trained autoencoders are for: finding anomalies, cleaning samples, running in other programs. A program of its own does that, in the thread that
// calls; where samples are many, call it from a worker.
//
//   import { create } from "hourglass-autoencoders";
//   import { exportModel, openUses, threshold } from "hourglass-autoencoders/uses";
//   const autoencoder = await create({ data: "digits" });
//   await autoencoder.train();
//   const uses = await openUses(autoencoder);
//   const scores = uses.scores(images);
//   const odd = scores.filter((score) => score >= threshold(scores, { contamination: 0.01 }));
//
//   const { name, bytes } = await exportModel(autoencoder, "onnx");
//
// Whatever is refused rejects with, or throws, an HourglassError: `message` is a sentence for people, `code` a stable name for
// programs.

import type { DataSet } from "./data_sets.mjs";

/** A model of autoencoder.mjs or hourglass.mjs. */
export interface Savable {
  save(): Uint8Array | Promise<Uint8Array>;
}

export interface UsesOptions {
  /** The set that the model learned from, as readData() gives it; without it the built-in set that its settings name. */
  data?: DataSet;
  /** As in create(). */
  base?: string | URL;
}

/** How samples with noise are cleaned, in the terms of their kind. */
export interface Cleanness {
  /** Of images, in dB. */
  psnrDb?: number;
  /** Of signals, in dB. */
  signalToNoiseDb?: number;
  /** Of tables: root mean square error of all numbers, scaled. */
  numberError?: number;
  /** Of tables and texts: the share of right categories or symbols. */
  right?: number;
}

export interface DenoisingFigures {
  noisy: Cleanness;
  /** Cleaned by the model. */
  denoised: Cleanness;
  /** Cleaned by plain methods, each at its best: PCA, a median filter, non-local means. */
  plain: { method: string; cleanness: Cleanness }[];
}

export interface Groups {
  count: number;
  /** Of each sample, from 0: the largest group. */
  groups: number[];
  sizes: number[];
  /** Of the codes: from -1 to 1, higher for groups that lie apart. */
  silhouette: number;
  /** With the labels, where there are some. */
  agreement?: { purity: number; normalisedMutualInformation: number; adjustedRandIndex: number };
}

/** How often values fall into bins of equal width from `low` to `high`. */
export interface Histogram {
  low: number;
  high: number;
  counts: number[];
}

export interface Insides {
  layers: {
    name: string;
    title: string;
    /** Without counts where the layer has none of its own. */
    weights: Histogram;
    outputs: Histogram;
    gradientRms: number;
    /** How units can be stuck, and the share of those that are. */
    stuck?: "dead" | "saturated";
    stuckUnits?: number;
  }[];
  /** Weights of single units of the first layer, the strongest first, each of `shape` (height, width, channels). */
  filters: { shape: [number, number, number]; units: number; values: Float32Array };
  /** Variances of the codes along their main directions, and how many directions they use (Roy and Vetterli 2007). */
  spread: number[];
  effectiveRank: number;
  samples: number;
}

/** Terms of a sum, those of the largest size first. */
export interface WeightedTerms {
  shown: { index: number; weight: number; value: number }[];
  /** All terms, and the sum of those that are not shown. */
  count: number;
  others: number;
}

/** z is the unit's sum, a = f(z) its output, w the weight, x what comes through it, E the loss. */
export interface WeightStep {
  unit: number;
  from: number;
  arriving: WeightedTerms;
  bias: number;
  sum: number;
  output: number;
  /** f'(z). */
  slope: number;
  loss: number;
  /** From the next layer's units; none where what follows is no dense layer. */
  returning: WeightedTerms;
  /** dE/da; absent where the activation is flat and nothing of it is left to tell it by. */
  outputError?: number;
  /** dE/dz = dE/da f'(z) + secondPass, which the contractive penalty makes. */
  sumError: number;
  secondPass: number;
  weight: number;
  input: number;
  /** dE/dw = dE/dz x + beside: a penalty on the weights, or the layer that shares them. */
  gradient: number;
  beside: number;
  /** (E(w + nudge) - E(w - nudge)) / (2 nudge). */
  nudge: number;
  nudgedGradient: number;
  changedWeight: number;
  changedLoss: number;
  allChangedLoss: number;
}

export interface Uses {
  readonly kind: "image" | "signal" | "table" | "text";
  /** Of a sample: height, width, channels. */
  readonly shape: [number, number, number];
  /** Samples of the two splits. */
  readonly training: number;
  readonly heldOut: number;
  /** The scores that this model has. */
  readonly scoreKinds: { id: string; explanation: string }[];

  /** The samples of a split, one after the other; labels are -1 where there are none. */
  samples(split?: "heldOut" | "training"): { samples: Float32Array; labels: number[] };
  /** How unlike those that the model learned from samples are, one number each, higher for the odder. Missing values of a table are NaN. */
  scores(samples: ArrayLike<number>, options?: { score?: string; labels?: ArrayLike<number> }): Float64Array;
  /** The model's reconstruction of samples, or with `fillMissing` only of a table's missing values (NaN). */
  denoise(samples: ArrayLike<number>, options?: { fillMissing?: boolean }): Float32Array;
  /** What is won over noise on the held-out samples. `corruption` is "gaussian", "masking", "salt-and-pepper" or "occlusion". */
  measureDenoising(options?: { corruption?: string; strength?: number }): DenoisingFigures;
  /**
   * Samples as a small file: their codes, quantised and entropy-coded, as `hourglass compress` writes it. `step` says how far one step of a
   * code's value moves a sample; `maxBytes` chooses the finest one that fits.
   */
  compress(samples: ArrayLike<number>, options?: { step?: number; maxBytes?: number; labels?: ArrayLike<number> }): Uint8Array;
  /** What the same model makes of such a file: the same bits everywhere. */
  decompress(file: Uint8Array | ArrayBuffer): { samples: Float32Array; labels: number[] };
  /** Groups among the codes of samples. Without `count` the silhouette chooses it, from 2 to `most` (20). */
  groups(
    samples: ArrayLike<number>, options?: { method?: "k-means" | "mixture"; count?: number; most?: number; labels?: ArrayLike<number> }): Groups;
  /** How well a linear classifier reads the labels from codes: shares of samples that it gets wrong. */
  evaluateProbe(): { trainingError: number; heldOutError: number };
  /** Filters, weights, outputs and the use of the code, with the held-out samples. */
  inside(): Insides;
  /** The layers whose weights weightStep follows. */
  denseLayers(): { name: string; inputs: number; units: number; activation: string }[];
  /**
   * One weight in one step of plain gradient descent on one held-out sample; by default the first, the first of denseLayers(), the
   * weight of the largest gradient, and a rate of 0.001.
   */
  weightStep(options?: { sample?: number; layer?: string; unit?: number; from?: number; learningRate?: number }): WeightStep;
  /** Frees its memory. */
  dispose(): void;
}

/** Opens a trained model: an autoencoder, or the bytes of a saved one. */
export function openUses(model: Savable | Uint8Array | ArrayBuffer | Blob, options?: UsesOptions): Promise<Uses>;

export interface ExportFormat {
  id: "onnx" | "pytorch" | "keras" | "c" | "safetensors";
  title: string;
  explanation: string;
  /** The parts of a model that a file may hold. */
  parts: ("encoder" | "decoder" | "autoencoder")[];
  /** Whether `weights` may be smaller ones. */
  smaller: boolean;
  /** Whether the file holds the weights; else it is a script that reads them from the saved model. */
  weights: boolean;
}

export interface ExportOptions {
  /** What the file holds; by default the whole autoencoder. Scripts have all parts. */
  part?: "encoder" | "decoder" | "autoencoder";
  /** ONNX: version of the operators, from 17 on. */
  opset?: number;
  /** ONNX: the code is a draw from the posterior, by an input of noise. */
  sampling?: boolean;
  /** ONNX and safetensors: what weights are stored as; f32 by default, f16 in safetensors. int8 has a factor for each row. */
  weights?: "f32" | "f16" | "int8";
  /** The name of the model's own file without its ending: what the file's name begins with, and what a script reads. "model" by default. */
  name?: string;
  /** As in create(). */
  base?: string | URL;
}

/** A trained model in the format of another program; `name` is that of a file for these bytes, such as "model_decoder.onnx". */
export function exportModel(
  model: Savable | Uint8Array | ArrayBuffer | Blob, format: ExportFormat["id"], options?: ExportOptions): Promise<{ name: string; bytes: Uint8Array }>;

/** The formats that exportModel() writes. */
export function exportFormats(options?: { base?: string | URL }): Promise<ExportFormat[]>;

/**
 * The number from which on scores are those of anomalies: the share `contamination` of them lies at or above it, or the share `quantile`
 * below it.
 */
export function threshold(scores: ArrayLike<number>, options: { contamination: number } | { quantile: number }): number;
