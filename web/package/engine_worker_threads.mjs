// A worker with one session, on several threads. A file of its own, because bundlers put a worker and all that
// it may import into one file.
import createEngine from "../wasm-threads/hourglass_engine.mjs";
import { startEngine } from "./engine.mjs";
import { parentPort } from "./node_worker.mjs";
import { serve } from "./remote.mjs";
import { startThread } from "./start_thread.mjs";

parentPort().then((port) => serve(port, () => startEngine(() => createEngine({ startThread }), true)));
