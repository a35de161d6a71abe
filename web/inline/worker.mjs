// The worker of inline.mjs, which writes `hourglassProgram` before it.

import createEngine from "../wasm/hourglass_engine.mjs";
import { engineOf } from "./program.mjs";
import { parentPort } from "../package/node_worker.mjs";
import { serve } from "../package/remote.mjs";

parentPort().then((port) => serve(port, () => engineOf(createEngine, globalThis.hourglassProgram)));
