// One card per workload: bars for this browser and for the recorded peers, and the progress of the measurement. Every
// element exists from the start, so that nothing moves when a figure arrives.

import { detailOf, filled, formatNumber, formatPercent, fullBar, peersOf } from "./report.mjs";

// An element with a class, a text or children, and more properties.
function element(tag, className, content = [], more = {}) {
  const made = Object.assign(document.createElement(tag), { className, ...more });
  made.append(...[content].flat());
  return made;
}

// One line: a name, a bar and a figure. The bar only repeats the figure, so it is hidden from screen readers.
class Row {
  #fill = element("span", "fill");
  #figure = element("span", "figure", "–");

  constructor(name, kind, unit) {
    this.#fill.style.width = "0";
    this.element = element("li", `row ${kind}`, [
      element("span", "name", name),
      element("span", "bar", this.#fill, { ariaHidden: "true" }),
      element("span", "value", [this.#figure, element("span", "spoken", unit ? ` ${unit}` : "")]),
    ]);
  }

  show(text, fraction) {
    this.#figure.textContent = text;
    this.#fill.style.width = `${100 * fraction}%`;
    this.#fill.classList.toggle("some", fraction > 0);
  }
}

export class Card {
  #peers;
  #rows;
  #here = new Row("This browser", "here", "samples/s");
  #peak = new Row("of its peak", "peak", "");
  #state = element("span", "state");
  #detail = element("p", "detail");
  #progress = element("span", "progress");

  /// The card of a workload ({id, title}).
  constructor({ id, title }, recorded) {
    this.#peers = peersOf(recorded, id);
    this.#rows = this.#peers.map(({ name, cannot }) => new Row(name, cannot ? "peer cannot" : "peer", cannot ? "" : "samples/s"));
    this.element = element("li", "card", [
      element("div", "head", [element("h2", "", id), this.#state]),
      element("p", "title", title),
      element("p", "unit", "samples/s", { ariaHidden: "true" }),
      element("ul", "rows", [this.#here, ...this.#rows].map((row) => row.element)),
      element("ul", "rows of-peak", this.#peak.element),
      this.#detail,
      this.#progress,
    ]);
    this.element.dataset.workload = id;
    this.clear("");
  }

  /// Removes the result; `state` says what follows.
  clear(state) {
    this.#show(undefined);
    this.#detail.textContent = "";
    this.progress(0, state);
    this.element.classList.remove("done");
  }

  /// Shows the progress of the measurement, 0 to 1, and its text.
  progress(fraction, state) {
    this.#progress.style.width = `${100 * fraction}%`;
    this.#state.textContent = state;
  }

  /// Shows the figures.
  done(result) {
    this.#show(result);
    this.#detail.textContent = detailOf(result);
    this.progress(0, "");
    this.element.classList.add("done");
  }

  // All bars of a card share one scale, that of the fastest.
  #show(result) {
    const full = fullBar(this.#peers, result);
    const speed = result?.samples_per_second ?? NaN;
    this.#here.show(formatNumber(speed), filled(speed, full));
    this.#peers.forEach(({ samplesPerSecond, cannot }, i) =>
      this.#rows[i].show(cannot ?? formatNumber(samplesPerSecond), filled(samplesPerSecond, full)));
    const fraction = result?.fraction_of_peak ?? NaN;
    this.#peak.show(result && !Number.isFinite(fraction) ? "not measurable now" : formatPercent(fraction), filled(fraction, 1));
  }
}
