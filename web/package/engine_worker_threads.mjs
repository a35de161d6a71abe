// A worker with one session, on several threads. A file beside engine_worker.mjs, and no choice inside it, because bundlers
// put a worker into one piece.
import createEngine from "../wasm-threads/hourglass_engine.mjs";
import { startEngine } from "./engine.mjs";
import { makersPort } from "./node_worker.mjs";
import { serve } from "./remote.mjs";

makersPort().then((port) => serve(port, () => startEngine(createEngine, true)));
