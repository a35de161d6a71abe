// One thread of the engine: the loader, imported in a worker of this name, waits for work.
import "../wasm-threads/hourglass_engine.mjs";
