// What a saved model says about itself and its data: the metadata of its safetensors file (src/io/model_file.cpp).

import { placeOfLargest } from "./arrays.mjs";

// The rows of src/data/description_text.cpp: [name, ...texts].
function descriptionIn(text) {
  const rows = text === undefined ? [] : JSON.parse(text);
  const rest = (name) => rows.find(([first]) => first === name)?.slice(1) ?? [];
  return {
    columns: rows.filter(([name]) => name === "column").map(([, name, unit, , ...categories]) => ({ name, unit, categories })),
    labelNames: rest("labels"),
    alphabet: rest("alphabet"),
    offset: rest("offset").map(Number),
    factor: rest("factor").map(Number),
  };
}

/// {settings: {key: text}, step, columns: [{name, unit, categories}], labelNames, alphabet, offset, factor} of a saved model's bytes.
export function describeModel(bytes) {
  const length = Number(new DataView(bytes.buffer, bytes.byteOffset).getBigUint64(0, true));
  const settings = JSON.parse(new TextDecoder().decode(bytes.subarray(8, 8 + length))).__metadata__;
  return { settings, step: Number(settings.step), ...descriptionIn(settings.data_description) };
}

/// The name of a label, or the number where it has none.
export const labelText = ({ labelNames }, label) => labelNames[label] ?? String(label);

// feature = (number - offset) / factor, each given once for all features or once for each.
function numberOf({ offset, factor }, feature, index) {
  if (offset.length === 0) return feature;
  const at = (list) => (list.length === 1 ? list[0] : list[index]);
  return feature * at(factor) + at(offset);
}

// Noise may leave no category at all.
const categoryOf = (values, categories) => (values.some((value) => value > 0) ? categories[placeOfLargest(values)] : "none");

/// [{name, text}] of the columns of a table's row.
export function rowTexts(model, values) {
  let begin = 0;
  return model.columns.map(({ name, unit, categories }) => {
    const at = begin;
    begin += Math.max(1, categories.length);
    if (Number.isNaN(values[at])) return { name, text: "missing" };
    if (categories.length > 0) return { name, text: categoryOf(values.subarray(at, begin), categories) };
    const number = numberOf(model, values[at], at).toLocaleString("en", { maximumSignificantDigits: 3 });
    return { name, text: unit ? `${number} ${unit}` : number };
  });
}

/// The text of one-hot symbols, a dot where noise left none; the first symbol of the alphabet ends it.
export function textOf({ alphabet }, values) {
  let text = "";
  for (let at = 0; at < values.length; at += alphabet.length) {
    const place = values.subarray(at, at + alphabet.length), symbol = placeOfLargest(place);
    if (symbol === 0 && place[0] > 0) break;
    text += symbol === 0 ? "·" : alphabet[symbol];
  }
  return text;
}
