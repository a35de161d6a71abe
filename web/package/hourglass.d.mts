/// <reference lib="esnext.disposable" />
// Hourglass for JavaScript: train an autoencoder in the page or in Node.
//
//   import { loadHourglass } from "./hourglass.mjs";
//   const engine = await loadHourglass();
//   const session = engine.create({ latent: 16, hidden: [256] });
//   session.start();                                  // trains in the background
//   const code = session.encode(pixels);              // pixels: Float32Array of 784 values in [0, 1]
//
// Every function but train answers at once, and the page waits meanwhile; autoencoder.mjs has the same in a worker.
//
// Whatever is refused throws an HourglassError: `message` is a sentence for people, `code` a stable name for programs.

/** The settings of a run. `engine.settingsTable()` gives ranges, choices, units and help. */
export interface Settings {
  family: string;
  /** A built-in data set, such as "digits". */
  data: string;
  samples: number;
  held_out_samples: number;
  training_limit: number;
  only_class: number;
  binarise: string;
  shift: number;
  /** Units of the encoder's hidden layers, widest first; the decoder mirrors them. */
  hidden: readonly number[];
  latent: number;
  /** Channels of the encoder's convolutions; the decoder mirrors them. */
  conv: readonly number[];
  downsample: string;
  upsample: string;
  transformer: number;
  patch: number;
  token_width: number;
  heads: number;
  masked: number;
  /** Units of the decoder's hidden layers, where they are not the encoder's backwards. */
  decoder_hidden: readonly number[];
  normalisation: string;
  dropout: number;
  tied: string;
  activation: string;
  code_activation: string;
  output_activation: string;
  initialiser: string;
  bottleneck: string;
  beta: number;
  capacity: number;
  capacity_epochs: number;
  kl_warmup: number;
  free_bits: number;
  active: number;
  active_factor: number;
  active_epochs: number;
  codebook: number;
  code_channels: number;
  commitment: number;
  corruption: string;
  corruption_strength: number;
  condition: string;
  label_dropout: number;
  condition_classes: number;
  loss: string;
  huber_delta: number;
  l1: number;
  sparsity: number;
  rho: number;
  contractive: number;
  mmd: number;
  adversarial: number;
  discriminator_hidden: readonly number[];
  discriminator_learning_rate: number;
  solver: string;
  optimiser: string;
  learning_rate: number;
  momentum: number;
  weight_decay: number;
  clip_norm: number;
  batch: number;
  epochs: number;
  schedule: string;
  schedule_epochs: number;
  warmup_epochs: number;
  decay_factor: number;
  decay_epochs: number;
  validation: number;
  patience: number;
  seed: number;
  threads: number;
  math: string;
  isa: string;
}

/** One row of the settings table. */
export interface SettingRow {
  key: keyof Settings;
  group: string;
  type: "integer" | "number" | "text" | "integers";
  default: number | string | number[];
  /** Of numbers, and of the items of lists; both ends included. */
  minimum?: number;
  maximum?: number;
  unit: string;
  /** True where `session.set` changes it while training; others need `session.reset`. */
  live: boolean;
  help: string;
  /** The names that a choice may take; empty where any text will do. */
  choices: string[];
}

/** Means per image. */
export interface LossTerms {
  /** What training minimises. */
  total: number;
  /** Squared error summed over pixels, or nats for binary cross-entropy. */
  reconstruction: number;
  /** The other terms by name, unweighted: "kl" in nats, "l1", ... Empty where there are none. */
  penalties: Record<string, number>;
}

export interface HistoryPoint {
  step: number;
  /** Passes over the training set, with fraction. */
  epoch: number;
  training: LossTerms;
  heldOut: LossTerms;
}

export interface Metrics {
  step: number;
  epoch: number;
  state: "paused" | "running" | "finished" | "diverged";
  /** One sentence where the state needs one (divergence), else empty. */
  message: string;
  samplesPerSecond: number;
  gigaflops: number;
  /** Grows with every reset. */
  generation: number;
  /** The newest point of the curves; null before the first. */
  training: LossTerms | null;
  heldOut: LossTerms | null;
}

export interface DataInfo {
  name: string;
  height: number;
  width: number;
  channels: number;
  /** 0 where there are no labels. */
  classes: number;
  /** Samples in the training split, and in the held-out split. */
  training: number;
  heldOut: number;
}

export interface BenchmarkResult {
  workload: string;
  threads: number;
  math: string;
  isa: string;
  samples_per_second: number;
  ms_per_step: number;
  gflops: number;
  peak_gflops: number;
  fraction_of_peak: number;
}

export interface HourglassError extends Error {
  /**
   * Such as "setting-out-of-range", "array-wrong-length", "idx-truncated", "session-disposed": those of the engine's own table
   * (src/core/error_codes.h). Beside them: "simd-missing", "wasm-failed", "worker-failed", "aborted" (whose name is
   * "AbortError"), "training-already", "argument-refused", "engine-failed".
   */
  code: string;
}

