// The package in one module, with its worker and its program inside, for bundlers that leave other files behind and for pages that
// load one file. One thread. scripts/assemble_package.sh bundles it and makes the two files that it imports as texts.

import createEngine from "../wasm/hourglass_engine.mjs";
import program from "./program.gz";
import workerScript from "./worker.txt";
import { engineOf } from "./program.mjs";
import { creatorOf } from "../package/model.mjs";
import { isNode, startNodeWorker } from "../package/node_worker.mjs";

function startWorker() {
  const script = `globalThis.hourglassProgram="${program}";${workerScript}`;
  if (isNode) return startNodeWorker(script, { eval: true });
  const address = URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
  const worker = new Worker(address);
  worker.addEventListener("message", () => URL.revokeObjectURL(address), { once: true });
  return worker;
}

let engine = null;

// One for all sessions that run in this thread.
function loadEngine() {
  engine ??= engineOf(createEngine, program).catch((error) => {
    engine = null;
    throw error;
  });
  return engine;
}

/// A new, untrained autoencoder.
export const create = creatorOf({ options: [], startWorker, workerAddress: () => "this module", loadEngine, startsThreads: () => false });
