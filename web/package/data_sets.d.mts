// Data of every kind for an autoencoder: pictures, signals, tables and texts, from files in any format that Hourglass reads, and
// from the built-in sets. A program of its own (100 kB gzipped) does that, in the thread that calls.
//
//   import { create } from "hourglass-autoencoders";
//   import { readData } from "hourglass-autoencoders/data";
//   const data = await readData(input.files, { labelColumn: "species" });
//   const autoencoder = await create({ family: "vae", latent: 4 }, { data });
//
// Whatever is refused rejects with an HourglassError: `message` is a sentence for people, `code` a stable name for programs.

import type { DataFile } from "./autoencoder.mjs";
import type { GivenSettings, NamedBytes } from "./hourglass.mjs";

/** One column of a table, or one channel of a signal. */
export interface DataColumn {
  name: string;
  /** Empty where there is none. */
  unit: string;
  /** How many there are; 0 for numbers. */
  categories: number;
  /** Values that are missing. */
  missing: number;
  /** Of numbers, as they are in the file. */
  smallest: number;
  largest: number;
}

/** What a set holds. Counts of samples are those of the part to train on. */
export interface DataPreview {
  name: string;
  kind: "image" | "signal" | "table" | "text";
  /** What the samples of its kind are called: "pictures". */
  samples: string;
  /** [height, width, channels]. */
  shape: [number, number, number];
  training: number;
  heldOut: number;
  /** Samples that lack a value. */
  missing: number;
  /** Samples equal to an earlier one. */
  duplicates: number;
  /** Symbols of a text's alphabet; 0 for other kinds. */
  symbols: number;
  /** Values of a signal per second; 0 where that is not known. */
  rate: number;
  classes: { name: string; count: number }[];
  columns: DataColumn[];
  /** The first samples: pictures one after the other, or rows of texts, one for each column. */
  first: { width: number; height: number; channels: number; pixels: Uint8Array } | string[][];
}

/** A set for the option `data` of create(). */
export interface DataSet {
  files: NamedBytes[];
  /** What was left out, and why. */
  ignored: string[];
  /** Null for built-in sets. */
  preview: DataPreview | null;
}

export interface ReadOptions {
  /** What the set is called; the default is the file's name. */
  name?: string;
  /** Receives how many of the files, also of those in archives, are decoded. */
  onProgress?: (progress: { done: number; total: number }) => void;
  /** As in create(). */
  base?: string | URL;
}

/**
 * Reads files in any format as one set: pictures (in browsers; folders of an archive, or of a chosen folder, are classes), tables,
 * sounds, words, NumPy's arrays, IDX, CIFAR, also in zip archives and gzipped. Of the settings, `seed`, `scale`, `image_size`, `window`,
 * `hop` and `label_column` matter.
 */
export function readData(data: DataFile | readonly DataFile[], settings?: GivenSettings | ReadonlyMap<string, unknown>, options?: ReadOptions): Promise<DataSet>;

/** Draws the built-in set that the setting `data` names, of as many samples as `samples` and `held_out_samples` say. */
export function drawData(settings: GivenSettings | ReadonlyMap<string, unknown>, options?: { base?: string | URL }): Promise<DataSet>;
