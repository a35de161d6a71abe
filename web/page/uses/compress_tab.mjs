// Compressing samples: the step of the code's values, the file's bytes, and what comes back.

import { saveFile } from "../../application/host.mjs";
import { make } from "../../shared/elements.mjs";
import { button, figures, heading, paragraph, slider } from "./fields.mjs";
import { count, counted, decibels, number, percent } from "../../shared/numbers.mjs";
import { ratePlot } from "./rate_plot.mjs";
import { viewOfSamples } from "./sample_views.mjs";
import { Working } from "./working.mjs";

const kMost = 1000, kShown = 6;
const kPoints = 8;  // of the plot
const kReach = 30;  // the slider goes from the usual step by this factor down and up
const kStops = 100;

// The distortion in words, by its kind's figure.
function distortionRows({ squaredError, psnrDb, right }) {
  if (psnrDb !== undefined) return [["PSNR", decibels(psnrDb)]];
  const rows = [["Squared error per sample", number(squaredError)]];
  if (right !== undefined) rows.push(["Symbols right", percent(right)]);
  return rows;
}

class CompressTab {
  #now = new Working();
  #curve = new Working();
  #results = make("div", { className: "results" });
  #plot = make("div");
  #points = [];

  constructor(panel, session, choices) {
    this.session = session;
    this.choices = choices;
    this.count = Math.min(kMost, session.about.heldOut);
    this.body = make("div", { className: "results" });
    panel.append(
      paragraph(`${counted(this.count, "held-out sample")} as one file: their codes, rounded and packed. The same model makes the samples of it again.`),
      this.body, this.#now.element);
    this.#begin();
  }

  stop() {
    this.#now.stop();
    this.#curve.stop();
  }

  // Bennett's rule: rounding Z values by steps that change a sample by s each adds Z s^2 / 12 to its squared error. The usual step adds a
  // tenth of the model's own.
  async #begin() {
    await this.#now.run("Measuring the model …", async ({ signal }) => {
      this.own = await this.session.client.ask("reconstructionError", [this.count], { signal });
      const values = Number(this.session.model.settings.latent) || 1;
      this.usual = Math.sqrt(1.2 * this.own.squaredError / values) || 1;
    });
    if (!this.usual) return;
    this.step = slider("uses-step", "Step: how far one step of a code's value moves a sample", { min: -kStops, max: kStops, step: 1, value: this.choices.step ?? 0 });
    this.step.input.addEventListener("input", () => this.compress());
    this.save = button("Save the file", () => this.#save(), { disabled: true, className: "primary" });
    this.body.append(make("div", { className: "options" }, this.step.element), this.#results, make("div", { className: "row" }, this.save), this.#plot, this.#curve.element);
    await this.compress();
    this.#drawCurve();
  }

  #stepAt(place) {
    return this.usual * kReach ** (place / kStops);
  }

  // What comes of a step. A codebook's entries have none: there the only file is that of step 0.
  async #file(step, shown, signal) {
    const ask = (given) => this.session.client.ask("compress", [this.count, given, shown], { signal });
    if (this.fixed) return ask(0);
    return ask(step).catch((error) => {
      if (error.code !== "setting-does-not-fit") throw error;
      this.fixed = true;
      return ask(0);
    });
  }

  compress() {
    const place = this.choices.step = Number(this.step.input.value), step = this.#stepAt(place);
    this.step.say(place === 0 ? `${number(step)}, the usual one` : number(step));
    return this.#now.run("Compressing …", async ({ signal }) => {
      const made = await this.#file(step, kShown, signal);
      this.originals ??= await this.session.client.ask("pick", [[...Array(Math.min(kShown, this.count)).keys()]], { signal });
      this.file = made.file;
      this.save.disabled = false;
      if (this.fixed) this.step.element.replaceChildren(paragraph("The codes of this model are entries of a codebook, which need no rounding: there is one file, and no step to choose."));
      this.#show(made);
    });
  }

  #show(made) {
    const { session } = this, values = this.count * session.features, bytes = made.file.length;
    const raw = session.about.kind === "image" ? [["Against 8 bits a value", `${number(values / bytes)} times smaller`]] : [];
    this.current = { bytes, value: this.#valueOf(made) };
    this.#results.replaceChildren(
      figures([["File", counted(bytes, "byte")], ["Bits per value", number(8 * bytes / values)], ...raw, ...distortionRows(made),
        ...distortionRows(this.own).map(([name, said]) => [`${name}, of the model without rounding`, said])]),
      heading("Before"), viewOfSamples(session, this.originals, "The samples as they are"),
      heading("After"), viewOfSamples(session, made.shown, "What comes back"));
    this.#showPlot();
  }

  #valueOf = ({ psnrDb, squaredError }) => psnrDb ?? squaredError;

  #showPlot() {
    if (this.fixed || this.#points.length < 2) return;
    this.#plot.replaceChildren(ratePlot(this.#points, this.current, this.own.psnrDb === undefined ? "Squared error per sample" : "PSNR in dB"));
  }

  #drawCurve() {
    if (this.fixed) return;
    return this.#curve.run("Drawing the curve …", async ({ signal, report }) => {
      for (let i = 0; i < kPoints; ++i) {
        const made = await this.#file(this.#stepAt(kStops * (2 * i / (kPoints - 1) - 1)), 0, signal);
        this.#points.push({ bytes: made.file.length, value: this.#valueOf(made) });
        report((i + 1) / kPoints);
        this.#showPlot();
      }
    });
  }

  #save() {
    this.saved ??= this.save.parentElement.appendChild(make("p", { attributes: { role: "status" } }));
    this.saved.textContent = `${saveFile("hourglass.hgz", this.file)} ${count(this.count)} samples; hourglass decompress and the same model bring them back.`;
  }
}

export const compressTab = { id: "compress", title: "Compress", open: (panel, session, choices) => new CompressTab(panel, session, choices) };
