// Hourglass without a canvas: an autoencoder that trains in a worker, so that the page never waits.
//
//   import { create } from "hourglass-autoencoders";
//   const autoencoder = await create({ family: "vae", latent: 16, hidden: [256] });
//   await autoencoder.train({ epochs: 5, onEpoch: ({ epoch, heldOut }) => console.log(epoch, heldOut?.total) });
//   const { images } = await autoencoder.generate({ count: 25 });   // Float32Array, 784 values in [0, 1] per image
//   autoencoder.dispose();
//
// Arrays hold samples one after the other. What is given is copied and stays yours; what is returned is yours.
// Whatever is refused rejects with an HourglassError: `message` is a sentence for people, `code` a stable name for programs.

import type {
  DataInfo, DataSamples, Evaluation, Finding, GenerateOptions, HistoryPoint, InterpolateOptions, LabelOptions, MadeImages,
  Metrics, NamedBytes, SampleOptions, Settings, SettingRow, TrainOptions,
} from "./hourglass.mjs";

export type {
  DataInfo, DataSamples, Evaluation, Finding, GenerateOptions, HistoryPoint, HourglassError, InterpolateOptions, LabelOptions,
  LossTerms, MadeImages, Metrics, NamedBytes, SampleOptions, Settings, SettingRow, TrainOptions,
} from "./hourglass.mjs";

/** Every call takes one as its last argument. What the worker has begun it finishes, but nobody waits for it. */
export interface CallOptions {
  /** Rejects the call with an "AbortError" whose code is "aborted". */
  signal?: AbortSignal;
}

/** An IDX file's bytes (gzipped or not), or a file that somebody chose. */
export type DataFile = Uint8Array | ArrayBuffer | NamedBytes | Blob;

export interface CreateOptions extends CallOptions {
  /** What to train on. Without it the setting `data` names a built-in set. */
  data?: DataFile | readonly DataFile[];
  /**
   * False trains in the thread that calls. The default is a worker of its own; where none can be started (under a policy
   * that forbids it) the calling thread takes its place.
   */
  worker?: boolean;
}

/** One model and its run. */
export interface Autoencoder {
  /** True where it runs in a worker. */
  readonly inWorker: boolean;
  /**
   * True where it runs on several threads: the setting `threads` asks for them, and the page is cross-origin isolated and of
   * the package's own origin, or it is Node. Elsewhere one thread does the work, to the same bits.
   */
  readonly threads: boolean;

  /** Resolves with the last metrics once the run is finished, paused or diverged; `state` says which. */
  train(options?: TrainOptions): Promise<Metrics>;
  /** Ends a train() under way, which resolves with the state "paused". The next one goes on from there. */
  pause(options?: CallOptions): Promise<void>;
  /** Changes a setting from the next step on. Those that need another network are refused ("setting-needs-reset"). */
  set<Key extends keyof Settings>(key: Key, value: Settings[Key], options?: CallOptions): Promise<void>;
  /** Begins anew with these settings; what is not named goes back to its default. */
  reset(settings?: Partial<Settings>, options?: CallOptions): Promise<void>;

  /** Codes of images (pixels in [0, 1]). */
  encode(pixels: Float32Array, options?: LabelOptions & CallOptions): Promise<Float32Array>;
  /** Images of codes. */
  decode(codes: Float32Array, options?: LabelOptions & CallOptions): Promise<Float32Array>;
  /** decode(encode(pixels)). */
  reconstruct(pixels: Float32Array, options?: LabelOptions & CallOptions): Promise<Float32Array>;
  /** New images, of codes that the prior draws. Refused ("setting-does-not-fit") where the codes follow none. */
  generate(options?: GenerateOptions & CallOptions): Promise<MadeImages>;
  /** Images on the way from one code to another. */
  interpolate(options: InterpolateOptions & CallOptions): Promise<MadeImages>;

  /** Measures the model on the held-out images. */
  evaluate(options?: CallOptions): Promise<Evaluation>;
  /** What is wrong with the run; empty where nothing is, and while it is too young to tell. */
  diagnose(options?: CallOptions): Promise<Finding[]>;
  metrics(options?: CallOptions): Promise<Metrics>;
  /** The curves, thinned to at most 1024 points. */
  history(options?: CallOptions): Promise<HistoryPoint[]>;
  settings(options?: CallOptions): Promise<Settings>;
  data(options?: CallOptions): Promise<DataInfo>;
  /** Images of the data. */
  samples(options?: SampleOptions & CallOptions): Promise<DataSamples>;
  /** Hash of all weights' bits, 16 hexadecimal digits. */
  weightsHash(options?: CallOptions): Promise<string>;

  /** The model as a .safetensors file, with the optimiser's state. `hourglass train --resume` goes on with it. */
  save(options?: CallOptions): Promise<Uint8Array>;
  /** Goes on with a saved model, this API's or the program's. A failure changes nothing. */
  load(bytes: Uint8Array, options?: CallOptions): Promise<void>;

  /** Every setting with its range, default, unit and help. */
  settingsTable(options?: CallOptions): Promise<SettingRow[]>;
  /** The size of the engine's memory; it grows as it is needed and never shrinks. */
  memoryBytes(options?: CallOptions): Promise<number>;

  /** Ends the worker and frees the memory. Calls under way, and later ones, reject with "session-disposed". */
  dispose(): void;
}

/** A new, untrained autoencoder. */
export function create(settings?: Partial<Settings>, options?: CreateOptions): Promise<Autoencoder>;
