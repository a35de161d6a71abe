// A worker with one session, on one thread.
import createEngine from "./wasm/hourglass_engine.mjs";
import { startEngine } from "./engine.mjs";
import { serve } from "./remote.mjs";

serve(globalThis, () => startEngine(createEngine, false));
