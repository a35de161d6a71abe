// Starts the engine's threads. Apart from the loader, so that a bundler that follows the address finds a worker's file and not
// the loader itself, which it would bundle without end.

/// A worker that waits for the engine's work.
export const startThread = () =>
  new Worker(new URL("./thread.mjs", import.meta.url), { type: "module", workerData: "em-pthread", name: "em-pthread" });
