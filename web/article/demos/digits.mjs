// What the experiments on digits have in common: a small set, so that a network learns in seconds.

import { drawCodes, drawRows } from "../live/pictures.mjs";

/// Settings of a small dense network on digits.
export const digitSettings = (seed, others) => ({
  samples: 2000, held_out_samples: 300, hidden: [128], batch: 32, learning_rate: 0.002, seed, ...others });

const kShape = [28, 28];

/// As many digits side by side as a canvas of this width shows well.
export const digitsThatFit = (stage) => (stage.canvas("pictures").clientWidth < 480 ? 6 : 10);

/// Draws rows of digits on the canvas "pictures".
export function showDigits(stage, rows) {
  const count = digitsThatFit(stage);
  stage.draw("pictures", (context, width, height, colours) => drawRows(context, width, height, colours, rows, kShape, count));
}

/// Draws the codes of the first `count` digits on the canvas "codes".
export function showCodes(stage, codes, count) {
  const most = Math.max(...codes.map(Math.abs)) || 1;
  stage.draw("codes", (context, width, height, colours) => drawCodes(context, width, height, colours, codes, count, most));
}
