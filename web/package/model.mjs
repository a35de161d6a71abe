// The models of an autoencoder: their workers or, without those, the engine in the calling thread. A home says where both come
// from: the package's files (autoencoder.mjs), or the module itself (inline/inline.mjs).
//
//   options          names of the home's own options of create(); the first is handed to its functions
//   startWorker      (threads, option) => a worker, or a promise of one
//   workerAddress    (threads, option) => where its script is, for a message
//   loadEngine       (threads, option) => a promise of the engine for the calling thread
//   startsThreads    (option) => whether the engine's threads can be started

import { optionsOf, requireHooks } from "./arguments.mjs";
import { bytesOf, filesOfArrays, isArrays, isSet, withoutBlobs } from "./data.mjs";
import { channelClass, isNode } from "./node_worker.mjs";
import { Caller, serve } from "./remote.mjs";
import { kCalls } from "./session.mjs";
import { kAsyncDispose, kDispose } from "../shared/disposal.mjs";
import { settingTexts, textOf } from "./settings.mjs";
import { abortError, errorWithCode } from "../shared/errors.mjs";
import { threadsWork } from "../shared/variant.mjs";

/// Whether workers can be started here at all.
export const hasWorkers = () => isNode || (typeof Worker === "function" && Boolean(globalThis.location));

// A worker that runs, as `worker`; or in words why there is none: its script cannot be loaded, or a policy forbids it.
async function readyWorker(home, threads, option) {
  if (!hasWorkers()) return { problem: "there are no workers here" };
  let worker;
  try {
    worker = await home.startWorker(threads, option);
  } catch (error) {
    return { problem: error.message };
  }
  const problem = await new Promise((done) => {
    worker.onmessage = () => done(null);
    worker.onerror = (event) => {
      event.preventDefault();
      done(event.message || `its script could not be loaded from ${home.workerAddress(threads, option)}`);
    };
  });
  if (problem === null) return { worker };
  worker.terminate();
  return { problem };
}

function callerInWorker(worker) {
  const caller = new Caller(worker);
  worker.onerror = (event) => {
    event.preventDefault();
    caller.end(errorWithCode("worker-failed", event.message || "The engine's worker failed."));
  };
  return { caller, inWorker: true, workerError: null, release: () => worker.terminate() };
}

let warned = false;

// Says once why the model runs in the calling thread although a worker was wanted.
function warnOf(problem) {
  if (!warned) console.warn(`Hourglass: the model runs in the thread that calls, because no worker started: ${problem}`);
  warned = true;
}

async function callerHere(home, threads, option, workerError) {
  const { port1, port2 } = new (await channelClass())();
  const served = serve(port2, () => home.loadEngine(threads, option));
  port2.unref?.();
  const release = () => {
    served.dispose();
    port1.close();
  };
  return { caller: new Caller(port1), inWorker: false, workerError, release };
}

// Data as the engine takes it: files and blobs are read; arrays become files, which take a quarter of the memory.
const readData = async (data) => (isArrays(data) ? filesOfArrays(data) : withoutBlobs(isSet(data) ? data.files : data));

class Autoencoder {
  #caller;
  #release;

  constructor({ caller, inWorker, workerError, release }, threads) {
    this.#caller = caller;
    this.#release = release;
    this.inWorker = inWorker;
    this.workerError = workerError;
    this.threads = threads;
    Object.freeze(this);
  }

  async set(key, value, options) { return this.#caller.call("set", [key, textOf(key, value), options], kCalls.set); }
  async reset(settings, options) { return this.#caller.call("reset", [settingTexts(settings), options], kCalls.reset); }

  async load(file, options) {
    const bytes = file instanceof Blob ? await file.arrayBuffer() : file;
    return this.#caller.call("load", [bytesOf(bytes), options], kCalls.load);
  }

  static {
    for (const [name, before] of Object.entries(kCalls)) {
      this.prototype[name] ??= function (...values) { return this.#caller.call(name, values, before); };
    }
  }

  dispose() {
    this.#caller.end(errorWithCode("session-disposed",
      "the session: expected a session in use, found one that was disposed of; create a new engine."));
    this.#release();
  }

  [kDispose]() { this.dispose(); }
  async [kAsyncDispose]() { this.dispose(); }
}

/// The function create(settings, options) of a home.
export const creatorOf = (home) => async (settings, options) => {
  const given = optionsOf(options, ["data", "signal", "worker", ...home.options]);
  const { data, signal, worker = true } = given, option = given[home.options[0]];
  requireHooks({ signal });
  if (signal?.aborted) throw abortError(signal);
  const texts = settingTexts(settings);
  const wantsThreads = Number(texts.threads ?? 1) > 1;
  const threads = wantsThreads && threadsWork() && home.startsThreads(option);
  if (wantsThreads && !threads) texts.threads = "1";
  const files = await readData(data);
  const started = worker ? await readyWorker(home, threads, option) : { problem: null };
  if (started.problem) warnOf(started.problem);
  const end = started.worker ? callerInWorker(started.worker) : await callerHere(home, threads, option, started.problem);
  try {
    const made = await end.caller.call("create", [texts, { data: files, signal }], 1);
    return new Autoencoder(end, made.threads);
  } catch (error) {
    end.release();
    throw error;
  }
};