export interface TrainOptions {
  /** So many epochs more. Without it the run goes on to its total, the setting `epochs`, and is finished at once where it has done that. */
  epochs?: number;
  /** Called at the end of every pass. What it throws pauses the run and rejects. */
  onEpoch?(metrics: Metrics): void;
  /** Pauses the run and rejects with an "AbortError". */
  signal?: AbortSignal;
}

export interface LabelOptions {
  /** One per sample, below 0 where it is unknown. Only a conditional model (setting `condition`) looks at them. */
  labels?: readonly number[] | Int32Array | Uint8Array;
}

export interface GenerateOptions {
  /** 1 to 10,000; default 16. */
  count?: number;
  /** Another seed, other images; default 1, as in `hourglass generate`. */
  seed?: number;
  /** How far draws lie from the prior's mean: less variety below 1 (the default), always the same image at 0. */
  temperature?: number;
  /** What a conditional model is to draw. Without it all labels in turn. */
  label?: number;
}

export interface InterpolateOptions {
  from: Float32Array;
  to: Float32Array;
  /** Images, the ends among them; default 8. */
  steps?: number;
  /** "spherical" keeps the length that draws from a prior have in many dimensions; default "straight". */
  path?: "straight" | "spherical";
  /** For a conditional model. */
  label?: number;
}

export interface SampleOptions {
  /** The first so many, 1 to 10,000, or as many as there are; default 16. */
  count?: number;
  /** Default "heldOut": images that training never sees. */
  split?: "training" | "heldOut";
}

/** Images of the data, sample after sample, with their labels: below 0 where one has none. */
export interface DataSamples {
  images: Float32Array;
  labels: number[];
}

/** One tensor of a model. */
export interface NamedTensor {
  /** As in the model's file: "encoder.0.weight", ... */
  name: string;
  /** As PyTorch has it: outputs x inputs of a dense layer's weight. */
  shape: number[];
  /** Row-major. */
  values: Float32Array;
}

/** Images that were made of codes, sample after sample. */
export interface MadeImages {
  images: Float32Array;
  codes: Float32Array;
  /** Of a conditional model, one per image; else empty. */
  labels: number[];
}

/** Figures over all held-out images, those of `hourglass evaluate --json`. "Image" means summed over pixels. */
export interface Evaluation {
  msePerPixel: number;
  squaredErrorPerImage: number;
  /** Nats. */
  bcePerImage: number;
  bcePerPixel: number;
  /** Of the loss that the model is trained with. */
  lossPerImage: number;
  lossPerPixel: number;
  /** Nats; only of models with a posterior (variational ones). */
  klPerImage?: number;
  elboPerImage?: number;
  psnrDb: number;
  ssim: number;
  /** Share of a codebook's entries in use; only with a codebook. */
  codebookUse?: number;
  /** The other terms of the loss by name, unweighted. */
  penalties: Record<string, number>;
  /** Of each coordinate of the code, over the images. */
  codeMean: number[];
  codeDeviation: number[];
}

/** Something that is wrong with a run. */
export interface Finding {
  /** Of its kind, for programs. */
  kind: string;
  sentence: string;
  /** A setting to try, and the text that it takes. */
  suggestion: { setting: keyof Settings; value: string };
}

/** An IDX file's bytes; the name tells test files (t10k, test) from training files. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}

/** When answers come: at once, or as promises. */
export type When = "now" | "later";

/** What a call returns. */
export type Answer<W extends When, Value> = W extends "later" ? Promise<Value> : Value;

/** The options of a call of an Autoencoder, besides its own. */
export interface CallOptions {
  /** Rejects the call with an "AbortError" whose code is "aborted". A worker finishes what it has begun; its answer is dropped. */
  signal?: AbortSignal;
}

/** What a call takes as its last argument: its own options and, where answers are promises, CallOptions. */
export type Options<W extends When, Own = unknown> = W extends "later" ? Own & CallOptions : unknown extends Own ? undefined : Own;

/** The calls that a Session answers at once and an Autoencoder by promises. */
export interface ModelCalls<W extends When> {
  /** Changes a setting from the next step on. Those that need another network are refused ("setting-needs-reset"). */
  set<Key extends keyof Settings>(key: Key, value: Settings[Key], options?: Options<W>): Answer<W, void>;
  /** Replaces the run by a new one with these settings; what is not named goes back to its default. */
  reset(settings?: Partial<Settings>, options?: Options<W>): Answer<W, void>;
  /** Stops training; a train() under way resolves with the state "paused". The next start or train continues from there. */
  pause(options?: Options<W>): Answer<W, void>;

