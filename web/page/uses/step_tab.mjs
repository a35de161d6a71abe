// One weight in one step of training, in the engine's numbers: forwards to the loss, back to the weight, and its change.

import { make } from "../../shared/elements.mjs";
import { button, choice, figures, paragraph } from "./fields.mjs";
import { count, number } from "../../shared/numbers.mjs";
import { viewOfSamples } from "./sample_views.mjs";
import { Working } from "./working.mjs";

const kMinus = "\u2212";
// A number that may be negative, within a formula.
const term = (value) => (value < 0 ? `(${kMinus}${number(-value)})` : number(value));
const plain = (value) => number(value).replace("-", kMinus);

// The terms of a sum, one to a line.
function sumOf({ shown, count: all, others }, nameOf, more = []) {
  const lines = shown.map(({ index, weight, value }) => `${nameOf(index)}: ${term(weight)} \u00d7 ${term(value)} = ${plain(weight * value)}`);
  if (all > shown.length) lines.push(`${count(all - shown.length)} others: ${plain(others)}`);
  return make("ul", { className: "terms" }, ...[...lines, ...more].map((textContent) => make("li", { textContent })));
}

// {title, formula, explanation, more?}: the parts of the step in their order. `step` is what the engine found, `place` the weight.
function partsOf(step, { layer, unit }, rate, rounds) {
  const name = `Unit ${unit} of ${layer.name}`, known = step.outputError !== undefined;
  return [
    { title: "Forwards: the sum", formula: `z = \u03a3 w x + b = ${plain(step.sum)}`,
      explanation: `${name} weighs its ${count(layer.inputs)} inputs; those that count most:`,
      more: [sumOf(step.arriving, (index) => `input ${index}`, [`bias: ${plain(step.bias)}`])] },
    { title: "Forwards: the activation", formula: `a = ${layer.activation}(${plain(step.sum)}) = ${plain(step.output)}`,
      explanation: `What the unit hands on. Here the function rises by ${plain(step.slope)} for each 1 of z: f\u2032(z) = ${plain(step.slope)}.` },
    { title: "The loss", formula: `E = ${plain(step.loss)}`,
      explanation: "The layers behind go on in the same way, until the reconstruction stands beside the sample. All terms of the loss together." },
    step.returning.count > 0
      ? { title: "Back: what the unit's output does to the loss", formula: `dE/da = \u03a3 w\u2096 dE/dz\u2096 = ${plain(step.outputError)}`,
        explanation: "The units of the next layer that listen to it send their part back, over the same weights:",
        more: [sumOf(step.returning, (index) => `unit ${index}`)] }
      : { title: "Back: what the unit's output does to the loss", formula: known ? `dE/da = ${plain(step.outputError)}` : "dE/da is not known: the activation lets nothing of it through",
        explanation: "It comes from the part behind this layer: the comparison with the sample, the code, or a layer of another kind." },
    { title: "Back: through the activation", formula: known
      ? `dE/dz = dE/da \u00d7 f\u2032(z)${step.secondPass === 0 ? "" : ` + ${term(step.secondPass)}`} = ${plain(step.sumError)}` : `dE/dz = ${plain(step.sumError)}`,
      explanation: step.secondPass !== 0 ? "The rest comes from the second pass through the encoder that the contractive penalty makes." : step.slope === 0 ? "The function is flat here: nothing gets through, and this weight does not learn from this sample." : "The steeper the function, the more gets through." },
    { title: "Back: to the weight", formula: step.beside === 0
      ? `dE/dw = dE/dz \u00d7 x = ${term(step.sumError)} \u00d7 ${term(step.input)} = ${plain(step.gradient)}`
      : `dE/dw = dE/dz \u00d7 x + ${term(step.beside)} = ${plain(step.gradient)}`,
      explanation: step.beside === 0 ? "A weight is to blame as far as its input was there." : "The rest comes on another way: a penalty on the weights, or the layer that shares them." },
    { title: "Is that right? Nudge the weight", formula: `(E(w + ${step.nudge}) ${kMinus} E(w ${kMinus} ${step.nudge})) / ${2 * step.nudge} = ${plain(step.nudgedGradient)}`,
      explanation: `Trying out costs two passes for this one weight, and finds nearly the same: a nudge is not infinitely small. Going back once found it for all weights.${rounds ? " Rounding to the codebook has no slope: training goes back as if it were not there." : ""}` },
    { title: "The step", formula: `w ${kMinus} ${number(rate)} \u00d7 dE/dw = ${plain(step.weight)} ${kMinus} ${number(rate)} \u00d7 ${term(step.gradient)} = ${plain(step.changedWeight)}`,
      explanation: "Plain gradient descent, and how the loss of this sample changes by it:",
      more: [figures([["Loss before", plain(step.loss)], ["Change by this weight alone", plain(step.changedLoss - step.loss)], ["Change by all weights", plain(step.allChangedLoss - step.loss)]])] },
  ];
}

