// Finding what is unusual: scores of the held-out samples, and a threshold on them.

import { capitalised, make, titleOf } from "../../shared/elements.mjs";
import { orderOf } from "./arrays.mjs";
import { areaUnderRoc, detectionAt } from "./detection.mjs";
import { choice, figures, heading, paragraph } from "./fields.mjs";
import { thresholdHistogram } from "./histogram.mjs";
import { count, counted, number, percent } from "../../shared/numbers.mjs";
import { viewOfSamples } from "./sample_views.mjs";
import { Working } from "./working.mjs";

const kShare = 0.05;  // of the samples above the threshold, at first
const kShown = 8;
const kMostLabels = 24;
// Their labels from 1 on are illnesses and frauds.
const kSetsOfUnusual = ["heartbeats", "transactions"];

// A model that learned from one label alone finds all others unusual.
function unusualAtFirst({ model: { settings } }, label) {
  const only = Number(settings.only_class);
  return only >= 0 ? label !== only : kSetsOfUnusual.includes(settings.data) && label > 0;
}

class UnusualTab {
  #working = new Working();
  #results = make("div", { className: "results" });

  constructor(panel, session, choices) {
    this.session = session;
    this.choices = choices;
    this.kinds = choice("uses-score", "Score", session.about.scoreKinds.map(({ id }) => ({ id, title: titleOf(id) })), () => this.score(),
      (chosen) => `${capitalised(session.about.scoreKinds.find(({ id }) => id === chosen).explanation)}.`);
    if (session.about.scoreKinds.some(({ id }) => id === choices.score)) this.kinds.input.value = choices.score;
    this.kinds.explain();
    panel.append(
      paragraph(`${counted(session.about.heldOut, "sample")} that the model has not seen, each with a score: the higher, the less like what the model learned.`),
      make("div", { className: "options" }, this.kinds.element), this.#working.element, this.#results);
    this.score();
  }

  stop() {
    this.#working.stop();
  }

  score() {
    const kind = this.choices.score = this.kinds.input.value, { client } = this.session;
    return this.#working.run("Scoring the held-out samples …", async ({ signal }) => {
      const scores = Array.from(await client.ask("scores", [kind], { signal }));
      const order = orderOf(scores), few = order.slice(0, kShown), many = order.slice(-kShown).reverse();
      const samples = await client.ask("pick", [[...many, ...few]], { signal });
      this.#show(scores, many, few, samples);
    });
  }

  #show(scores, many, few, samples) {
    const { session } = this, middle = many.length * session.features;
    const captionOf = (places) => (i) => {
      const label = session.labels[places[i]];
      return label < 0 ? number(scores[places[i]]) : `${number(scores[places[i]])}, ${session.labelText(label)}`;
    };
    this.scores = scores;
    this.histogram = thresholdHistogram(scores, kShare);
    this.histogram.input.addEventListener("input", () => this.#measure());
    this.figures = make("div");
    this.labels = this.#labelChoice();
    this.#results.replaceChildren(
      make("label", { className: "caption", htmlFor: this.histogram.input.id, textContent: "Threshold: samples from here on are called unusual. Heights are square roots of counts." }),
      this.histogram.element, this.figures, ...this.labels,
      heading("Most unusual"), viewOfSamples(session, samples.subarray(0, middle), "The most unusual samples", captionOf(many)),
      heading("Least unusual"), viewOfSamples(session, samples.subarray(middle), "The least unusual samples", captionOf(few)));
    this.#mark();
  }

  // Check boxes for the labels that count as unusual, where there are several labels.
  #labelChoice() {
    const { session, choices } = this, { labelsPresent } = session;
    choices.unusual ??= new Set(labelsPresent.filter((label) => unusualAtFirst(session, label)));
    if (labelsPresent.length < 2) return [];
    const boxes = labelsPresent.slice(0, kMostLabels).map((label) => {
      const box = make("input", { type: "checkbox", checked: choices.unusual.has(label), value: label });
      box.addEventListener("change", () => {
        if (box.checked) choices.unusual.add(label);
        else choices.unusual.delete(label);
        this.#mark();
      });
      return make("label", { className: "check" }, box, session.labelText(label));
    });
    const more = labelsPresent.length - boxes.length;
    return [make("fieldset", {}, make("legend", { textContent: "Labels that count as unusual" }), ...boxes, ...(more > 0 ? [`and ${count(more)} more labels`] : []))];
  }

  #mark() {
    this.isUnusual = this.session.labels.map((label) => this.choices.unusual.has(label));
    this.area = areaUnderRoc(this.scores, this.isUnusual);
    this.histogram.show(this.isUnusual);
    this.#measure();
  }

  #measure() {
    const threshold = this.histogram.threshold(), total = this.scores.length;
    const { above, precision, recall, f1 } = detectionAt(this.scores, this.isUnusual, threshold);
    const share = `${count(above)} of ${counted(total, "sample")}, ${percent(above / total)}`;
    this.histogram.input.setAttribute("aria-valuetext", `${number(threshold)}: above it ${share}`);
    const rows = [["Threshold", number(threshold)], ["Called unusual", share]];
    if (Number.isFinite(this.area)) {
      const shareOf = (value) => (Number.isNaN(value) ? "none is above" : percent(value));
      rows.push(["Precision", shareOf(precision)], ["Recall", percent(recall)], ["F1", percent(f1)], ["Area under the ROC curve", this.area.toFixed(3)]);
    }
    this.figures.replaceChildren(figures(rows));
  }
}

export const unusualTab = { id: "unusual", title: "Find what is unusual", open: (panel, session, choices) => new UnusualTab(panel, session, choices) };
