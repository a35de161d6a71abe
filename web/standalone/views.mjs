// A sample of any kind as an element.

import { make } from "../shared/elements.mjs";
import { canvasOf } from "../shared/pixels.mjs";

const kLine = 2;  // pixels that a curve is wide

/// Pixels of a page for each of an image, so that small ones can be seen.
export const zoomOf = ([height, width], side) => Math.max(1, Math.floor(side / Math.max(height, width)));

function imageOf([height, width], sample, side) {
  const canvas = canvasOf(width, height, Uint8Array.from(sample, (value) => Math.round(255 * Math.min(1, Math.max(0, value)))));
  const zoom = zoomOf([height, width], side);
  canvas.style.width = `${width * zoom}px`;
  canvas.style.height = `${height * zoom}px`;
  return canvas;
}

// A signal's channels as lines, from its smallest to its largest value.
function curvesOf([, length, channels], sample, side) {
  const canvas = make("canvas", { width: 2 * side, height: side }), pencil = canvas.getContext("2d");
  const least = Math.min(...sample), range = Math.max(...sample) - least || 1;
  const x = (i) => kLine + (i / Math.max(1, length - 1)) * (canvas.width - 2 * kLine);
  const y = (value) => canvas.height - kLine - ((value - least) / range) * (canvas.height - 2 * kLine);
  pencil.lineWidth = kLine;
  pencil.strokeStyle = getComputedStyle(document.documentElement).getPropertyValue("--text");
  for (let channel = 0; channel < channels; ++channel) {
    pencil.globalAlpha = 1 - (0.6 * channel) / channels;
    pencil.beginPath();
    for (let i = 0; i < length; ++i) pencil.lineTo(x(i), y(sample[i * channels + channel]));
    pencil.stroke();
  }
  return canvas;
}

const tableOf = (words) => make("dl", {}, ...words.flatMap(([name, value]) => [make("dt", { textContent: name }), make("dd", { textContent: value })]));

/// What a sample looks like, about `side` pixels high where it is a picture. `player` is its model's program.
export function viewOf(player, about, sample, side = 84) {
  if (about.kind === "image") return imageOf(about.shape, sample, side);
  if (about.kind === "signal") return curvesOf(about.shape, sample, side);
  const words = player.words(sample);
  return about.kind === "text" ? make("div", { className: "word", textContent: words[0][1] || "(empty)" }) : tableOf(words);
}

/// The samples of an array one after the other.
export const samplesIn = (values, size) =>
  Array.from({ length: values.length / size }, (_, i) => values.subarray(i * size, (i + 1) * size));

/// A row of samples to look at.
export const rowOf = (views) => make("div", { className: "samples" }, ...views.map((view) => make("div", { className: "sample" }, view)));

/// A row of samples of which one is chosen: `choose(index)` is called with it. Names are for those who do not see them.
export function choiceOf(views, names, chosen, choose) {
  const buttons = views.map((view, i) => make("button", { type: "button", className: "sample", attributes: { "aria-label": names[i], "aria-pressed": String(i === chosen) } }, view));
  buttons.forEach((button, i) => button.addEventListener("click", () => {
    buttons.forEach((other, j) => other.setAttribute("aria-pressed", String(i === j)));
    choose(i);
  }));
  return make("div", { className: "samples" }, ...buttons);
}
