// An autoencoder without a canvas: it trains in a worker, and every function returns a promise. Types and explanations are
// in autoencoder.d.mts; model.mjs has the models, this file says where their workers and engines come from.

import { addressIn } from "./arguments.mjs";
import { creatorOf, hasWorkers } from "./model.mjs";
import { isNode, startNodeWorker } from "./node_worker.mjs";

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

const engines = new Map();

// One engine per build for all sessions that run in this thread.
async function loadEngine(threads, base) {
  const key = `${threads} ${base ?? ""}`;
  if (!engines.has(key)) {
    const loading = import("./hourglass.mjs").then(({ loadHourglass }) => loadHourglass({ threads, base }));
    engines.set(key, loading);
    loading.catch(() => engines.delete(key));
  }
  return engines.get(key);
}

/// A new, untrained autoencoder.
export const create = creatorOf({
  options: ["base"],
  startWorker,
  workerAddress: (threads, base) => (isNode ? kHere : workerFile(threads, base).address),
  loadEngine,
  startsThreads: (base) => !isFromElsewhere(base),
});
