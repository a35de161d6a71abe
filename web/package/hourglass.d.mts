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

/** The kinds of autoencoder. */
export type Family =
  | "pca" | "linear" | "vanilla" | "denoising" | "deep" | "convolutional" | "masked" | "vae"
  | "sparse-l1" | "sparse-kl" | "contractive" | "wae" | "adversarial" | "beta-vae" | "conditional-vae" | "conv-vae"
  | "vq-vae" | "k-sparse";

/** The settings of a run. `engine.settingsTable()` gives ranges, choices, units and help. */
export interface Settings {
  /** kind of autoencoder; it sets the defaults of the other settings; default vanilla. */
  family: Family | (string & {});
  /** a built-in set such as digits, a file, or a folder of files; default digits. */
  data: string;
  /** number of training samples that a built-in set generates (1 to 1,000,000 samples); default 10000. */
  samples: number;
  /** number of held-out samples that a built-in set generates (1 to 100,000 samples); default 2000. */
  held_out_samples: number;
  /** range of the features that numbers become; bytes stay as they are; default unit. */
  scale: "unit" | "standard" | "none";
  /** height and width of pictures; 0: as most of them (0 to 4,096 pixels); default 0. */
  image_size: number;
  /** length of a piece of sound (1 to 1,000,000 values); default 1024. */
  window: number;
  /** from the start of a piece to the next; 0: a window (0 to 1,000,000 values); default 0. */
  hop: number;
  /** a table's column of labels: its name or number; default none. */
  label_column: string;
  /** columns of a table to take as categories, by name or number, separated by commas; default none. */
  categorical: string;
  /** columns of a table to take as numbers; what is no number in them is missing; default none. */
  numeric: string;
  /** use only this many training samples, the first ones; 0 uses all (0 to 1,000,000 samples); default 0. */
  training_limit: number;
  /** use only training samples with this label; -1 uses all (-1 to 255); default -1. */
  only_class: number;
  /** make images black and white, each pixel once and at random by its grey value; default off. */
  binarise: boolean;
  /** largest random shift of each training image, anew in every epoch (0 to 64 pixels); default 0. */
  shift: number;
  /** share of the symbols of each training text replaced at random, anew in every epoch (0 to 1); default 0. */
  respell: number;
  /** sizes of the encoder's hidden layers; the decoder mirrors them (1 to 8,192 units); default 128. */
  hidden: readonly number[];
  /** size of the code (1 to 1,024 units); default 32. */
  latent: number;
  /** channels of the encoder's convolutions, each of which halves the image, or a signal's or text's length; the decoder mirrors them (1 to 1,024 channels); default none. */
  conv: readonly number[];
  /** side of the convolutions' windows, odd; in signals and texts their length (1 to 31 pixels); default 3. */
  kernel: number;
  /** how a convolution halves the image; default stride. */
  downsample: "stride" | "max" | "average";
  /** how the decoder doubles the image; default transposed. */
  upsample: "transposed" | "nearest";
  /** number of transformer blocks that encode the image as patches; 0 for none (0 to 12 blocks); default 0. */
  transformer: number;
  /** side of the transformer's square patches; in signals and texts their length (1 to 64 pixels); default 4. */
  patch: number;
  /** size of the vector that represents each patch in the transformer (1 to 1,024 values); default 64. */
  token_width: number;
  /** attention heads of the transformer (1 to 64); default 4. */
  heads: number;
  /** share of the patches hidden from the transformer during training (0 to 0.950); default 0. */
  masked: number;
  /** sizes of the decoder's hidden layers; empty mirrors the encoder's (1 to 8,192 units); default none. */
  decoder_hidden: readonly number[];
  /** normalisation of hidden layers, before the activation; default none. */
  normalisation: "none" | "batch" | "layer" | "group";
  /** dropout rate of hidden layers (0 to 0.900); default 0. */
  dropout: number;
  /** tie the weights: the decoder's dense layers use the transposed weights of the encoder's; default off. */
  tied: boolean;
  /** activation of hidden layers; default relu. */
  activation: "linear" | "relu" | "leaky-relu" | "tanh" | "sigmoid" | "gelu" | "silu";
  /** activation of the code; a Gaussian bottleneck ignores it; default linear. */
  code_activation: "linear" | "relu" | "leaky-relu" | "tanh" | "sigmoid" | "gelu" | "silu";
  /** activation of the output; the bce loss ignores it, since it includes a sigmoid; default sigmoid. */
  output_activation: "linear" | "relu" | "leaky-relu" | "tanh" | "sigmoid" | "gelu" | "silu";
  /** distribution of the initial weights; default auto. */
  initialiser: "auto" | "he-normal" | "he-uniform" | "xavier-normal" | "xavier-uniform" | "zero";
  /** how the code is made of the encoder's output; default plain. */
  bottleneck: "plain" | "gaussian" | "top-k" | "vector-quantised";
  /** weight of the KL divergence from the prior (0 to 1,000); default 1. */
  beta: number;
  /** target of the KL divergence per sample (0 to 10,000 nats); default 0. */
  capacity: number;
  /** epochs over which capacity grows from 0 (0 to 1,000,000 epochs); default 0. */
  capacity_epochs: number;
  /** epochs over which beta grows from 0 (0 to 1,000,000 epochs); default 0. */
  kl_warmup: number;
  /** KL divergence of each latent below which it costs nothing more (0 to 100 nats); default 0. */
  free_bits: number;
  /** values of a top-k code that are kept; the others become 0 (1 to 1,024 units); default 25. */
  active: number;
  /** factor by which a trained top-k code keeps more values than in training (1 to 100); default 1. */
  active_factor: number;
  /** epochs over which a top-k code shrinks to the active values, from six times as many (0 to 1,000,000 epochs); default 0. */
  active_epochs: number;
  /** entries in the codebook of a vector-quantised code (1 to 1,024 entries); default 64. */
  codebook: number;
  /** size of each codebook entry (1 to 256 units); default 16. */
  code_channels: number;
  /** weight of the distance between the encoder's output and its codebook entries (0 to 1,000); default 0.25. */
  commitment: number;
  /** noise added to the input during training; the target stays clean; default none. */
  corruption: "none" | "gaussian" | "masking" | "salt-and-pepper" | "occlusion";
  /** standard deviation of Gaussian noise; share of the values, or of the side, for the other kinds (0 to 1); default 0.3. */
  corruption_strength: number;
  /** what encoder and decoder get beside the sample and the code; default none. */
  condition: "none" | "label";
  /** share of the training samples whose label is withheld, for use without labels (0 to 1); default 0.1. */
  label_dropout: number;
  /** number of classes of a conditional model; taken from the data (0 to 256 labels); default 0. */
  condition_classes: number;
  /** labels of a conditional model, where some do not occur; taken from the data (0 to 255 labels); default none. */
  condition_labels: readonly number[];
  /** reconstruction loss; default mse. */
  loss: "mse" | "bce" | "huber";
  /** error at which the Huber loss changes from squared to linear (0.001 to 10); default 0.1. */
  huber_delta: number;
  /** weight of the L1 norm of the code (sparse codes) (0 to 1,000,000); default 0. */
  l1: number;
  /** weight of the KL divergence of each code unit's mean activation from rho (sparse codes) (0 to 1,000,000); default 0. */
  sparsity: number;
  /** target mean activation of sparsity (0.001 to 0.999); default 0.05. */
  rho: number;
  /** weight of the squared norm of the encoder's Jacobian (0 to 1,000,000); default 0. */
  contractive: number;
  /** weight of the maximum mean discrepancy between codes and prior (Wasserstein autoencoder) (0 to 1,000,000); default 0. */
  mmd: number;
  /** weight of the adversarial loss of the code against a discriminator (0 to 1,000,000); default 0. */
  adversarial: number;
  /** sizes of the discriminator's hidden layers (1 to 8,192 units); default 256,256. */
  discriminator_hidden: readonly number[];
  /** learning rate of the discriminator (0 to 1,000); default 0.001. */
  discriminator_learning_rate: number;
  /** how the weights are computed; closed-form gives a linear autoencoder; default gradient. */
  solver: "gradient" | "closed-form";
  /** rule that updates the weights by their gradients; default adam. */
  optimiser: "sgd" | "nesterov" | "rmsprop" | "adam" | "adamw";
  /** step size of the optimiser (0 to 1,000); default 0.001. */
  learning_rate: number;
  /** momentum of sgd and nesterov (0 to 1); default 0.9. */
  momentum: number;
  /** decay of the weights towards 0; usual values are 0.01 for adamw, 0.0001 for the others (0 to 100); default 0. */
  weight_decay: number;
  /** largest norm of the gradient; larger ones are scaled down to it; 0 for no limit (0 to 1,000,000); default 0. */
  clip_norm: number;
  /** samples per step (1 to 4,096 samples); default 128. */
  batch: number;
  /** parts of a batch whose gradients are summed in one order by any number of processes; batch normalisation, mmd and sparsity measure each part by itself (1 to 256 parts); default 1. */
  gradient_shards: number;
  /** passes over the training samples (1 to 1,000,000 epochs); default 20. */
  epochs: number;
  /** how the learning rate changes during training; default constant. */
  schedule: "constant" | "step" | "cosine" | "one-cycle" | "plateau";
  /** epochs of one cycle of cosine and one-cycle; 0 for the whole run (0 to 1,000,000 epochs); default 0. */
  schedule_epochs: number;
  /** epochs over which the learning rate first rises, with any schedule (0 to 10,000 epochs); default 0. */
  warmup_epochs: number;
  /** factor by which step and plateau multiply the learning rate (0 to 1); default 0.1. */
  decay_factor: number;
  /** step: epochs between two decays; plateau: epochs without a better validation loss before a decay (1 to 1,000,000 epochs); default 10. */
  decay_epochs: number;
  /** share of the training samples set aside for plateau and patience, which use 0.1 where this is 0 (0 to 0.500); default 0. */
  validation: number;
  /** end the run after this many epochs without a better validation loss and restore the best weights; 0 for never (0 to 1,000,000 epochs); default 0. */
  patience: number;
  /** seed of all random numbers; the same seed gives the same run (0 to 2,147,483,647); default 1. */
  seed: number;
  /** threads for training (1 to 64 threads); default 1. */
  threads: number;
  /** portable gives the same bits on every machine; fast uses fused multiply-adds; default portable. */
  math: "portable" | "fast";
  /** instruction set; auto uses the best one of this machine; default auto. */
  isa: string;
}

