// What trained autoencoders are for: finding anomalies and cleaning samples. A program of its own does that, in the thread that
// calls; where samples are many, call it from a worker.
//
//   import { create } from "hourglass-autoencoders";
//   import { openUses, threshold } from "hourglass-autoencoders/uses";
//   const autoencoder = await create({ data: "digits" });
//   await autoencoder.train();
//   const uses = await openUses(autoencoder);
//   const scores = uses.scores(images);
//   const odd = scores.filter((score) => score >= threshold(scores, { contamination: 0.01 }));
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
  /** Frees its memory. */
  dispose(): void;
}

/** Opens a trained model: an autoencoder, or the bytes of a saved one. */
export function openUses(model: Savable | Uint8Array | ArrayBuffer | Blob, options?: UsesOptions): Promise<Uses>;

/**
 * The number from which on scores are those of anomalies: the share `contamination` of them lies at or above it, or the share `quantile`
 * below it.
 */
export function threshold(scores: ArrayLike<number>, options: { contamination: number } | { quantile: number }): number;
