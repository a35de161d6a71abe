// The engine as a JavaScript module: settings in, Float32Arrays out, every refusal an Error with a code. Types and
// explanations are in hourglass.d.ts.

import { chooseVariant, errorWithCode } from "./variant.mjs";

/// What a function of the engine returned: its value, or its error thrown.
function unwrap(outcome) {
  if (outcome.error) throw errorWithCode(outcome.error.code, outcome.error.message);
  return outcome.value;
}

// A setting's value as the text that URLs and files hold.
function textOf(value) {
  return Array.isArray(value) ? value.join(",") : String(value);
}

// [[key, text]] of an object of settings; what is undefined is left out.
function settingPairs(settings) {
  if (settings === undefined || settings === null) return [];
  if (typeof settings !== "object" || Array.isArray(settings)) {
    throw errorWithCode("setting-unknown",
      `settings: expected an object such as {latent: 16}, found a value of type ${typeof settings}; see the list of settings.`);
  }
  return Object.entries(settings).filter(([, value]) => value !== undefined).map(([key, value]) => [key, textOf(value)]);
}

// The threads that settings ask for; 1 where they are not valid, which the engine will say.
function threadsIn(settings) {
  const threads = Number(settings?.threads ?? 1);
  return threads >= 1 && threads <= 1024 ? threads : 1;
}

// [{name, bytes}] of what was given as data: nothing, one array of bytes, a named one, or several of either.
function namedFiles(data) {
  if (data === undefined || data === null) return [];
  return (Array.isArray(data) ? data : [data]).map((item, index) => {
    const bytes = item?.bytes ?? item;
    return { name: String(item?.name ?? `data ${index + 1}`), bytes: bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes };
  });
}

// Gives a session without a thread of its own some time now and then, for as long as it has something to do.
class Clock {
  static kBudget = 12;  // milliseconds of training between two chances for the page to do something else
  static kPatience = 200;  // milliseconds without a step after which a run that is not "running" is left alone

  #handle;
  #timer = null;
  #lastStep = -1;
  #lastChange = 0;

  constructor(handle) {
    this.#handle = handle;
  }

  run() {
    this.#lastChange = performance.now();
    if (this.#timer === null && !this.#handle.threaded()) this.#timer = setTimeout(() => this.#tick(), 0);
  }

  stop() {
    clearTimeout(this.#timer);
    this.#timer = null;
  }

  #tick() {
    this.#timer = null;
    this.#handle.pump(Clock.kBudget);
    const { state, step } = this.#handle.metrics();
    const now = performance.now();
    if (state === "running" || step !== this.#lastStep) this.#lastChange = now;
    this.#lastStep = step;
    if (now - this.#lastChange < Clock.kPatience) this.#timer = setTimeout(() => this.#tick(), 0);
  }
}

// Fails unless so many workers stand ready. One that is started later would wait for the page to go idle, and a page
// that waits for the worker meanwhile would wait for ever.
function requireWorkers(module, count) {
  const ready = module.PThread?.unusedWorkers?.length ?? Infinity;
  if (count <= ready) return;
  throw errorWithCode("option-unsupported",
    `threads: expected at most ${ready} more (the other workers are busy or not back yet), found ${count}; dispose of other ` +
    "sessions and let the page go on before you create new ones.");
}

class Session {
  #module;
  #handle;
  #clock;

  constructor(module, handle) {
    this.#module = module;
    this.#handle = handle;
    this.#clock = new Clock(handle);
  }

  // The engine's session, as long as there is one.
  get #live() {
    if (this.#handle === null) unwrap(this.#module.disposedError());
    return this.#handle;
  }

  start() {
    this.#live.start();
    this.#clock.run();
  }

  pause() {
    this.#live.pause();
    this.#clock.run();
  }

  step(steps = 1) {
    const live = this.#live;
    if (!Number.isInteger(steps) || steps < 1 || steps > 2147483647) {
      throw errorWithCode("setting-out-of-range", `step: expected a whole number from 1, found ${String(steps)}; choose a value inside the range.`);
    }
    live.step(steps);
    this.#clock.run();
  }

  set(key, value) { unwrap(this.#live.set(String(key), textOf(value))); }

  reset(settings) {
    const live = this.#live;
    requireWorkers(this.#module, threadsIn(settings) - 1);
    unwrap(live.reset(settingPairs(settings)));
  }

  pump(milliseconds = Clock.kBudget) { this.#live.pump(Number(milliseconds) || 0); }
  settle() { return this.#live.settle(); }

  metrics() { return this.#live.metrics(); }
  history() { return this.#live.history(); }
  settings() { return this.#live.settings(); }
  data() { return this.#live.data(); }
  weightsHash() { return this.#live.weightsHash(); }
  get threaded() { return this.#live.threaded(); }

  encode(pixels) { return unwrap(this.#live.encode(pixels)); }
  decode(codes) { return unwrap(this.#live.decode(codes)); }
  reconstruct(pixels) { return unwrap(this.#live.reconstruct(pixels)); }

  save() { return this.#live.save(); }

  load(bytes) {
    const live = this.#live;
    requireWorkers(this.#module, live.settings().threads);
    unwrap(live.load(bytes));
  }

  dispose() {
    if (this.#handle === null) return;
    this.#clock.stop();
    this.#handle.delete();
    this.#handle = null;
  }
}

class Engine {
  #module;

  constructor(module, threads) {
    this.#module = module;
    this.threads = threads;
    this.version = module.version();
    Object.freeze(this);
  }

  create(settings, data) {
    requireWorkers(this.#module, threadsIn(settings));
    return new Session(this.#module, unwrap(this.#module.createSession(settingPairs(settings), namedFiles(data))));
  }

  memoryBytes() { return this.#module.memoryBytes(); }
  settingsTable() { return this.#module.settingsTable(); }
  workloads() { return this.#module.workloads(); }

  benchmark(workload, { threads = 1, seconds = 3, math = "fast" } = {}) {
    requireWorkers(this.#module, Number(threads) <= 8 ? threads - 1 : 0);
    return unwrap(this.#module.benchmark(String(workload), Math.trunc(Number(threads)) || 0, Number(seconds), String(math)));
  }
}

/// Loads the engine: with threads in a cross-origin isolated page unless declined, in Node where asked for.
export async function loadHourglass({ threads = globalThis.crossOriginIsolated === true } = {}) {
  const variant = chooseVariant(threads);
  let module;
  try {
    const { default: createEngine } = await import(`./${variant}/hourglass_engine.mjs`);
    module = await createEngine();
  } catch (cause) {
    throw errorWithCode("wasm-failed", `The engine did not load: ${cause?.message ?? cause}`, cause);
  }
  return new Engine(module, variant === "wasm-threads");
}
