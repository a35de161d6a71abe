// Hourglass for JavaScript: train an autoencoder in the page or in Node.
//
//   import { loadHourglass } from "./hourglass.mjs";
//   const engine = await loadHourglass();
//   const session = engine.create({ latent: 16, hidden: [256] });
//   session.start();                                  // trains in the background
//   const code = session.encode(pixels);              // pixels: Float32Array of 784 values in [0, 1]
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
  /** Such as "setting-out-of-range", "array-wrong-length", "idx-truncated", "session-disposed", "simd-missing". */
  code: string;
}

/** An IDX file's bytes (gzipped or not); the name tells test files (t10k, test) from training files. */
export interface NamedBytes {
  name: string;
  bytes: Uint8Array;
}

/** One run of training. */
export interface Session {
  /** Trains until it is paused or all epochs are done. Does not block. */
  start(): void;
  pause(): void;
  /** Does `steps` steps (default 1) in the background and pauses. */
  step(steps?: number): void;
  /** Changes a live setting from the next step on. */
  set<Key extends keyof Settings>(key: Key, value: Settings[Key]): void;
  /** Begins anew with these settings; what is not named goes back to its default. */
  reset(settings?: Partial<Settings>): void;
  /** Trains for about so many milliseconds right here. Only needed by those who want to be the clock themselves. */
  pump(milliseconds?: number): void;
  /** Waits until the commands given so far are carried out (for `step`: all its steps are done). Blocks meanwhile. */
  settle(): Metrics;

  metrics(): Metrics;
  /** The curves, thinned to at most 1024 points. */
  history(): HistoryPoint[];
  settings(): Settings;
  data(): DataInfo;
  /** Hash of all weights' bits, 16 hexadecimal digits. */
  weightsHash(): string;
  readonly threaded: boolean;

  /** Codes of images ([sample][pixel], pixels in [0, 1]): `latent` values per sample. */
  encode(pixels: Float32Array): Float32Array;
  /** Images of codes. */
  decode(codes: Float32Array): Float32Array;
  /** decode(encode(pixels)). */
  reconstruct(pixels: Float32Array): Float32Array;

  /** The model as a .safetensors file, with the optimiser's state. */
  save(): Uint8Array;
  /** Goes on with a saved model. A failure changes nothing. */
  load(bytes: Uint8Array): void;
  /** Frees the memory; every later call throws "session-disposed". */
  dispose(): void;
}

export interface Engine {
  readonly version: string;
  /** True where the variant with threads was loaded. */
  readonly threads: boolean;
  /** A paused run. Without `data` the setting of that name says what it trains on. */
  create(settings?: Partial<Settings>, data?: Uint8Array | ArrayBuffer | NamedBytes | readonly (Uint8Array | NamedBytes)[]): Session;
  /** The size of the engine's memory, for all sessions together. It grows as they need it and never shrinks. */
  memoryBytes(): number;
  settingsTable(): SettingRow[];
  workloads(): { id: string; title: string }[];
  /** Runs one of the workloads W1 ... for so many seconds (default 3). Blocks meanwhile: call it in a worker. */
  benchmark(workload: string, options?: { threads?: number; seconds?: number; math?: "portable" | "fast" }): BenchmarkResult;
}

/**
 * Loads the engine. Threads are used in a cross-origin isolated page unless `threads: false` declines them, and in Node
 * where `threads: true` asks for them. Eight workers stand ready: a session takes as many as its setting `threads` says.
 */
export function loadHourglass(options?: { threads?: boolean }): Promise<Engine>;
