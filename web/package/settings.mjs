// Settings as callers write them, read into the texts that the engine takes. Works on the caller's side, before anything
// is sent to a worker: a structured clone would drop what is inherited.

import { errorWithCode } from "../shared/errors.mjs";

const kAdvice = "pass settings such as {latent: 16, hidden: [256], tied: true}.";

function wrongType(what, expected, value) {
  const found = Object.prototype.toString.call(value).slice(8, -1);
  return errorWithCode("argument-wrong-type", `${what}: expected ${expected}, found a value of type ${found}; ${kAdvice}`);
}

// Whether all properties of an object can be listed: accessors of a class cannot.
function isListable(object) {
  for (let p = Object.getPrototypeOf(object); p !== null; p = Object.getPrototypeOf(p)) {
    if (Object.hasOwn(p, "constructor") && Object.getPrototypeOf(p) !== null) return false;
  }
  return Object.getOwnPropertySymbols(object).length === 0;
}

// [[key, value]] of an object, inherited ones included, or of a Map.
function entriesOf(settings) {
  if (settings === undefined || settings === null) return [];
  if (settings instanceof Map) return [...settings];
  if (typeof settings !== "object" || typeof settings.length === "number" || !isListable(settings)) {
    throw wrongType("settings", "a plain object or a Map", settings);
  }
  const entries = [];
  for (const key in settings) entries.push([key, settings[key]]);
  return entries;
}

/// A setting's value as the text that URLs and files hold: numbers, texts, true and false, lists of numbers.
export function textOf(key, value) {
  const isList = Array.isArray(value) || (ArrayBuffer.isView(value) && !(value instanceof DataView));
  if (isList) return Array.from(value, (item) => textOf(key, item)).join(",");
  if (["number", "string", "boolean", "bigint"].includes(typeof value)) return String(value);
  throw wrongType(String(key), "a number, a text, true, false or a list of numbers", value);
}

/// The settings as {key: text}; what is undefined is left out. Keys keep their spelling: the engine reads learningRate
/// and learning-rate as learning_rate. Refuses a setting that is given in two spellings.
export function settingTexts(settings) {
  const texts = Object.create(null);
  const spellings = new Map();
  for (const [key, value] of entriesOf(settings)) {
    if (typeof key !== "string") throw wrongType("settings", "the names of settings as texts", key);
    if (value === undefined) continue;
    const plain = key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`).replaceAll("-", "_");
    if (spellings.has(plain)) {
      throw errorWithCode("setting-given-twice",
        `${plain}: expected one value, found ${spellings.get(plain)} and ${key}; give each setting once.`);
    }
    spellings.set(plain, key);
    texts[key] = textOf(key, value);
  }
  return texts;
}