const numberField = (id, label, most, change) => {
  const input = make("input", { id, type: "number", min: 0, max: most, step: 1, value: 0, inputMode: "numeric" });
  input.addEventListener("change", change);
  return { input, element: make("div", { className: "field" }, make("label", { htmlFor: id, textContent: label }), input) };
};

class StepTab {
  #working = new Working();
  #sample = make("div");
  #parts = make("ol", { className: "parts", attributes: { "aria-live": "polite" } });

  constructor(panel, session, choices) {
    this.session = session;
    this.choices = choices;
    this.panel = panel;
    this.rate = Number(session.model.settings.learning_rate) || 0.001;
    panel.append(paragraph("How one weight learns from one sample. The numbers are the engine's own."), this.#working.element);
    this.#begin();
  }

  stop() {
    this.#working.stop();
  }

  async #begin() {
    await this.#working.run("Opening the layers …", async ({ signal }) => { this.layers = await this.session.client.ask("denseLayers", [], { signal }); });
    if (!this.layers) return;
    if (this.layers.length === 0) {
      this.panel.append(paragraph("This network has no fully connected layer, whose weights could be followed one by one.", "note"));
      return;
    }
    const options = this.layers.map(({ name, inputs, units, activation }) => ({ id: name, title: `${name}: ${count(inputs)} to ${count(units)}, ${activation}` }));
    this.layer = choice("uses-layer", "Layer", options, () => this.follow(-1));
    this.layer.input.value = this.choices.layer ?? this.layers[0].name;
    if (!this.layer.input.value) this.layer.input.value = this.layers[0].name;
    this.index = numberField("uses-sample", "Held-out sample", this.session.about.heldOut - 1, () => this.follow(-1));
    this.unit = numberField("uses-unit", "To unit", 0, () => this.follow());
    this.from = numberField("uses-from", "From input", 0, () => this.follow());
    this.next = button("Next", () => this.#goOn(this.shown + 1), { className: "primary" });
    this.all = button("All at once", () => this.#goOn(Infinity));
    this.panel.append(make("div", { className: "options" }, this.layer.element, this.index.element, this.unit.element, this.from.element),
      make("div", { className: "row" }, button("Take the steepest weight", () => this.follow(-1))), this.#sample, this.#parts,
      make("div", { className: "row" }, this.next, this.all));
    await this.follow(-1);
  }

  // A whole number of a field, within its limits.
  #valueOf({ input }) {
    const value = Math.min(Number(input.max), Math.max(0, Math.round(Number(input.value) || 0)));
    input.value = value;
    return value;
  }

  /// Shows the weight of the fields; with -1 that of the largest gradient.
  follow(unit = this.#valueOf(this.unit)) {
    const name = this.choices.layer = this.layer.input.value, layer = this.layers.find((one) => one.name === name);
    this.unit.input.max = layer.units - 1;
    this.from.input.max = layer.inputs - 1;
    const index = this.#valueOf(this.index), { client } = this.session;
    return this.#working.run("Running the step …", async ({ signal }) => {
      const step = await client.ask("weightStep", [index, name, unit, unit < 0 ? 0 : this.#valueOf(this.from), this.rate], { signal });
      const sample = await client.ask("pick", [[index]], { signal });
      this.unit.input.value = step.unit;
      this.from.input.value = step.from;
      this.#show(step, { layer, unit: step.unit, from: step.from }, sample, index);
    });
  }

  #show(step, place, sample, index) {
    const weight = `The weight from input ${place.from}, ${plain(step.input)}, to unit ${place.unit} is ${plain(step.weight)}.`;
    this.#sample.replaceChildren(make("div", { className: "row" }, viewOfSamples(this.session, sample, `Held-out sample ${index}`), paragraph(weight)));
    const rounds = this.session.model.settings.family === "vq-vae" && place.layer.name.startsWith("encoder");
    this.items = partsOf(step, place, this.rate, rounds).map(({ title, formula, explanation, more = [] }) => make("li", {},
      make("h3", { textContent: title }), paragraph(formula, "formula"), paragraph(explanation), ...more));
    this.#parts.replaceChildren();
    this.shown = 0;
    this.#reveal(this.choices.shown ?? 1);
  }

  // Shows the first parts.
  #reveal(many) {
    const end = Math.min(many, this.items.length);
    this.#parts.append(...this.items.slice(this.shown, end));
    this.shown = this.choices.shown = end;
    this.next.disabled = this.all.disabled = end === this.items.length;
  }

  // What a button shows is seen, and the focus stays within reach where the button has nothing more to show.
  #goOn(many) {
    this.#reveal(many);
    const last = this.items[this.shown - 1];
    if (this.next.disabled) {
      last.tabIndex = -1;
      last.focus();
    } else {
      this.next.scrollIntoView({ block: "nearest" });
    }
  }
}

export const stepTab = { id: "step", title: "Step by step", open: (panel, session, choices) => new StepTab(panel, session, choices) };
