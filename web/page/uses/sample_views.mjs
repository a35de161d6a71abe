// Samples as elements, each drawn as its kind is: pictures, lines, columns, texts.

import { make } from "../../shared/elements.mjs";
import { canvasOf } from "../../shared/pixels.mjs";
import { drawing, draw, linePath, scaleOf } from "./drawing.mjs";
import { rowTexts, textOf } from "./model_description.mjs";

const kPicture = 64;  // pixels that a picture is at least wide
const kMostColumns = 40;
const kMostBars = 64;

function picture({ about: { shape: [height, width] } }, values) {
  const canvas = canvasOf(width, height, Uint8Array.from(values, (value) => Math.round(255 * Math.min(1, Math.max(0, value)))));
  const scale = Math.max(1, Math.round(kPicture / Math.max(width, height)));
  canvas.style.width = `${scale * width}px`;
  canvas.className = values.length === width * height ? "picture grey" : "picture";
  return canvas;
}

// The channels below one another, each in its lane from 0 to 1, or to what it exceeds that by.
function signal({ about: { shape: [, width, channels] } }, values) {
  const kWide = 120, kLane = channels > 1 ? 30 : 48;
  let least = 0, most = 1;
  for (const value of values) [least, most] = [Math.min(least, value), Math.max(most, value)];
  const lanes = Array.from({ length: channels }, (_, channel) => {
    const x = scaleOf(0, width - 1, 1, kWide - 1), y = scaleOf(least, most, (channel + 1) * kLane - 2, channel * kLane + 2);
    return draw("path", { d: linePath(Array.from({ length: width }, (_, i) => [x(i), y(values[i * channels + channel])])), class: "line" });
  });
  return drawing(kWide, channels * kLane, { class: "signal" }, ...lanes);
}

// What has no names for its features.
function bars(values) {
  const shown = Array.from(values.subarray(0, kMostBars)), y = scaleOf(0, 1, 39, 1);
  const bar = (value, i) => {
    const top = y(Math.min(1, Math.max(0, value || 0)));
    return draw("rect", { x: i + 0.1, y: top, width: 0.8, height: 40 - top, class: "column" });
  };
  return drawing(shown.length, 40, { class: "signal", preserveAspectRatio: "none" }, ...shown.map(bar));
}

function text({ model }, values) {
  const said = textOf(model, values);
  return make("p", { className: said === "" ? "text empty" : "text", textContent: said === "" ? "nothing" : said });
}

// An element that shows the values of one sample.
function viewOf(session, values) {
  const { about: { kind, shape }, model } = session;
  if (kind === "image" && (shape[2] === 1 || shape[2] === 3)) return picture(session, values);
  if (kind === "signal") return signal(session, values);
  if (kind === "text" && model.alphabet.length > 0) return text(session, values);
  return bars(values);
}

// Rows of a table, each with its caption before it.
function rowsOf({ model }, samples, label, captionOf) {
  const head = (textContent, scope) => make("th", { textContent, scope });
  const body = samples.map((values, i) => make("tr", {}, ...(captionOf ? [head(captionOf(i), "row")] : []),
    ...rowTexts(model, values).slice(0, kMostColumns).map(({ text }) => make("td", { textContent: text }))));
  const names = model.columns.slice(0, kMostColumns).map(({ name }) => head(name, "col"));
  const table = make("table", {}, make("thead", {}, make("tr", {}, ...(captionOf ? [make("td")] : []), ...names)), make("tbody", {}, ...body));
  return make("div", { className: "table rows", tabIndex: 0, attributes: { role: "region", "aria-label": label } }, table);
}

/// An element that shows samples, which stand one after the other in `values`: `captionOf(i)` says what stands beside each; without it
/// they have no captions. `session` is that of session.mjs.
export function viewOfSamples(session, values, label, captionOf) {
  const samples = [];
  for (let at = 0; at < values.length; at += session.features) samples.push(values.subarray(at, at + session.features));
  if (session.about.kind === "table" && session.model.columns.length > 0) return rowsOf(session, samples, label, captionOf);
  const views = samples.map((sample, i) => make("figure", {}, viewOf(session, sample), ...(captionOf ? [make("figcaption", { textContent: captionOf(i) })] : [])));
  return make("div", { className: `samples ${session.about.kind}`, attributes: { role: "group", "aria-label": label } }, ...views);
}
