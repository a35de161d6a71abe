// A session as JavaScript uses it: checked arguments, errors thrown, time for training where there are no threads.

import { camelCased, floatsOf, labelOf, labelsOf, numberIn, optionsOf, pixelsOf, requireHooks, threadsIn } from "./arguments.mjs";
import { Clock } from "./clock.mjs";
import { bytesOf } from "./data.mjs";
import { kDispose } from "../shared/disposal.mjs";
import { settingTexts, textOf } from "./settings.mjs";
import { abortError, errorWithCode, unwrap } from "../shared/errors.mjs";

/// The calls of an Autoencoder (autoencoder.mjs), each a function of the session or of its engine: how many arguments stand
/// before the options, among which a call finds its `signal`.
export const kCalls = {
  train: 0, pause: 0, set: 2, reset: 1,
  encode: 1, decode: 1, reconstruct: 1, generate: 0, interpolate: 0,
  evaluate: 0, diagnose: 0, metrics: 0, history: 0, settings: 0, data: 0, samples: 0, weights: 0, weightsHash: 0,
  save: 0, load: 1, settingsTable: 0, memoryBytes: 0,
};

/// Throws unless `count` workers stand ready. The browser starts a worker only while the page is idle, so a page that
/// waits for one would wait for ever.
export function requireWorkers(module, count) {
  const ready = module.PThread?.unusedWorkers?.length ?? Infinity;
  if (count <= ready) return;
  throw errorWithCode("option-unsupported",
    `threads: expected at most ${ready} more (the other workers are busy or not back yet), found ${count}; dispose of other ` +
    "sessions and let the page go on before you create new ones.");
}

/// One run of training; hourglass.d.mts declares it.
export class Session {
  #module;
  #handle;
  #clock;
  #training = null;  // the promise of train(), until it is settled

  constructor(module, handle) {
    this.#module = module;
    this.#handle = handle;
    this.#clock = new Clock(handle);
  }

  // The engine's session; throws where this one was disposed of.
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
    const { epochs, onEpoch, signal } = optionsOf(options, ["epochs", "onEpoch", "signal"]);
    if (epochs !== undefined) numberIn("epochs", epochs, 1, 1e6);
    requireHooks({ onEpoch, signal });
    if (this.#training !== null) {
      if (this.metrics().state === "running") {
        throw errorWithCode("already-training", "train: expected a run that stands still, found one that trains; pause it first.");
      }
      await this.#training.catch(() => {});  // paused: settles soon
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
        await this.#clock.nextSlice();
        // In this order, so that none is missed of a run that has just ended.
        const { state } = this.metrics();
        for (const metrics of this.#live.takeEpochs()) await onEpoch?.(metrics);
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

  set(key, value) { unwrap(this.#live.set(String(key), textOf(key, value))); }

  reset(settings) {
    const live = this.#live;
    const texts = settingTexts(settings);
    requireWorkers(this.#module, threadsIn(texts) - 1);
    unwrap(live.reset(Object.entries(texts)));
  }

  pump(milliseconds = Clock.kBudget) { this.#live.pump(Number(milliseconds) || 0); }
  settle() { return this.#live.settle(); }

  metrics() { return this.#live.metrics(); }
  history() { return this.#live.history(); }
  settings() { return this.#live.settings(); }
  data() { return this.#live.data(); }

  samples(options) {
    const { count = 16, split = "heldOut" } = optionsOf(options, ["count", "split"]);
    return unwrap(this.#live.samples(numberIn("count", count, 1, 10000), String(split)));
  }

  weights() { return unwrap(this.#live.weights()); }
  weightsHash() { return this.#live.weightsHash(); }
  get threaded() { return this.#live.threaded(); }

  encode(pixels, options) { return unwrap(this.#live.encode(pixelsOf(pixels), labelsOf(optionsOf(options, ["labels"]).labels))); }
  decode(codes, options) { return unwrap(this.#live.decode(floatsOf(codes), labelsOf(optionsOf(options, ["labels"]).labels))); }
  reconstruct(pixels, options) { return unwrap(this.#live.reconstruct(pixelsOf(pixels), labelsOf(optionsOf(options, ["labels"]).labels))); }

  generate(options) {
    const { count = 16, seed = 1, temperature = 1, label } = optionsOf(options, ["count", "seed", "temperature", "label"]);
    return unwrap(this.#live.generate(numberIn("count", count, 1, 10000), numberIn("seed", seed, 0, 2147483647),
      numberIn("temperature", temperature, 0, 100, Number.isFinite), labelOf(label)));
  }

  interpolate(options) {
    const { from, to, steps = 8, path = "straight", label } = optionsOf(options, ["from", "to", "steps", "path", "label"]);
    return unwrap(this.#live.interpolate(floatsOf(from), floatsOf(to), numberIn("steps", steps, 2, 10000), String(path), labelOf(label)));
  }

  evaluate() { return camelCased(unwrap(this.#live.evaluate())); }
  diagnose() { return this.#live.diagnose(); }

  save() { return this.#live.save(); }

  load(bytes) {
    const live = this.#live;
    requireWorkers(this.#module, live.settings().threads);
    unwrap(live.load(bytesOf(bytes)));
  }

  dispose() {
    if (this.#handle === null) return;
    this.#clock.stop();
    this.#handle.delete();
    this.#handle = null;
  }

  [kDispose]() { this.dispose(); }
}
