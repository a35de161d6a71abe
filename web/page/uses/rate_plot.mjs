// The plot of bytes against distortion.

import { make } from "../../shared/elements.mjs";
import { draw, drawing, linePath, scaleOf } from "./drawing.mjs";
import { count, number } from "../../shared/numbers.mjs";

const kWide = 360, kHigh = 160, kMargin = 8;

const ends = (className, ...texts) => make("div", { className, attributes: { "aria-hidden": "true" } }, ...texts.map((textContent) => make("span", { textContent })));

/// A plot of points {bytes, value}, bytes on a logarithmic axis; `current` is marked. `what` names the value with its unit.
export function ratePlot(points, current, what) {
  const sorted = [...points].sort((a, b) => a.bytes - b.bytes), all = [...points, current];
  const bytes = all.map((point) => point.bytes), values = all.map(({ value }) => value);
  const [few, many, low, high] = [Math.min(...bytes), Math.max(...bytes), Math.min(...values), Math.max(...values)];
  const x = scaleOf(Math.log(few), Math.log(many), kMargin, kWide - kMargin), y = scaleOf(low, high, kHigh - kMargin, kMargin);
  const place = ({ bytes, value }) => [x(Math.log(bytes)), y(value)];
  const circle = (point, r, kind) => draw("circle", { cx: place(point)[0], cy: place(point)[1], r, class: kind });
  const frame = draw("path", { d: `M0.5 0V${kHigh - 0.5}H${kWide}`, class: "frame" });
  const label = `${what} by the bytes of the file: ${sorted.map((point) => `${number(point.value)} at ${count(point.bytes)}`).join(", ")}`;
  const plot = drawing(kWide, kHigh, { label }, frame, draw("path", { d: linePath(sorted.map(place)), class: "line" }),
    ...sorted.map((point) => circle(point, 2.5, "dot")), circle(current, 5, "mark"));
  return make("figure", { className: "rate" }, ends("values", number(high), number(low)), plot, ends("axis", count(few), "bytes", count(many)),
    make("figcaption", { textContent: `${what} by the bytes of the file` }));
}
