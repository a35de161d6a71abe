// How far copies are from their originals.

/// Squared error of `count` samples, summed over a sample's values and averaged over samples.
export function squaredError(originals, copies, count) {
  let sum = 0;
  for (let i = 0; i < originals.length; i++) sum += (originals[i] - copies[i]) ** 2;
  return sum / count;
}

/// The squared error of each sample, summed over its `size` values.
export const errorsOf = (originals, copies, size) => Array.from({ length: originals.length / size }, (_, n) =>
  squaredError(originals.subarray(n * size, (n + 1) * size), copies.subarray(n * size, (n + 1) * size), 1));
