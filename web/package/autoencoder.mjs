// An autoencoder without a canvas: it trains in a worker, and every function returns a promise. Types and explanations are
// in autoencoder.d.mts.

import { isNode, startNodeWorker } from "./node_worker.mjs";
import { Caller, serve } from "./remote.mjs";
import { kCalls } from "./session.mjs";
import { kAsyncDispose, kDispose } from "../shared/disposal.mjs";
import { settingTexts, textOf } from "./settings.mjs";
import { abortError, errorWithCode } from "../shared/errors.mjs";
import { threadsWork } from "../shared/variant.mjs";

const kHere = import.meta.url;

// Browsers refuse a worker whose script is of another origin; a worker of this origin may import that script.
function startForeignWorker() {
  const address = new URL("./engine_worker.mjs", kHere).href;
  const url = URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" }));
  const worker = new Worker(url, { type: "module" });
  worker.addEventListener("message", () => URL.revokeObjectURL(url), { once: true });
  return worker;
}

// A bundler may have replaced import.meta.url by a path of its own machine, which tells nothing about origins.
const isForeign = () => kHere.startsWith("http") && new URL(kHere).origin !== globalThis.location.origin;

// The addresses are literal, so that bundlers find both workers.
async function startWorker(threads) {
  if (isNode) return startNodeWorker(new URL(threads ? "./engine_worker_threads.mjs" : "./engine_worker.mjs", kHere));
  if (isForeign()) return startForeignWorker();
  if (threads) return new Worker(new URL("./engine_worker_threads.mjs", import.meta.url), { type: "module" });
  return new Worker(new URL("./engine_worker.mjs", import.meta.url), { type: "module" });
}

// A worker that runs; null where none starts, because its script cannot be loaded or a policy forbids it.
async function readyWorker(threads) {
  if (!isNode && (typeof Worker !== "function" || !globalThis.location)) return null;
  let worker;
  try {
    worker = await startWorker(threads);
  } catch {
    return null;
  }
  const ready = await new Promise((done) => {
    worker.onmessage = () => done(true);
    worker.onerror = (event) => {
      event.preventDefault();
      done(false);
    };
  });
  if (ready) return worker;
  worker.terminate();
  return null;
}

function callerInWorker(worker) {
  const caller = new Caller(worker);
  worker.onerror = (event) => {
    event.preventDefault();
    caller.end(errorWithCode("worker-failed", event.message || "The engine's worker failed."));
  };
  return { caller, inWorker: true, release: () => worker.terminate() };
}

const engines = new Map();

// One engine per build for all sessions that run in this thread.
async function engineHere(threads) {
  if (!engines.has(threads)) {
    const loading = import("./hourglass.mjs").then(({ loadHourglass }) => loadHourglass({ threads }));
    engines.set(threads, loading);
    loading.catch(() => engines.delete(threads));
  }
  return engines.get(threads);
}

function callerHere(threads) {
  const { port1, port2 } = new MessageChannel();
  const served = serve(port2, () => engineHere(threads));
  port2.unref?.();
  const release = () => {
    served.dispose();
    port1.close();
  };
  return { caller: new Caller(port1), inWorker: false, release };
}

// Data as the engine takes it: files and blobs are read.
async function readData(data) {
  const read = async (item) => item instanceof Blob ? { name: item.name ?? "data", bytes: new Uint8Array(await item.arrayBuffer()) } : item;
  return Array.isArray(data) ? Promise.all(data.map(read)) : read(data);
}

class Autoencoder {
  #caller;
  #release;

  constructor({ caller, inWorker, release }, threads) {
    this.#caller = caller;
    this.#release = release;
    this.inWorker = inWorker;
    this.threads = threads;
    Object.freeze(this);
  }

  async set(key, value, options) { return this.#caller.call("set", [key, textOf(key, value), options], kCalls.set); }
  async reset(settings, options) { return this.#caller.call("reset", [settingTexts(settings), options], kCalls.reset); }

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
export async function create(settings, { data, signal, worker = true } = {}) {
  if (signal?.aborted) throw abortError(signal);
  const texts = settingTexts(settings);
  const wantsThreads = Number(texts.threads ?? 1) > 1;
  const threads = wantsThreads && threadsWork();
  if (wantsThreads && !threads) texts.threads = "1";
  const started = worker ? await readyWorker(threads) : null;
  const end = started ? callerInWorker(started) : callerHere(threads);
  try {
    const made = await end.caller.call("create", [texts, { data: await readData(data), signal }], 1);
    return new Autoencoder(end, made.threads);
  } catch (error) {
    end.release();
    throw error;
  }
}
