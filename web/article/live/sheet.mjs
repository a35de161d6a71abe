// A sheet rolled up in space.

import { uniform } from "./random.mjs";

const kInner = 0.1, kOuter = 0.5;

/// {points, along}: `count` points in the cube from 0 to 1, on a sheet that turns once around the cube's middle while it moves away from
/// it; `along` says for each how far along the roll it lies, from 0 to 1.
export function rolledSheet(seed, count) {
  const draw = uniform(seed), points = new Float32Array(3 * count), along = new Float32Array(count);
  for (let n = 0; n < count; n++) {
    const share = draw(), angle = (0.5 + share) * 2 * Math.PI, radius = kInner + share * (kOuter - kInner);
    points.set([0.5 + radius * Math.cos(angle), 0.05 + 0.9 * draw(), 0.5 + radius * Math.sin(angle)], 3 * n);
    along[n] = share;
  }
  return { points, along };
}
