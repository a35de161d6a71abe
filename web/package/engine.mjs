// The engine's sessions and tables around its loaded WebAssembly. hourglass.mjs loads one; types and explanations are in
// hourglass.d.mts.

import { isGzip, unpackGzip } from "./gzip.mjs";
import { abortError, errorWithCode, requireSimd } from "../shared/variant.mjs";

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

// A number that a call was given, if it is one between the two; whole ones only unless said otherwise.
function numberIn(what, value, least, most, isRight = Number.isInteger) {
  if (isRight(value) && value >= least && value <= most) return value;
  throw errorWithCode("setting-out-of-range",
    `${what}: expected a ${isRight === Number.isInteger ? "whole " : ""}number from ${least} to ${most}, found ${String(value)}; ` +
    "choose a value inside the range.");
}

// Labels as the engine takes them: none, or whole numbers, one per sample.
function labelsOf(labels) {
  const list = labels === undefined || labels === null ? [] : labels;
  if (typeof list === "object" && typeof list.length === "number" && Array.prototype.every.call(list, Number.isInteger)) {
    return Int32Array.from(list);
  }
  throw errorWithCode("array-wrong-length", "labels: expected whole numbers, one per sample, found something else; pass a list such as [3, 7].");
}

// The label that a call asks for, below 0 where it asks for none.
const labelOf = (label) => label === undefined || label === null ? -1 : numberIn("label", label, 0, 255);

// The options of a call: an object, or nothing.
function optionsOf(options) {
  if (options === undefined || options === null) return {};
  if (typeof options === "object") return options;
  throw errorWithCode("setting-unknown",
    `options: expected an object such as {seed: 1}, found a value of type ${typeof options}; see the list of settings.`);
}

// {msePerPixel: ...} of {mse_per_pixel: ...}.
function camelCased(fields) {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) =>
    [key.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()), value]));
}