  metrics(options?: Options<W>): Answer<W, Metrics>;
  /** The curves, thinned to at most 1024 points. */
  history(options?: Options<W>): Answer<W, HistoryPoint[]>;
  settings(options?: Options<W>): Answer<W, Settings>;
  data(options?: Options<W>): Answer<W, DataInfo>;
  /** Images of the data. */
  samples(options?: Options<W, SampleOptions>): Answer<W, DataSamples>;
  /** Copies of the model's weights, biases and running statistics, in the order of its file. */
  weights(options?: Options<W>): Answer<W, NamedTensor[]>;
  /** Hash of all weights' bits, 16 hexadecimal digits. */
  weightsHash(options?: Options<W>): Answer<W, string>;

  /** Codes of images ([sample][pixel], pixels in [0, 1]): `latent` values per sample. */
  encode(pixels: Float32Array, options?: Options<W, LabelOptions>): Answer<W, Float32Array>;
  /** Images of codes. */
  decode(codes: Float32Array, options?: Options<W, LabelOptions>): Answer<W, Float32Array>;
  /** decode(encode(pixels)). */
  reconstruct(pixels: Float32Array, options?: Options<W, LabelOptions>): Answer<W, Float32Array>;
  /** New images, of codes drawn from the prior. Refused ("setting-does-not-fit") where the codes follow none. */
  generate(options?: Options<W, GenerateOptions>): Answer<W, MadeImages>;
  /** Images on the path from one code to another. */
  interpolate(options: Options<W, InterpolateOptions>): Answer<W, MadeImages>;

  /** Measures the model on the held-out images. Takes about as long as a pass over them. */
  evaluate(options?: Options<W>): Answer<W, Evaluation>;
  /** What is wrong with the run; empty where nothing is, and while it is too young to tell. */
  diagnose(options?: Options<W>): Answer<W, Finding[]>;

  /** The model as a .safetensors file, with the optimiser's state. `hourglass train --resume` continues with it. */
  save(options?: Options<W>): Answer<W, Uint8Array>;
  /** Continues with a saved model, this API's or the program's. A failure changes nothing. */
  load(bytes: Uint8Array, options?: Options<W>): Answer<W, void>;
}

/** One run of training. */
export interface Session extends ModelCalls<"now"> {
  /** Trains until it is paused or all epochs are done. Does not block. */
  start(): void;
  /** Trains in the background; resolves with the last metrics once it is finished, paused or diverged. */
  train(options?: TrainOptions): Promise<Metrics>;
  /** Does `steps` steps (default 1) in the background and pauses. */
  step(steps?: number): void;
  /** Trains for about so many milliseconds in the calling thread. Only for programs that time the slices of training themselves. */
  pump(milliseconds?: number): void;
  /** Waits until the commands given so far are carried out (for `step`: all its steps are done). Blocks meanwhile. */
  settle(): Metrics;
  readonly threaded: boolean;
  /** Frees the memory; every later call throws "session-disposed". */
  dispose(): void;
  [Symbol.dispose](): void;
}

/** The files of one set: its images, and what belongs to them. */
export type DataFiles = Uint8Array | ArrayBuffer | NamedBytes | readonly (Uint8Array | ArrayBuffer | NamedBytes)[];

/** Calls about the engine and not about one run, which a page's Autoencoder has too. */
export interface EngineCalls<W extends When> {
  /** Every setting with its range, default, unit and help. */
  settingsTable(options?: Options<W>): Answer<W, SettingRow[]>;
  /** The size of the engine's memory in bytes, for all sessions together. It grows as they need it and never shrinks. */
  memoryBytes(options?: Options<W>): Answer<W, number>;
}

export interface Engine extends EngineCalls<"now"> {
  readonly version: string;
  /** True where the variant with threads was loaded. */
  readonly threads: boolean;
  /** A paused run. Without `data` the setting of that name says what it trains on. Gzipped files are unpacked first. */
  create(settings?: Partial<Settings>, data?: DataFiles): Session;
  /**
   * The files with those that are gzipped unpacked, as `create` takes them. Refuses what is damaged (gzip-corrupt) or
   * unpacks to more than images do (gzip-over-budget).
   */
  unpack(data: DataFiles): Promise<NamedBytes[]>;
  workloads(): { id: string; title: string }[];
  /** Runs one of the workloads W1 ... for so many seconds (default 3). Blocks meanwhile: call it in a worker. */
  benchmark(workload: string, options?: { threads?: number; seconds?: number; math?: "portable" | "fast" }): BenchmarkResult;
}

/**
 * Loads the engine. Threads are used in a cross-origin isolated page unless `threads: false` declines them, and in Node
 * where `threads: true` asks for them. Eight workers stand ready: a session takes as many as its setting `threads` says.
 */
export function loadHourglass(options?: { threads?: boolean }): Promise<Engine>;
