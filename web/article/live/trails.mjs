// Codes of two numbers in the plane, with the ways that some of them came while the network learned.

import { between, css } from "./canvas.mjs";

const kTrails = 24;

// Least and greatest of each of the two numbers over all moments.
function boxOf(moments) {
  const box = [[Infinity, -Infinity], [Infinity, -Infinity]];
  for (const codes of moments) {
    codes.forEach((value, i) => {
      const range = box[i % 2];
      range[0] = Math.min(range[0], value);
      range[1] = Math.max(range[1], value);
    });
  }
  return box;
}

/// Draws the last of `moments` (each the codes of all samples) as points shaded by `along`, and the paths of a few of them.
export function drawTrails(context, width, height, { accent, ink, line }, moments, along) {
  context.strokeStyle = css(line);
  context.strokeRect(0.5, 0.5, width - 1, height - 1);
  if (moments.length === 0) return;
  const [[left, right], [low, high]] = boxOf(moments);
  const place = (codes, n) => [
    8 + (width - 16) * (codes[2 * n] - left) / (right - left || 1), height - 8 - (height - 16) * (codes[2 * n + 1] - low) / (high - low || 1)];
  const last = moments.at(-1), every = Math.floor(along.length / kTrails);
  context.lineWidth = 1;
  for (let n = 0; n < along.length && moments.length > 1; n += every) {
    context.strokeStyle = css(between(ink, accent, along[n]), 0.45);
    context.beginPath();
    for (const codes of moments) context.lineTo(...place(codes, n));
    context.stroke();
  }
  along.forEach((share, n) => {
    context.fillStyle = css(between(ink, accent, share), 0.85);
    context.fillRect(place(last, n)[0] - 1.5, place(last, n)[1] - 1.5, 3, 3);
  });
}
