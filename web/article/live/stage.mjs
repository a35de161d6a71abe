// The controls of a live element: choices, sliders, its button, its number and its canvases.

import { coloursOf, prepareCanvas } from "./canvas.mjs";

// What the address asks for, as in ?latent=32, so that a link can open a state.
const asked = (name) => new URLSearchParams(location.search).get(name);

const numberOf = (text) => (text !== "" && Number.isFinite(Number(text)) ? Number(text) : text);

export class Stage {
  #drawings = new Map();
  #choices = {};

  /// `changed(name, live)` is called when the reader has chosen; `live` where the trained network answers it.
  constructor(figure, changed) {
    this.figure = figure;
    this.button = figure.querySelector("button.train");
    this.#readChoices(changed);
    this.#readSliders(changed);
    const redraw = () => this.redraw();
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", redraw);
    new ResizeObserver(redraw).observe(figure);
  }

  get choices() { return { ...this.#choices }; }

  #readChoices(changed) {
    for (const group of this.figure.querySelectorAll("[data-choice]")) {
      const name = group.dataset.choice, buttons = [...group.querySelectorAll("button")];
      const choose = (button) => {
        for (const one of buttons) one.setAttribute("aria-pressed", String(one === button));
        this.#choices[name] = numberOf(button.value);
      };
      choose(buttons.find(({ value }) => value === asked(name)) ?? buttons.find((button) => button.ariaPressed === "true"));
      const live = "live" in group.dataset;
      for (const button of buttons) {
        button.addEventListener("click", () => {
          // What shows must be what trains.
          if (!live && this.figure.dataset.state === "training") return;
          choose(button);
          changed(name, live);
        });
      }
    }
  }

  #readSliders(changed) {
    for (const slider of this.figure.querySelectorAll("input[type=range]")) {
      const read = () => { this.#choices[slider.name] = Number(slider.value); };
      slider.value = asked(slider.name) ?? slider.value;
      read();
      slider.addEventListener("input", () => {
        read();
        changed(slider.name, true);
      });
    }
  }

  /// Sets a slider by program, as when a new network makes the old position meaningless.
  setSlider(name, value) {
    this.figure.querySelector(`input[name="${name}"]`).value = value;
    this.#choices[name] = value;
  }

  setState(state) {
    this.figure.dataset.state = state;
    this.button.setAttribute("aria-disabled", String(state === "training" || state === "loading"));
  }

  /// Whether assistive programs read each new number aloud; while a network learns there are too many.
  readAloud(each) { this.figure.querySelector("output").setAttribute("aria-live", each ? "polite" : "off"); }

  setStatus(text) { this.figure.querySelector(".status").textContent = text; }

  /// Shows `value` as the figure's number, with as many decimals as it says.
  setNumber(value) {
    const output = this.figure.querySelector("output"), digits = Number(output.dataset.digits ?? 0);
    output.dataset.value = value;
    output.textContent = value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });
  }

  setProgress(share) {
    const bar = this.figure.querySelector("progress");
    bar.value = share;
    bar.classList.toggle("running", share > 0 && share < 1);
  }

  fill(name, text) {
    const place = this.figure.querySelector(`[data-fill="${name}"]`);
    if (place) place.textContent = text;
  }

  /// Draws on the canvas `name` now, and again whenever its size or its colours change.
  draw(name, drawing) {
    this.#drawings.set(name, drawing);
    this.#drawOne(name, drawing);
  }

  canvas(name) { return this.figure.querySelector(`canvas[data-canvas="${name}"]`); }

  #drawOne(name, drawing) {
    const canvas = this.canvas(name);
    const { context, width, height } = prepareCanvas(canvas);
    if (width > 0) drawing(context, width, height, coloursOf(canvas));
  }

  redraw() {
    for (const [name, drawing] of this.#drawings) this.#drawOne(name, drawing);
  }
}
