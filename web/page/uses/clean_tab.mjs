// Cleaning samples: what the model and plain methods win over noise.

import { capitalised, make } from "../../shared/elements.mjs";
import { choice, heading, paragraph, slider } from "./fields.mjs";
import { kNoises, withNoise } from "./noise.mjs";
import { counted, number } from "../../shared/numbers.mjs";
import { viewOfSamples } from "./sample_views.mjs";
import { Working } from "./working.mjs";

const kShown = 6;
const kStrength = 0.3;

const fixed = (value, digits) => value.toLocaleString("en", { minimumFractionDigits: digits, maximumFractionDigits: digits });

// The figures of the kinds of samples: what they are called, how they are written, and whether more of them is better.
const kFigures = [
  { key: "psnrDb", title: "PSNR in dB", write: (value) => fixed(value, 1), more: true },
  { key: "signalToNoiseDb", title: "Signal to noise in dB", write: (value) => fixed(value, 1), more: true },
  { key: "numberError", title: "Error of the numbers, of a range of 1", write: (value) => fixed(value, 3), more: false },
  { key: "right", title: "Right categories or symbols in %", write: (value) => fixed(100 * value, 1), more: true },
];

function tableOf({ noisy, denoised, plain }) {
  const rows = [["Noisy", noisy], ["Cleaned by the model", denoised], ...plain.map(({ method, cleanness }) => [capitalised(method), cleanness])];
  const shown = kFigures.filter(({ key }) => noisy[key] !== undefined);
  const best = shown.map(({ key, more }) => Math[more ? "max" : "min"](...rows.map(([, of]) => of[key])));
  const cell = ({ key, write }, of, i) => make("td", { textContent: write(of[key]), className: of[key] === best[i] ? "best" : "" });
  return make("table", {},
    make("caption", { textContent: "How clean samples are; the best of each column is set in bold" }),
    make("thead", {}, make("tr", {}, make("th", { textContent: "Samples", scope: "col" }), ...shown.map(({ title }) => make("th", { textContent: title, scope: "col" })))),
    make("tbody", {}, ...rows.map(([name, of]) => make("tr", {}, make("th", { textContent: name, scope: "row" }), ...shown.map((figure, i) => cell(figure, of, i))))));
}

// The noise that the model learned to remove, where it did.
function noiseOf({ corruption, corruption_strength: strength }) {
  const known = kNoises.some(({ id }) => id === corruption);
  return { kind: known ? corruption : "gaussian", strength: known ? Math.min(1, Number(strength)) : kStrength };
}

class CleanTab {
  #measuring = new Working();
  #drawing = new Working();
  #table = make("div", { className: "table" });
  #examples = make("div", { className: "results" });

  constructor(panel, session, choices) {
    this.session = session;
    this.choices = choices;
    choices.noise ??= noiseOf(session.model.settings);
    this.kind = choice("uses-noise", "Noise", kNoises, () => this.clean(), (chosen) => kNoises.find(({ id }) => id === chosen).explanation);
    this.kind.input.value = choices.noise.kind;
    this.kind.explain();
    this.strength = slider("uses-strength", "Strength", { min: 0.05, max: 1, step: 0.05, value: choices.noise.strength });
    this.strength.input.addEventListener("input", () => this.#say());
    this.strength.input.addEventListener("change", () => this.clean());
    panel.append(
      paragraph(`Noise is added to ${counted(session.about.heldOut, "held-out sample")}, and what the model makes of them is compared with the samples as they were.`),
      make("div", { className: "options" }, this.kind.element, this.strength.element),
      this.#examples, this.#drawing.element, this.#table, this.#measuring.element);
    this.clean();
  }

  stop() {
    this.#measuring.stop();
    this.#drawing.stop();
  }

  #say() {
    this.strength.say(number(Number(this.strength.input.value)));
  }

  clean() {
    const kind = this.kind.input.value, strength = Number(this.strength.input.value);
    this.choices.noise = { kind, strength };
    this.#say();
    this.#table.replaceChildren();
    return Promise.all([this.#draw(kind, strength), this.#measure(kind, strength)]);
  }

  #draw(kind, strength) {
    const { session } = this;
    return this.#drawing.run("Cleaning examples …", async ({ signal }) => {
      const samples = await session.client.ask("pick", [[...Array(Math.min(kShown, session.about.heldOut)).keys()]], { signal });
      const noisy = withNoise(samples, kind, strength, session), cleaned = await session.client.ask("denoise", [noisy], { signal });
      this.#examples.replaceChildren(
        heading("As they were"), viewOfSamples(session, samples, "Clean samples"),
        heading("With noise"), viewOfSamples(session, noisy, "Noisy samples"),
        heading("Cleaned by the model"), viewOfSamples(session, cleaned, "Samples cleaned by the model"));
    });
  }

  #measure(kind, strength) {
    const slow = this.session.about.kind === "image" ? "; with pictures the plain methods take up to a minute" : "";
    return this.#measuring.run(`Measuring beside plain methods${slow} …`, async ({ signal }) => {
      this.#table.replaceChildren(tableOf(await this.session.askSlowly("measureDenoising", [kind, strength], { signal })));
    });
  }
}

export const cleanTab = { id: "clean", title: "Clean", open: (panel, session, choices) => new CleanTab(panel, session, choices) };
