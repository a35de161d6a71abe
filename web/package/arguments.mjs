// What calls of the API are given, checked and in the form that the engine takes.

import { errorWithCode } from "../shared/errors.mjs";

/// A setting's value as the text that URLs and files hold.
export function textOf(value) {
  return Array.isArray(value) ? value.join(",") : String(value);
}

/// [[key, text]] of an object of settings; what is undefined is left out.
export function settingPairs(settings) {
  if (settings === undefined || settings === null) return [];
  if (typeof settings !== "object" || Array.isArray(settings)) {
    throw errorWithCode("setting-unknown",
      `settings: expected an object such as {latent: 16}, found a value of type ${typeof settings}; see the list of settings.`);
  }
  return Object.entries(settings).filter(([, value]) => value !== undefined).map(([key, value]) => [key, textOf(value)]);
}

/// The threads that settings ask for; 1 where they are not valid, which the engine refuses later.
export function threadsIn(settings) {
  const threads = Number(settings?.threads ?? 1);
  return threads >= 1 && threads <= 1024 ? threads : 1;
}

/// The number `value` of the argument `what`; refuses what is outside the range, and fractions unless `isRight` takes them.
export function numberIn(what, value, least, most, isRight = Number.isInteger) {
  if (isRight(value) && value >= least && value <= most) return value;
  throw errorWithCode("setting-out-of-range",
    `${what}: expected a ${isRight === Number.isInteger ? "whole " : ""}number from ${least} to ${most}, found ${String(value)}; ` +
    "choose a value inside the range.");
}

/// Labels as the engine takes them: none, or whole numbers, one per sample.
export function labelsOf(labels) {
  const list = labels === undefined || labels === null ? [] : labels;
  if (typeof list === "object" && typeof list.length === "number" && Array.prototype.every.call(list, Number.isInteger)) {
    return Int32Array.from(list);
  }
  throw errorWithCode("array-wrong-length", "labels: expected whole numbers, one per sample, found something else; pass a list such as [3, 7].");
}

/// The label that a call asks for, below 0 where it asks for none.
export const labelOf = (label) => label === undefined || label === null ? -1 : numberIn("label", label, 0, 255);

/// The options of a call: an object, or nothing.
export function optionsOf(options) {
  if (options === undefined || options === null) return {};
  if (typeof options === "object") return options;
  throw errorWithCode("setting-unknown",
    `options: expected an object such as {seed: 1}, found a value of type ${typeof options}; see the list of settings.`);
}

/// {msePerPixel: ...} of {mse_per_pixel: ...}.
export function camelCased(fields) {
  return Object.fromEntries(Object.entries(fields).map(([key, value]) =>
    [key.replace(/_(\w)/g, (_, letter) => letter.toUpperCase()), value]));
}

/// [{name, bytes}] of what was given as data: nothing, one array of bytes, a named one, or several of either.
export function namedFiles(data) {
  if (data === undefined || data === null) return [];
  return (Array.isArray(data) ? data : [data]).map((item, index) => {
    const bytes = item?.bytes ?? item;
    return { name: String(item?.name ?? `data ${index + 1}`), bytes: bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes };
  });
}