// Calls a function when everybody else had a turn. A worker need not let a page draw, and timers would make it wait.
const soon = globalThis.setImmediate ?? (globalThis.document ? (call) => setTimeout(call, 0) : (() => {
  const { port1, port2 } = new MessageChannel();
  const calls = [];
  port1.onmessage = () => calls.shift()();
  return (call) => {
    calls.push(call);
    port2.postMessage(null);
  };
})());

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
  static kGlance = 15;  // milliseconds between two looks at a session that has a thread

  #handle;
  #ticking = false;
  #stopped = false;
  #waiting = [];
  #lastStep = -1;
  #lastChange = 0;

  constructor(handle) {
    this.#handle = handle;
  }

  run() {
    this.#lastChange = performance.now();
    if (!this.#ticking && !this.#handle.threaded()) this.#tickSoon();
  }

  stop() {
    this.#stopped = true;
    this.#wake();
  }

  /// Resolves when some time was given, or has passed where the session has a thread.
  turn() {
    return new Promise((done) => {
      if (this.#ticking) this.#waiting.push(done);
      else setTimeout(done, Clock.kGlance);
    });
  }

  #wake() {
    for (const done of this.#waiting.splice(0)) done();
  }

  #tickSoon() {
    this.#ticking = true;
    soon(() => this.#tick());
  }

  #tick() {
    this.#ticking = false;
    if (this.#stopped) return;
    this.#handle.pump(Clock.kBudget);
    const { state, step } = this.#handle.metrics();
    const now = performance.now();
    if (state === "running" || step !== this.#lastStep) this.#lastChange = now;
    this.#lastStep = step;
    if (now - this.#lastChange < Clock.kPatience) this.#tickSoon();
    this.#wake();
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
  #training = null;  // what train() gave, until it is settled

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
    live.step(numberIn("step", steps, 1, 2147483647));
    this.#clock.run();
  }

  async train(options) {
    const { epochs, onEpoch, signal } = optionsOf(options);
    if (epochs !== undefined) numberIn("epochs", epochs, 1, 1e6);
    if (this.#training !== null) {
      if (this.metrics().state === "running") {
        throw errorWithCode("training-already", "train: expected a run that stands still, found one that trains; pause it first.");
      }
      await this.#training.catch(() => {});  // it was paused, and is about to say so
    }
    if (signal?.aborted) throw abortError(signal);
    if (epochs !== undefined) this.#live.endAfter(epochs);
    const training = this.#trainToTheEnd(onEpoch, signal);
    this.#training = training;
    return training;
  }

  async #trainToTheEnd(onEpoch, signal) {
    const onAbort = () => {
      this.pause();
      this.settle();
    };
    signal?.addEventListener("abort", onAbort);
    try {
      this.#live.takeEpochs();
      this.start();
      for (;;) {
        await this.#clock.turn();
        // In this order, so that none is missed of a run that has just ended.
        const { state } = this.metrics();
        for (const metrics of this.#live.takeEpochs()) onEpoch?.(metrics);
        if (signal?.aborted) throw abortError(signal);
        if (state !== "running") return this.settle();
      }
    } catch (error) {
      if (this.#handle !== null) this.pause();
      throw error;
    } finally {
      signal?.removeEventListener("abort", onAbort);
      this.#training = null;
    }
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

  samples(options) {
    const { count = 16, split = "heldOut" } = optionsOf(options);
    return unwrap(this.#live.samples(numberIn("count", count, 1, 10000), String(split)));
  }

  weightsHash() { return this.#live.weightsHash(); }
  get threaded() { return this.#live.threaded(); }

  encode(pixels, options) { return unwrap(this.#live.encode(pixels, labelsOf(optionsOf(options).labels))); }
  decode(codes, options) { return unwrap(this.#live.decode(codes, labelsOf(optionsOf(options).labels))); }
  reconstruct(pixels, options) { return unwrap(this.#live.reconstruct(pixels, labelsOf(optionsOf(options).labels))); }

  generate(options) {
    const { count = 16, seed = 1, temperature = 1, label } = optionsOf(options);
    return unwrap(this.#live.generate(numberIn("count", count, 1, 10000), numberIn("seed", seed, 0, 2147483647),
      numberIn("temperature", temperature, 0, 100, Number.isFinite), labelOf(label)));
  }

  interpolate(options) {
    const { from, to, steps = 8, path = "straight", label } = optionsOf(options);
    return unwrap(this.#live.interpolate(from, to, numberIn("steps", steps, 2, 10000), String(path), labelOf(label)));
  }

  evaluate() { return camelCased(unwrap(this.#live.evaluate())); }
  diagnose() { return this.#live.diagnose(); }

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

  async unpack(data) {
    const unpacked = async ({ name, bytes }) => {
      if (!isGzip(bytes)) return { name, bytes };
      const check = (size, problem) => unwrap(this.#module.checkUnpacking(name, bytes.length, size, problem));
      return { name, bytes: await unpackGzip(bytes, check) };
    };
    return Promise.all(namedFiles(data).map(unpacked));
  }

  memoryBytes() { return this.#module.memoryBytes(); }
  settingsTable() { return this.#module.settingsTable(); }
  workloads() { return this.#module.workloads(); }

  benchmark(workload, { threads = 1, seconds = 3, math = "fast" } = {}) {
    requireWorkers(this.#module, Number(threads) <= 8 ? threads - 1 : 0);
    return unwrap(this.#module.benchmark(String(workload), Math.trunc(Number(threads)) || 0, Number(seconds), String(math)));
  }
}

/// The engine of a build's module, given the function that the module exports.
export async function startEngine(createEngine, threads) {
  requireSimd();
  try {
    return new Engine(await createEngine(), threads);
  } catch (cause) {
    throw errorWithCode("wasm-failed", `The engine did not load: ${cause?.message ?? cause}`, cause);
  }
}
