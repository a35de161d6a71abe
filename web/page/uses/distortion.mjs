// How far samples are from others, in the terms of their kind.

import { placeOfLargest } from "./arrays.mjs";

// The share of places of texts whose most probable symbol is the same.
function rightSymbols(given, back, symbols) {
  let right = 0, places = 0;
  for (let at = 0; at < given.length; at += symbols, ++places) {
    if (placeOfLargest(given.subarray(at, at + symbols)) === placeOfLargest(back.subarray(at, at + symbols))) ++right;
  }
  return right / places;
}

/// {squaredError: per sample, psnrDb: of images, right: share of symbols of texts}. Missing values (NaN) do not count.
export function distortion({ kind, shape: [height, width, channels] }, given, back) {
  let sum = 0, values = 0;
  for (let i = 0; i < given.length; ++i) {
    if (Number.isNaN(given[i])) continue;
    sum += (given[i] - back[i]) ** 2;
    ++values;
  }
  const squaredError = sum / (given.length / (height * width * channels));
  return {
    squaredError,
    ...(kind === "image" && { psnrDb: -10 * Math.log10(sum / values) }),
    ...(kind === "text" && { right: rightSymbols(given, back, channels) }),
  };
}