type CamelCase<Key extends string> = Key extends `${infer Head}_${infer Tail}` ? `${Head}${Capitalize<CamelCase<Tail>>}` : Key;
type KebabCase<Key extends string> = Key extends `${infer Head}_${infer Tail}` ? `${Head}-${KebabCase<Tail>}` : Key;

/** Settings as calls take them: all optional, each key also in camel case or with dashes (learningRate, learning-rate). */
export type GivenSettings = { readonly [Key in keyof Settings as Key | CamelCase<Key> | KebabCase<Key>]?: Settings[Key] | undefined };

/** One row of the settings table. */
export interface SettingRow {
  key: keyof Settings;
  group: string;
  type: "integer" | "number" | "boolean" | "text" | "integers";
  default: number | boolean | string | number[];
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
  /** The part of `reconstruction` that columns of categories, or symbols, have, in nats; 0 where there are none. */
  categories: number;
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

/** Metrics at the end of a pass, where both losses are known. */
export interface EpochMetrics extends Metrics {
  training: LossTerms;
  heldOut: LossTerms;
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
   * Such as "setting-out-of-range", "array-wrong-length", "idx-truncated", "session-disposed": docs/error-codes.md lists all.
   * The error of "aborted" has the name "AbortError".
   */
  code: string;
}

export interface TrainOptions {
  /** So many epochs more. Without it the run goes on to its total, the setting `epochs`, and is finished at once where it has done that. */
  epochs?: number;
  /**
   * Called at the end of every pass. What it throws, or its promise rejects with, pauses the run and rejects. Training goes on
   * while its promise is pending.
   */
  onEpoch?(metrics: EpochMetrics): void | Promise<void>;
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
  from: Codes;
  to: Codes;
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
  images: Floats;
  labels: number[];
}

/** One tensor of a model. */
export interface NamedTensor {
  /** As in the model's file: "encoder.0.weight", ... */
  name: string;
  /** As PyTorch has it: outputs x inputs of a dense layer's weight. */
  shape: number[];
  /** Row-major. */
  values: Floats;
}

/** Images that were made of codes, sample after sample. */
export interface MadeImages {
  images: Floats;
  codes: Floats;
  /** Of a conditional model, one per image; else empty. */
  labels: number[];
}

/** Figures over all held-out samples, those of `hourglass evaluate --json`. "Image" means summed over a sample's values, "pixel" one of these. */
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
  /** Only of images. */
  psnrDb?: number;
  ssim?: number;
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

/** Arrays with memory of their own, which is not shared: what Blob, fetch and postMessage take. */
export type Floats = ReturnType<typeof Float32Array.from>;
export type Bytes = ReturnType<typeof Uint8Array.from>;

/** Pixels in [0, 1], or bytes from 0 to 255 as a canvas has them. */
export type Pixels = Float32Array | Float64Array | Uint8Array | Uint8ClampedArray | readonly number[];
export type Codes = Float32Array | Float64Array | readonly number[];

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
  set<Key extends keyof GivenSettings>(key: Key, value: NonNullable<GivenSettings[Key]>, options?: Options<W>): Answer<W, void>;
  /** Replaces the run by a new one with these settings; what is not named goes back to its default. */
  reset(settings?: GivenSettings | ReadonlyMap<string, unknown>, options?: Options<W>): Answer<W, void>;
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

