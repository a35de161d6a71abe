// A histogram of scores with a threshold on it, which a slider moves.

import { make } from "../../shared/elements.mjs";
import { quantile } from "./arrays.mjs";
import { draw, drawing, scaleOf } from "./drawing.mjs";
import { number } from "../../shared/numbers.mjs";

const kBins = 48, kHeight = 40;
const kSteps = 1000;  // of the slider

// Where the axis ends: a few scores far above all others would leave the rest no room, so they share the last bin.
function rangeOf(sorted) {
  const least = sorted[0], most = sorted.at(-1), high = quantile(sorted, 0.99);
  const end = Math.min(most, high + (high - least) / 2);
  return { least, end: end > least ? end : least + 1, cut: end < most };
}

/// {element, input, show(isUnusual), threshold()}: `input` is the slider, `show` draws the bars, those of unusual samples in another
/// colour. It begins where `share` of the scores lie above.
export function thresholdHistogram(scores, share) {
  const sorted = Float64Array.from(scores).sort(), { least, end, cut } = rangeOf(sorted);
  const input = make("input", { type: "range", id: "uses-threshold", min: 0, max: kSteps, step: 1 });
  input.value = Math.round(kSteps * scaleOf(least, end, 0, 1)(quantile(sorted, 1 - share)));
  const threshold = () => least + (end - least) * input.value / kSteps;
  const plot = make("div", { className: "plot" });
  const legend = make("p", { className: "legend" }, make("span", { className: "swatch" }), "labels that count as unusual");
  const binOf = (score) => Math.min(kBins - 1, Math.floor(scaleOf(least, end, 0, kBins)(score)));
  const show = (isUnusual) => {
    const usual = new Array(kBins).fill(0), unusual = new Array(kBins).fill(0);
    scores.forEach((score, i) => { ++(isUnusual[i] ? unusual : usual)[binOf(score)]; });
    // Roots, so that a bin of one is seen beside one of hundreds.
    const y = scaleOf(0, Math.sqrt(Math.max(...usual.map((many, i) => many + unusual[i]))), 0, kHeight);
    const bars = usual.flatMap((many, i) => {
      const low = y(Math.sqrt(many)), high = y(Math.sqrt(many + unusual[i]));
      return [draw("rect", { x: i + 0.1, width: 0.8, y: kHeight - low, height: low, class: "column" }),
        draw("rect", { x: i + 0.1, width: 0.8, y: kHeight - high, height: high - low, class: "column unusual" })];
    });
    legend.hidden = !isUnusual.includes(true);
    plot.replaceChildren(drawing(kBins, kHeight, { preserveAspectRatio: "none" }, ...bars));
  };
  const axis = make("div", { className: "axis", attributes: { "aria-hidden": "true" } },
    make("span", { textContent: number(least) }), make("span", { textContent: cut ? `${number(end)} and more` : number(end) }));
  return { element: make("div", { className: "histogram" }, plot, input, axis, legend), input, show, threshold };
}
