// A worker with one session, on one thread.
import createEngine from "../wasm/hourglass_engine.mjs";
import { startEngine } from "./engine.mjs";
import { parentPort } from "./node_worker.mjs";
import { serve } from "./remote.mjs";

parentPort().then((port) => serve(port, () => startEngine(createEngine, false)));