  /** Codes of images ([sample][pixel]): `latent` values per sample. */
  encode(pixels: Pixels, options?: Options<W, LabelOptions>): Answer<W, Floats>;
  /** Images of codes. */
  decode(codes: Codes, options?: Options<W, LabelOptions>): Answer<W, Floats>;
  /** decode(encode(pixels)). */
  reconstruct(pixels: Pixels, options?: Options<W, LabelOptions>): Answer<W, Floats>;
  /** New images, of codes drawn from the prior. Refused ("setting-does-not-fit") where the codes follow none. */
  generate(options?: Options<W, GenerateOptions>): Answer<W, MadeImages>;
  /** Images on the path from one code to another. */
  interpolate(options: Options<W, InterpolateOptions>): Answer<W, MadeImages>;

  /** Measures the model on the held-out images. Takes about as long as a pass over them. */
  evaluate(options?: Options<W>): Answer<W, Evaluation>;
  /** What is wrong with the run; empty where nothing is, and while it is too young to tell. */
  diagnose(options?: Options<W>): Answer<W, Finding[]>;

  /** The model as a .safetensors file, with the optimiser's state. `hourglass train --resume` continues with it. */
  save(options?: Options<W>): Answer<W, Bytes>;
  /** Continues with a saved model, this API's or the program's. A failure changes nothing. */
  load(bytes: Uint8Array | ArrayBuffer | (W extends "later" ? Blob : never), options?: Options<W>): Answer<W, void>;
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

/** Samples in one array after the other, or in an array each. */
export type Samples = Pixels | readonly Pixels[];
/** One per sample, from 0 to 255. */
export type SampleLabels = readonly number[] | Int32Array | Uint8Array;

/** Data of one's own. It is kept as bytes, so numbers are rounded to 1/255. */
export interface DataArrays {
  /** Images row by row, a pixel's channels side by side: numbers from 0 to 1, or bytes from 0 to 255 as a canvas has them. */
  samples: Samples;
  /** [height, width] or [height, width, channels] of one sample. */
  shape: readonly number[];
  labels?: SampleLabels | undefined;
  /** What training never sees. Without it one sample in seven is held out. */
  heldOut?: { samples: Samples; labels?: SampleLabels | undefined } | undefined;
}

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
  create(settings?: GivenSettings | ReadonlyMap<string, unknown>, data?: DataFiles | DataArrays): Session;
  /**
   * The files with those that are gzipped unpacked, as `create` takes them. Refuses what is damaged (gzip-truncated,
   * gzip-corrupt, gzip-trailing-bytes) or unpacks to more than images do (gzip-over-budget).
   */
  unpack(data: DataFiles | DataArrays): Promise<NamedBytes[]>;
  workloads(): { id: string; title: string }[];
  /** Runs one of the workloads W1 ... for so many seconds (default 3). Blocks meanwhile: call it in a worker. */
  benchmark(workload: string, options?: { threads?: number; seconds?: number; math?: "portable" | "fast" }): BenchmarkResult;
}

/**
 * Loads the engine. Threads are used where a page may have them (in most browsers: a cross-origin isolated one) unless
 * `threads: false` declines them, and in Node where `threads: true` asks for them. Eight workers stand ready: a session takes as
 * many as its setting `threads` says, at most all of them.
 */
export function loadHourglass(options?: {
  threads?: boolean;
  /** The address of a folder with the package's files as they are, where a bundler does not bring them along. */
  base?: string | URL;
}): Promise<Engine>;
