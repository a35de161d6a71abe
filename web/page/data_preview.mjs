// What was found in files: facts, the first samples, and how they are read.

import { capitalised, make, option, titleOf } from "../shared/elements.mjs";
import { count, number } from "../shared/numbers.mjs";
import { canvasOf } from "../shared/pixels.mjs";

const kMostClasses = 12, kMostColumns = 40, kMostIgnored = 50;
const kCell = 56;  // pixels that a picture is at least wide

// The size of a sample in words.
function sizeOf({ kind, shape: [height, width, channels], columns, symbols, rate }) {
  switch (kind) {
    case "image": return `${width} × ${height} pixels, ${channels === 1 ? "grey" : channels === 3 ? "colour" : `${channels} channels`}`;
    case "signal": return `${count(width)} values${channels > 1 ? ` of ${channels} channels` : ""}${rate ? `, ${count(rate)} per second` : ""}`;
    case "table": return `${columns.length} columns, ${channels} features`;
    case "text": return `up to ${width} places of ${symbols - 1} symbols`;
    default: return `${height * width * channels} features`;
  }
}

function facts(preview) {
  const rows = [[titleOf(preview.samples), `${count(preview.training)} to train on, ${count(preview.heldOut)} held out`], ["Each", sizeOf(preview)]];
  if (preview.missing > 0) rows.push(["Missing values", `in ${count(preview.missing)}`]);
  if (preview.duplicates > 0) rows.push(["Repeated", count(preview.duplicates)]);
  if (preview.classes.length > 0) {
    const named = preview.classes.slice(0, kMostClasses).map(({ name, count: samples }) => `${name} (${count(samples)})`).join(", ");
    const more = preview.classes.length - kMostClasses;
    rows.push([preview.classes.length === 1 ? "1 label" : `${preview.classes.length} labels`, more > 0 ? `${named} and ${more} more` : named]);
  }
  return make("dl", {}, ...rows.map(([name, text]) => make("div", {}, make("dt", { textContent: name }), make("dd", { textContent: text }))));
}

// One canvas for each picture, so that they wrap as the dialogue is wide.
function pictures({ width, height, channels, pixels }) {
  const size = width * height * channels, scale = Math.max(1, Math.round(kCell / Math.max(width, height)));
  const list = [];
  for (let at = 0; at < pixels.length; at += size) {
    const canvas = canvasOf(width, height, pixels.subarray(at, at + size));
    canvas.style.width = `${scale * width}px`;
    list.push(canvas);
  }
  return make("div", { className: channels === 1 ? "pictures grey" : "pictures", attributes: { role: "img", "aria-label": `The first ${list.length} samples` } }, ...list);
}

function rangeOf({ categories, missing, smallest, largest, unit }) {
  const what = categories > 0 ? `${categories} categories` : `${number(smallest)} to ${number(largest)}${unit ? ` ${unit}` : ""}`;
  return missing > 0 ? `${what}, ${count(missing)} missing` : what;
}

function table(columns, rows) {
  const cells = (tag, texts, attributes = {}) => make("tr", {}, ...texts.map((textContent) => make(tag, { textContent, attributes })));
  const shown = columns.slice(0, kMostColumns), scope = { scope: "col" };
  const head = make("thead", {}, cells("th", shown.map(({ name }) => name), scope), cells("td", shown.map(rangeOf)));
  const body = make("tbody", {}, ...rows.map((row) => cells("td", row.slice(0, kMostColumns))));
  return make("div", { className: "table", tabIndex: 0, attributes: { role: "region", "aria-label": "The first rows" } }, make("table", {}, head, body));
}

function samples({ kind, columns, first }) {
  if (!Array.isArray(first)) return pictures(first);
  if (kind === "text") return make("p", { className: "words", textContent: first.map(([text]) => text).join(" · ") });
  return table(columns, first);
}

function leftOut(ignored) {
  const shown = ignored.slice(0, kMostIgnored), more = ignored.length - shown.length;
  return make("details", {}, make("summary", { textContent: `${count(ignored.length)} left out` }),
    make("ul", {}, ...[...shown, ...(more > 0 ? [`and ${count(more)} more`] : [])].map((textContent) => make("li", { textContent }))));
}

/// The elements that show a set as readSet() gives it.
export const previewOf = ({ preview, ignored }) => [facts(preview), samples(preview), ...(ignored.length > 0 ? [leftOut(ignored)] : [])];

// The settings of reading that matter for each kind; a signal without a rate is no sound that could be cut into windows.
const kOptions = { image: () => ["image_size"], table: () => ["label_column", "scale"], text: () => [],
  signal: ({ rate }) => (rate ? ["scale", "window", "hop"] : ["scale"]) };

// The column that holds the labels is none of the features, and yet one to choose.
function columnChoice(id, columns, value) {
  const names = new Set([...(value ? [value] : []), ...columns.map(({ name }) => name)]);
  return make("select", { id }, option("", "none"), ...[...names].map((name) => option(name)));
}

function inputOf(row, id, { columns }, value) {
  const input = row.key === "label_column" ? columnChoice(id, columns, value)
    : row.choices.length > 0 ? make("select", { id }, ...row.choices.map((choice) => option(choice)))
      : make("input", { id, type: "number", min: row.minimum, max: row.maximum });
  input.value = value;
  return input;
}

/// Fields for the settings by which this set is read; `again({key: value})` reads it with another value.
export function readingOptions(app, { preview, settings }, again) {
  const run = app.metrics().settings, keys = kOptions[preview.kind]?.(preview) ?? [];
  const rows = app.settingsTable().filter(({ key }) => keys.includes(key));
  const fields = rows.map((row) => {
    const value = settings[row.key] ?? run[row.key], id = `data-${row.key}`;
    const input = inputOf(row, id, preview, value);
    input.addEventListener("change", () => again({ [row.key]: input.value }));
    const help = make("p", { id: `${id}-help`, className: "help", textContent: `${capitalised(row.help)}.` });
    input.setAttribute("aria-describedby", help.id);
    return make("div", { className: "field" }, make("label", { htmlFor: id, textContent: titleOf(row.key) }), input, help);
  });
  return fields.length > 0 ? [make("div", { className: "options" }, ...fields)] : [];
}
