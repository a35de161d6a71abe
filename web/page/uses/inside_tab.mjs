// What the network looks like inside: filters, the use of its code, and each layer's weights and outputs.

import { make } from "../../shared/elements.mjs";
import { draw, drawing } from "./drawing.mjs";
import { figures, heading, paragraph } from "./fields.mjs";
import { count, counted, number, percent } from "../../shared/numbers.mjs";
import { viewOfSamples } from "./sample_views.mjs";
import { Working } from "./working.mjs";

const kHeight = 40;
const kMostBars = 64;  // of the code
const kMostValues = 64;  // of a filter that is drawn as bars

// Bars from the bottom; `share(i)` is a bar's height from 0 to 1.
function barsOf(many, share, label) {
  const bars = Array.from({ length: many }, (_, i) => {
    const height = kHeight * share(i);
    return draw("rect", { x: i + 0.08, width: 0.84, y: kHeight - height, height, class: "column" });
  });
  return make("div", { className: "plot" }, drawing(many, kHeight, { preserveAspectRatio: "none", label }, ...bars));
}

const axis = (...texts) => make("div", { className: "axis", attributes: { "aria-hidden": "true" } }, ...texts.map((textContent) => make("span", { textContent })));

// Roots, so that a bin of one is seen beside one of thousands.
function histogram(title, { low, high, counts }) {
  const most = Math.sqrt(Math.max(...counts, 1));
  return make("figure", { className: "histogram" },
    make("figcaption", { textContent: `${title}, ${number(low)} to ${number(high)}` }),
    barsOf(counts.length, (i) => Math.sqrt(counts[i]) / most, `${title}: most between ${mostCommon({ low, high, counts })}`),
    axis(number(low), number(high)));
}

function mostCommon({ low, high, counts }) {
  const bin = counts.indexOf(Math.max(...counts)), width = (high - low) / counts.length;
  return `${number(low + bin * width)} and ${number(low + (bin + 1) * width)}`;
}

function layer({ title, weights, outputs, gradientRms, stuck, stuckUnits }) {
  const rows = [];
  if (weights.counts.length > 0) rows.push(["Gradient, root mean square", number(gradientRms)]);
  if (stuck) rows.push([stuck === "dead" ? "Dead units: 0 for every sample" : "Saturated units: at an end for nearly every sample", percent(stuckUnits)]);
  const drawn = make("div", { className: "histograms" }, ...(weights.counts.length > 0 ? [histogram("Weights", weights)] : []), histogram("Outputs", outputs));
  return make("section", { className: "group" }, heading(title), drawn, ...(rows.length > 0 ? [figures(rows)] : []));
}

// Weights from -most to most as values from 0 to 1: a weight of 0 is grey.
function asSamples({ shape, values }) {
  const size = shape[0] * shape[1] * shape[2], result = new Float32Array(values.length);
  for (let from = 0; from < values.length; from += size) {
    const one = values.subarray(from, from + size), most = one.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) || 1;
    one.forEach((value, i) => { result[from + i] = 0.5 + value / (2 * most); });
  }
  return { size, values: result };
}

function filtersOf(session, filters) {
  const { size, values } = asSamples(filters), { kind, shape } = session.about;
  if (values.length === 0) return [];
  const whole = shape.every((side, i) => side === filters.shape[i]), pictures = kind === "image" && (filters.shape[2] === 1 || filters.shape[2] === 3);
  const look = pictures || (kind === "signal" && whole) ? kind : "bars";
  const drawn = { ...session, features: size, about: { kind: look, shape: filters.shape } };
  return [heading(`Filters of the first layer: ${count(values.length / size)} of ${count(filters.units)}, the strongest first`),
    paragraph(pictures
      ? "Each is what one unit looks for, drawn as samples are: as ink where a larger value drives it, as paper where it holds it back, grey where it does not look."
      : `Each is what one unit looks for: its weights, from the first value of a sample on. Half the height is a weight of 0; above, a larger value drives it.${look === "bars" && size > kMostValues ? ` Of ${count(size)} weights the first ${kMostValues} are drawn.` : ""}`, "help"),
    viewOfSamples(drawn, values, "Filters of the first layer")];
}

function codeOf({ spread, effectiveRank }) {
  const sum = spread.reduce((total, variance) => total + variance, 0), shown = spread.slice(0, kMostBars);
  return [heading("The code"),
    figures([["Values", count(spread.length)], ["Directions in use (effective rank)", number(effectiveRank)]]),
    ...(sum > 0 ? [make("figure", { className: "histogram" },
      make("figcaption", { textContent: "Share of the codes' variance along each of their main directions, the largest first" }),
      barsOf(shown.length, (i) => shown[i] / shown[0], `The first direction has ${percent(spread[0] / sum)} of the variance`),
      axis(percent(spread[0] / sum), percent(shown.at(-1) / sum)))] : [])];
}

class InsideTab {
  #working = new Working();
  #results = make("div", { className: "results" });

  constructor(panel, session) {
    panel.append(this.#working.element, this.#results);
    this.#working.run("Looking inside …", async ({ signal }) => {
      const inside = await session.client.ask("inside", [], { signal });
      this.#results.replaceChildren(...filtersOf(session, inside.filters), ...codeOf(inside),
        paragraph(`Layers, with ${counted(inside.samples, "held-out sample")}:`), ...inside.layers.map(layer));
    });
  }

  stop() {
    this.#working.stop();
  }
}

export const insideTab = { id: "inside", title: "Inside", open: (panel, session) => new InsideTab(panel, session) };
