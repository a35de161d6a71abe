// What calls of the API are given, checked and in the form that the engine takes.

import { errorWithCode } from "../shared/errors.mjs";

/// The threads that the texts of settings ask for; 1 where they are not valid, which the engine refuses later.
export function threadsIn(texts) {
  const threads = Number(texts.threads ?? 1);
  return threads >= 1 && threads <= 1024 ? threads : 1;
}

const inWords = (value) => (typeof value === "string" ? JSON.stringify(value) : String(value));

/// The number `value` of the argument `what`; refuses what is outside the range, and fractions unless `isRight` takes them.
export function numberIn(what, value, least, most, isRight = Number.isInteger) {
  if (isRight(value) && value >= least && value <= most) return value;
  throw errorWithCode("argument-out-of-range",
    `${what}: expected a ${isRight === Number.isInteger ? "whole " : ""}number from ${least} to ${most}, found ${inWords(value)}; ` +
    "choose a value inside the range.");
}

/// Labels as the engine takes them: none, or whole numbers, one per sample.
export function labelsOf(labels) {
  const list = labels === undefined || labels === null ? [] : labels;
  if (typeof list === "object" && typeof list.length === "number" && Array.prototype.every.call(list, Number.isInteger)) {
    return Int32Array.from(list);
  }
  throw errorWithCode("argument-wrong-type", "labels: expected whole numbers, one per sample, found something else; pass a list such as [3, 7].");
}

/// The label that a call asks for, below 0 where it asks for none.
export const labelOf = (label) => label === undefined || label === null ? -1 : numberIn("label", label, 0, 255);

/// The options of a call: an object with some of these names, or nothing.
export function optionsOf(options, names) {
  if (options === undefined || options === null) return {};
  if (typeof options !== "object") {
    throw errorWithCode("argument-wrong-type",
      `options: expected an object such as {${names[0]}: ...}, found a value of type ${typeof options}; pass an object.`);
  }
  const unknown = Object.keys(options).find((name) => !names.includes(name));
  if (unknown === undefined) return options;
  throw errorWithCode("argument-unknown", `options: expected some of ${names.join(", ")}, found ${unknown}; check its spelling.`);
}

/// Refuses what is no function as `onEpoch`, and no AbortSignal as `signal`.
export function requireHooks({ onEpoch, signal }) {
  const refuse = (what, expected) => {
    throw errorWithCode("argument-wrong-type", `${what}: expected ${expected}, found something else.`);
  };
  if (onEpoch !== undefined && onEpoch !== null && typeof onEpoch !== "function") refuse("onEpoch", "a function");
  if (signal !== undefined && signal !== null && typeof signal.addEventListener !== "function") {
    refuse("signal", "an AbortSignal, such as the `signal` of an AbortController");
  }
}

/// The address of a file of the package in the folder `base`, whose address may be relative to the page's.
export function addressIn(base, path) {
  try {
    return new URL(path, new URL(String(base).replace(/\/*$/, "/"), globalThis.document?.baseURI ?? globalThis.location?.href)).href;
  } catch {
    throw errorWithCode("argument-wrong-type", `base: expected the address of a folder, found ${String(base)}; pass one such as "/hourglass/".`);
  }
}

const kPixelBytes = [Uint8Array, Uint8ClampedArray];
const isNumbers = (value) => Array.isArray(value) || value instanceof Float64Array;

/// Numbers as the engine takes them. What is neither an array of numbers nor a Float32Array is left to the engine to refuse.
export const floatsOf = (values) => (isNumbers(values) ? Float32Array.from(values) : values);

/// The same for pixels: bytes, as a canvas gives them, are from 0 to 255.
export function pixelsOf(pixels) {
  if (kPixelBytes.some((bytes) => pixels instanceof bytes)) return Float32Array.from(pixels, (byte) => byte / 255);
  return floatsOf(pixels);
}

/// {msePerPixel: ...} of {mse_per_pixel: ...}.
export function camelCased(fields) {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) =>
    [key.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()), value]));
}
