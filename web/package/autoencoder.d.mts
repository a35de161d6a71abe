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

import type { DataSet } from "./data_sets.mjs";
import type { CallOptions, DataArrays, EngineCalls, GivenSettings, Metrics, ModelCalls, NamedBytes, TrainOptions } from "./hourglass.mjs";

export type {
  Bytes, CallOptions, Codes, DataArrays, DataInfo, DataSamples, EpochMetrics, Evaluation, Family, Finding, Floats, GenerateOptions, GivenSettings, HistoryPoint, HourglassError,
  InterpolateOptions, LabelOptions, LossTerms, MadeImages, Metrics, NamedBytes, NamedTensor, Pixels, SampleLabels, SampleOptions, Samples, Settings, SettingRow, TrainOptions,
} from "./hourglass.mjs";

/** An IDX file's bytes (gzipped or not), or a file that a person chose. */
export type DataFile = Uint8Array | ArrayBuffer | NamedBytes | Blob;

export interface CreateOptions extends CallOptions {
  /**
   * What to train on: IDX files, arrays of samples, or what readData() and drawData() of "hourglass-autoencoders/data" give. Without it
   * the setting `data` names a built-in set.
   */
  data?: DataFile | readonly DataFile[] | DataArrays | DataSet | undefined;
  /**
   * False trains in the thread that calls. The default is a worker of its own; where none can be started (under a policy
   * that forbids it) the calling thread takes its place.
   */
  worker?: boolean;
  /**
   * The address of a folder with the package's files as they are, such as "/hourglass/", where a bundler does not bring them
   * along (esbuild, Rollup, Bun).
   */
  base?: string | URL;
}

/** One model and its run: the calls of a Session (hourglass.d.mts), by promises. */
export interface Autoencoder extends ModelCalls<"later">, EngineCalls<"later"> {
  /** True where it runs in a worker. */
  readonly inWorker: boolean;
  /** Why no worker started although one was wanted; else null. */
  readonly workerError: string | null;
  /**
   * True where it runs on several threads: the setting `threads` asks for them, and the page is cross-origin isolated and of
   * the package's own origin, or it is Node. Elsewhere one thread does the work, to the same bits.
   */
  readonly threads: boolean;

  /** Resolves with the last metrics once the run is finished, paused or diverged; `state` says which. */
  train(options?: TrainOptions): Promise<Metrics>;
  /** Ends the worker and frees the memory. Calls under way, and later ones, reject with "session-disposed". */
  dispose(): void;
  [Symbol.dispose](): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** A new, untrained autoencoder. */
export function create(settings?: GivenSettings | ReadonlyMap<string, unknown>, options?: CreateOptions): Promise<Autoencoder>;
