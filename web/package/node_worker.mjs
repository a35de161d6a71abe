// Node's worker threads in the shape of a browser's workers.

import { hasNode } from "../shared/variant.mjs";

// Its name is put together in a way that no bundler folds, so that none looks for it.
const threadsModule = () => import(/* @vite-ignore */ /* webpackIgnore: true */ ["node:worker", "threads"].join("_"));

/// True in Node itself; a page that can also load Node's modules (Electron) starts workers as pages do.
export const isNode = hasNode && !globalThis.location;

class NodeWorker {
  #thread;
  onmessage = null;
  onerror = null;

  constructor(thread) {
    this.#thread = thread;
    thread.on("message", (data) => this.onmessage?.({ data }));
    thread.on("error", ({ message }) => this.onerror?.({ message, preventDefault() {} }));
  }

  postMessage(message, transfer) { this.#thread.postMessage(message, transfer); }
  ref() { this.#thread.ref(); }
  unref() { this.#thread.unref(); }
  terminate() { this.#thread.terminate(); }
}

/// A worker thread that runs this file, or with the option `eval` this script.
export async function startNodeWorker(file, options) {
  const { Worker } = await threadsModule();
  return new NodeWorker(new Worker(file, options));
}

/// The class MessageChannel; Node's where a pretended document (Jest's jsdom) hides it.
export const channelClass = async () => globalThis.MessageChannel ?? (await threadsModule()).MessageChannel;

/// In a worker of either kind: the port to the thread that started it. Bun's workers have both, and hear only Node's.
export async function parentPort() {
  return (isNode && (await threadsModule()).parentPort) || globalThis;
}
