// Lines over a common scale: learning curves and signals.

import { css } from "./canvas.mjs";

/// Draws `lines`, [{values, colour, width, dashed}], from the left edge to the right, between `least` and `most`.
export function drawLines(context, width, height, colours, lines, [least, most]) {
  const y = (value) => height - 6 - (height - 12) * (Math.min(most, Math.max(least, value)) - least) / (most - least || 1);
  context.strokeStyle = css(colours.line);
  context.lineWidth = 1;
  context.strokeRect(0.5, 0.5, width - 1, height - 1);
  for (const { values, colour, thick = 2, dashed = false } of lines) {
    context.strokeStyle = css(colours[colour]);
    context.lineWidth = thick;
    context.setLineDash(dashed ? [5, 4] : []);
    context.beginPath();
    values.forEach((value, i) => context.lineTo(2 + (width - 4) * i / Math.max(1, values.length - 1), y(value)));
    context.stroke();
  }
  context.setLineDash([]);
}

/// Draws horizontal bars, [{label, share, strong}], with a share of 1 as long as the space allows.
export function drawBars(context, width, height, colours, bars, font) {
  const step = height / bars.length, left = Math.min(150, width * 0.36);
  context.font = font;
  context.textBaseline = "middle";
  bars.forEach(({ label, share, strong }, i) => {
    const middle = (i + 0.5) * step;
    context.fillStyle = css(colours.text);
    context.fillText(label, 0, middle, left - 8);
    context.fillStyle = css(colours.line);
    context.fillRect(left, middle - step * 0.28, width - left, step * 0.56);
    context.fillStyle = css(strong ? colours.accent : colours.quiet);
    context.fillRect(left, middle - step * 0.28, Math.max(1, (width - left) * Math.min(1, share)), step * 0.56);
  });
}
