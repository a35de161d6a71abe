// An autoencoder without a canvas: it trains in a worker, and every function returns a promise. Types and explanations are
// in autoencoder.d.mts.

import { addressIn, optionsOf, requireHooks } from "./arguments.mjs";
import { bytesOf, filesOfArrays, isArrays } from "./data.mjs";
import { isNode, startNodeWorker } from "./node_worker.mjs";
import { Caller, serve } from "./remote.mjs";
import { kCalls } from "./session.mjs";
import { kAsyncDispose, kDispose } from "../shared/disposal.mjs";
import { settingTexts, textOf } from "./settings.mjs";
import { abortError, errorWithCode } from "../shared/errors.mjs";
import { threadsWork } from "../shared/variant.mjs";

const kHere = import.meta.url;

// The addresses are written out, so that bundlers find both workers.
function startLiteral(threads) {
  if (threads) return new Worker(new URL("./engine_worker_threads.mjs", import.meta.url), { type: "module" });
  return new Worker(new URL("./engine_worker.mjs", import.meta.url), { type: "module" });
}

// {address, type} of the worker's file. Only a bundler knows where it puts that file, and says so only in a written-out
// `new Worker(new URL(...))`: so that call is made once with a function in Worker's place that notes what it is given.
function workerFile(threads, base) {
  const name = threads ? "engine_worker_threads.mjs" : "engine_worker.mjs";
  if (base) return { address: addressIn(base, `package/${name}`), type: "module" };
  const real = globalThis.Worker;
  let noted;
  globalThis.Worker = function (address, options) {
    noted = { address: String(address), type: options?.type };
  };
  try {
    startLiteral(threads);
  } finally {
    globalThis.Worker = real;
  }
  return noted;
}

// Browsers refuse a worker whose script is of another origin; a worker of this origin may load that script. Threads would
// start workers from there in turn, so there are none.
function startForeignWorker({ address, type }) {
  const script = type === "module" ? `import ${JSON.stringify(address)};` : `importScripts(${JSON.stringify(address)});`;
  const url = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(url, { type });
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

const isForeign = ({ address }) => /^https?:/.test(address) && new URL(address).origin !== globalThis.location.origin;

const hasWorkers = () => isNode || (typeof Worker === "function" && Boolean(globalThis.location));

// Whether the package's scripts come from another origin than the page, which start no threads in it, or from nowhere: some
// bundlers leave no address at all.
function isFromElsewhere(base) {
  if (isNode || !hasWorkers()) return false;
  try {
    return isForeign(workerFile(true, base));
  } catch {
    return true;
  }
}

async function startWorker(threads, base) {
  if (isNode) {
    const name = threads ? "./engine_worker_threads.mjs" : "./engine_worker.mjs";
    return startNodeWorker(base ? new URL(addressIn(base, `package/${name}`)) : new URL(name, kHere));
  }
  if (isForeign(workerFile(threads, base))) return startForeignWorker(workerFile(false, base));
  if (!base) return startLiteral(threads);
  const { address, type } = workerFile(threads, base);
  return new Worker(address, { type });
}

// A worker that runs, as `worker`; or in words why there is none: its script cannot be loaded, or a policy forbids it.
async function readyWorker(threads, base) {
  if (!hasWorkers()) return { problem: "there are no workers here" };
  let worker;
  try {
    worker = await startWorker(threads, base);
  } catch (error) {
    return { problem: error.message };
  }
  const problem = await new Promise((done) => {
    worker.onmessage = () => done(null);
    worker.onerror = (event) => {
      event.preventDefault();
      done(event.message || `its script could not be loaded from ${isNode ? kHere : workerFile(threads, base).address}`);
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

const engines = new Map();

// One engine per build for all sessions that run in this thread.
async function engineHere(threads, base) {
  const key = `${threads} ${base ?? ""}`;
  if (!engines.has(key)) {
    const loading = import("./hourglass.mjs").then(({ loadHourglass }) => loadHourglass({ threads, base }));
    engines.set(key, loading);
    loading.catch(() => engines.delete(key));
  }
  return engines.get(key);
}

let warned = false;

// Says once why the model runs in the calling thread although a worker was wanted.
function warnOf(problem) {
  if (!warned) console.warn(`Hourglass: the model runs in the thread that calls, because no worker started: ${problem}`);
  warned = true;
}

function callerHere(threads, base, workerError) {
  const { port1, port2 } = new MessageChannel();
  const served = serve(port2, () => engineHere(threads, base));
  port2.unref?.();
  const release = () => {
    served.dispose();
    port1.close();
  };
  return { caller: new Caller(port1), inWorker: false, workerError, release };
}

// Data as the engine takes it: files and blobs are read; arrays become files, which take a quarter of the memory.
async function readData(data) {
  if (isArrays(data)) return filesOfArrays(data);
  const read = async (item) => item instanceof Blob ? { name: item.name ?? "data", bytes: new Uint8Array(await item.arrayBuffer()) } : item;
  return Array.isArray(data) ? Promise.all(data.map(read)) : read(data);
}

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

/// A new, untrained autoencoder.
export async function create(settings, options) {
  const { data, signal, worker = true, base } = optionsOf(options, ["data", "signal", "worker", "base"]);
  requireHooks({ signal });
  if (signal?.aborted) throw abortError(signal);
  const texts = settingTexts(settings);
  const wantsThreads = Number(texts.threads ?? 1) > 1;
  const threads = wantsThreads && threadsWork() && !isFromElsewhere(base);
  if (wantsThreads && !threads) texts.threads = "1";
  const files = await readData(data);
  const started = worker ? await readyWorker(threads, base) : { problem: null };
  if (started.problem) warnOf(started.problem);
  const end = started.worker ? callerInWorker(started.worker) : callerHere(threads, base, started.problem);
  try {
    const made = await end.caller.call("create", [texts, { data: files, signal }], 1);
    return new Autoencoder(end, made.threads);
  } catch (error) {
    end.release();
    throw error;
  }
}
