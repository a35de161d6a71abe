// Small grey pictures in rows, and codes as bars.

import { between, css } from "./canvas.mjs";

// One picture (values from 0 to 1) as a bitmap of its own size.
function bitmapOf(values, [rows, columns], { paper, ink }) {
  const bitmap = new OffscreenCanvas(columns, rows), context = bitmap.getContext("2d");
  const pixels = context.createImageData(columns, rows);
  values.forEach((value, i) => pixels.data.set([...between(paper, ink, Math.min(1, Math.max(0, value))), 255], 4 * i));
  context.putImageData(pixels, 0, 0);
  return bitmap;
}

/// Draws rows of pictures, each row an array of pictures one after the other, as large as fits; `shape` is [height, width].
export function drawRows(context, width, height, colours, rows, shape, count) {
  const size = shape[0] * shape[1], gap = 4;
  const side = Math.floor(Math.min((width - gap * (count - 1)) / count, (height - gap * (rows.length - 1)) / rows.length));
  const left = (width - count * (side + gap) + gap) / 2;
  context.imageSmoothingEnabled = false;
  rows.forEach((pictures, row) => {
    for (let n = 0; n < Math.min(count, pictures.length / size); n++) {
      const bitmap = bitmapOf(pictures.subarray(n * size, (n + 1) * size), shape, colours);
      context.drawImage(bitmap, left + n * (side + gap), row * (side + gap), side, side);
    }
  });
}

/// Draws the codes of `count` samples as bars, one group beside the other; bars longer than `most` are cut.
export function drawCodes(context, width, height, { accent, line }, codes, count, most) {
  const size = codes.length / count, group = width / count, step = (group - 8) / size;
  for (let n = 0; n < count; n++) {
    context.fillStyle = css(line);
    context.fillRect(n * group + 4, height / 2 - 0.5, group - 8, 1);
    context.fillStyle = css(accent);
    for (let k = 0; k < size; k++) {
      const length = Math.max(-1, Math.min(1, codes[n * size + k] / most)) * height / 2;
      context.fillRect(n * group + 4 + k * step, height / 2 - Math.max(0, length), Math.max(1, step - 1), Math.abs(length));
    }
  }
}
