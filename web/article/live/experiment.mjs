// One live element: makes its engine, trains it when the reader asks, and frees it when the reader has gone on.

import { create } from "../../autoencoder.mjs";
import { Stage } from "./stage.mjs";
import { say } from "./strings.mjs";

const kSeed = Math.max(1, Number.parseInt(new URLSearchParams(location.search).get("seed") ?? "1", 10) || 1);
// Between two looks at a network that trains, so that looking does not slow it down.
const kLookEvery = 120;

/// The life of one experiment, which a module in demos/ exports:
///   settings(choices, seed)        of the engine
///   epochs(choices)                passes over the data
///   data?(seed)                    samples of its own, for the engine's option `data`
///   attach?(stage)                 once, before the first engine
///   begin?(model, stage, seed)     before each training
///   show(model, stage, {seed, metrics})   draws the network as it is; returns the figure's number, or undefined where it stays
///   lookEvery?                     milliseconds between two looks during training; Infinity: only at its end
export class Experiment {
  #experiment;
  #places;
  #stage;
  #invitation;  // what the status says before the first training
  #model = null;
  #opening = null;
  #opened = null;  // tells an engine that arrives late from the one that is wanted
  #saved = null;
  #training = false;
  #showing = Promise.resolve();
  #looks = 0;  // how often the network was drawn

  constructor(figure, experiment, places) {
    this.#experiment = experiment;
    this.#places = places;
    this.#invitation = figure.querySelector(".status").textContent;
    this.#stage = new Stage(figure, (name, live) => this.#chosen(live));
    this.#stage.button.addEventListener("click", () => this.#train().catch((error) => this.#fail(error)));
    experiment.attach?.(this.#stage);
  }

  enter() { this.#open().catch((error) => this.#fail(error)); }

  leave() { this.release(); }

  /// Ends the engine. What was learned is kept, so that the reader finds it again.
  release() {
    if (!this.#opening) return;
    const model = this.#model;
    this.#model = this.#opening = this.#opened = null;
    this.#places.give(this);
    this.#stage.setStatus(say("resting"));
    this.#stage.setState("resting");
    this.#stage.setProgress(0);
    this.#training = false;
    model?.dispose();
  }

  #open() {
    if (!this.#opening) {
      this.#places.take(this);
      this.#opening = this.#make();
    }
    return this.#opening;
  }

  async #make() {
    const { settings, data } = this.#experiment, stage = this.#stage;
    stage.setState("loading");
    stage.setStatus(say("loading"));
    const opening = this.#opened = {};
    const model = await create(settings(stage.choices, kSeed), { data: await data?.(kSeed) });
    if (this.#opened !== opening) return model.dispose();
    if (this.#saved) await model.load(this.#saved);
    this.#model = model;
    await this.#show();
    if (this.#training || model !== this.#model) return;
    stage.setState(this.#saved ? "done" : "ready");
    stage.setStatus(this.#saved ? say("again") : this.#invitation);
  }

  // Draws the network as it is; one look after the other.
  #show(metrics = null) {
    const model = this.#model;
    const look = this.#showing.then(async () => {
      if (!model || model !== this.#model) return;
      const number = await this.#experiment.show(model, this.#stage, { seed: kSeed, metrics });
      if (model !== this.#model) return;
      if (typeof number === "number") this.#stage.setNumber(number);
      this.#stage.figure.dataset.looks = ++this.#looks;
    }).catch((error) => { if (model === this.#model) throw error; });
    this.#showing = look.catch(() => {});
    return look;
  }

  #chosen(live) {
    if (this.#training) return;
    const act = live ? this.#open().then(() => this.#show()) : this.#train();
    act.catch((error) => this.#fail(error));
  }

  // Trains a new network with the reader's choices.
  async #train() {
    if (this.#training) return;
    this.#training = true;
    this.#saved = null;
    try {
      await this.#open();
      if (this.#model) await this.#trainOpened(this.#model);
    } finally {
      this.#training = false;
    }
  }

  async #trainOpened(model) {
    const stage = this.#stage, { settings, epochs, begin } = this.#experiment;
    stage.setState("training");
    stage.readAloud(false);
    await begin?.(model, stage, kSeed);
    await model.reset(settings(stage.choices, kSeed));
    const passes = epochs(stage.choices);
    stage.setStatus(say("training", { passes }));
    const begun = performance.now();
    let looked = 0;
    const onEpoch = (metrics) => {
      if (model !== this.#model) return;
      stage.setProgress(Math.min(0.999, metrics.epoch / passes));
      if (performance.now() - looked < (this.#experiment.lookEvery ?? kLookEvery)) return;
      looked = performance.now();
      this.#show(metrics).catch((error) => this.#fail(error));
    };
    const metrics = await model.train({ epochs: passes, onEpoch });
    if (model !== this.#model) return;
    this.#saved = await model.save();
    stage.readAloud(true);
    await this.#show(metrics);
    stage.setProgress(1);
    stage.setState("done");
    stage.setStatus(say("done", { seconds: Math.max(1, Math.round((performance.now() - begun) / 1000)) }));
  }

  // Says what failed; the button, or coming back, tries again.
  #fail(error) {
    if (error.code === "session-disposed") return;
    this.release();
    this.#stage.setState("failed");
    this.#stage.setStatus(say("missing", { reason: error.message }));
  }
}
