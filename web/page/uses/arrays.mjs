// Places in arrays of numbers.

/// The place of the largest value, of equal ones the first.
export const placeOfLargest = (values) => values.reduce((best, value, i) => (value > values[best] ? i : best), 0);

/// The places of the values, in ascending order of these.
export const orderOf = (values) => Array.from(values.keys()).sort((a, b) => values[a] - values[b] || a - b);

/// The value below which this share of the values lies, linear between two. `sorted` ascends.
export function quantile(sorted, share) {
  const place = share * (sorted.length - 1), below = Math.floor(place);
  const above = Math.min(below + 1, sorted.length - 1);
  return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
}
