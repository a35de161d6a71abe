// The benchmark page's worker: loads the engine, reports its workloads and runs one per message.
//
//   out: { kind: "ready", version, threads, workloads }      threads: whether the variant with threads runs
//   in:  { workload, options }                               as engine.benchmark takes them
//   out: { kind: "result", result } or { kind: "failed", code, message }

import { loadHourglass } from "../package/hourglass.mjs";
import { resultOf, slicesOf } from "./report.mjs";

const kPatience = 2000;  // milliseconds that the engine's threads may take to end after a workload

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

function postFailure(error) {
  postMessage({ kind: "failed", code: error?.code ?? "", message: error?.message ?? String(error) });
}

// Finished threads become available only while this worker is idle, so it waits for them.
async function benchmark(engine, workload, options) {
  const end = performance.now() + kPatience;
  for (;;) {
    try {
      return engine.benchmark(workload, options);
    } catch (error) {
      if (error.code !== "option-unsupported" || performance.now() > end) throw error;
    }
    await pause(20);
  }
}

async function measure(engine, workload, options) {
  const count = slicesOf(options.seconds), slices = [];
  while (slices.length < count) slices.push(await benchmark(engine, workload, { ...options, seconds: options.seconds / count }));
  return resultOf(slices);
}

async function run(engine, { workload, options }) {
  try {
    postMessage({ kind: "result", result: await measure(engine, workload, options) });
  } catch (error) {
    postFailure(error);
  }
}

try {
  const engine = await loadHourglass();
  addEventListener("message", ({ data }) => run(engine, data));
  postMessage({ kind: "ready", version: engine.version, threads: engine.threads, workloads: engine.workloads() });
} catch (error) {
  postFailure(error);
}
