// A worker with one session, on one thread.
import createEngine from "../wasm/hourglass_engine.mjs";
import { startEngine } from "./engine.mjs";
import { makersPort } from "./node_worker.mjs";
import { serve } from "./remote.mjs";

makersPort().then((port) => serve(port, () => startEngine(createEngine, false)));
