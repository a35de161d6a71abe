// The page's sections: each takes the model (model.mjs) and returns an element.

import { make } from "../shared/elements.mjs";
import { labelsFor, nameOf } from "./model.mjs";
import { choiceOf, rowOf, samplesIn, viewOf, zoomOf } from "./views.mjs";

const kMade = 24;       // new samples
const kSliders = 32;    // values of the code with a slider, at most
const kEnds = 12;       // samples that a path may begin or end at
const kSteps = 9;       // samples on a path, both ends included
const kMostPad = 64;    // pixels across and down of images that are drawn by hand

const section = (title, help, ...parts) => make("section", {}, make("h2", { textContent: title }), make("p", { className: "help", textContent: help }), ...parts);
const button = (text, action) => {
  const made = make("button", { type: "button", textContent: text });
  made.addEventListener("click", action);
  return made;
};
const thumbnails = (model, most = model.samples.length) => model.samples.slice(0, most).map((sample) => viewOf(model.player, model.about, sample, 56));
const names = (model) => model.samples.map((_, i) => nameOf(model, i));

// Codes around the mean of those of the samples, where the model has no prior to draw from.
function codesAround({ mean, deviation }, count, temperature) {
  const draw = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
  return Float32Array.from({ length: count * mean.length }, (_, i) => mean[i % mean.length] + temperature * deviation[i % mean.length] * draw());
}

/// New samples.
export function generation(model) {
  const { player, about, size } = model;
  const place = make("div", { attributes: { "aria-live": "off" } });
  const temperature = make("input", { type: "range", min: 0, max: 1.5, step: 0.05, value: about.prior ? 1 : 0.7 });
  let seed = 1;
  const made = (heat) => (about.prior
    ? player.generate(kMade, seed, heat)
    : samplesIn(player.decode(codesAround(model, kMade, heat), labelsFor(model, 0, kMade)), size));
  const show = () => place.replaceChildren(rowOf(made(Number(temperature.value)).map((sample) => viewOf(player, about, sample))));
  temperature.addEventListener("input", show);
  show();
  const help = about.prior ? "Codes are drawn from the prior and decoded." : "Codes are drawn around those of the samples below and decoded: this family learns no prior.";
  return section("New samples", help,
    make("div", { className: "row" }, button("Others", () => { ++seed; show(); }), make("label", {}, "Variety", temperature)), place);
}

/// A sample's code, value by value.
export function code(model) {
  const { player, about, codes, mean, deviation } = model;
  const picture = make("div", { className: "sample" }), sliders = make("div", { className: "sliders" });
  let chosen = 0, values = codes[0].slice();
  const show = () => picture.replaceChildren(viewOf(player, about, player.decode(values, labelsFor(model, chosen, 1)), 168));
  const choose = (index) => {
    chosen = index;
    values = codes[index].slice();
    sliders.replaceChildren(...Array.from(values.subarray(0, kSliders), sliderOf));
    show();
  };
  function sliderOf(value, i) {
    const reach = 3 * deviation[i] || 1, input = make("input", { type: "range", min: mean[i] - reach, max: mean[i] + reach, step: "any", value });
    input.addEventListener("input", () => {
      values[i] = Number(input.value);
      show();
    });
    return make("label", {}, `Value ${i + 1}`, input);
  }
  choose(0);
  const more = about.codeSize > kSliders ? ` The first ${kSliders} of ${about.codeSize} values have sliders.` : "";
  return section("The code", `Choose a sample and change the values of its code.${more}`,
    choiceOf(thumbnails(model), names(model), 0, choose), make("div", { className: "row" }, picture, button("As it was", () => choose(chosen))), sliders);
}

/// From one sample to another.
export function path(model) {
  const { player, about, codes, size } = model;
  const place = make("div"), ends = [0, Math.min(1, codes.length - 1)];
  const between = (t) => codes[ends[0]].map((value, i) => (1 - t) * value + t * codes[ends[1]][i]);
  const show = () => {
    const steps = Array.from({ length: kSteps }, (_, i) => [...between(i / (kSteps - 1))]).flat();
    const labels = about.conditional ? Array.from({ length: kSteps }, (_, i) => model.labels[ends[2 * i < kSteps ? 0 : 1]]) : undefined;
    place.replaceChildren(rowOf(samplesIn(player.decode(Float32Array.from(steps), labels), size).map((sample) => viewOf(player, about, sample))));
  };
  const choice = (end) => choiceOf(thumbnails(model, kEnds), names(model).map((name) => `${end === 0 ? "from" : "to"} ${name}`), ends[end], (index) => {
    ends[end] = index;
    show();
  });
  show();
  return section("From one to another", "The codes on the straight way between those of two samples, decoded.", choice(0), choice(1), place);
}

// Draws on a canvas of an image's size: calls `changed(pixels)` with grey values from 0 to 1.
function padOf([height, width], changed) {
  const canvas = make("canvas", { className: "pad", width, height, attributes: { role: "img", "aria-label": "Draw here" } });
  const pencil = canvas.getContext("2d", { willReadFrequently: true }), zoom = zoomOf([height, width], 224);
  canvas.style.width = `${width * zoom}px`;
  canvas.style.height = `${height * zoom}px`;
  pencil.strokeStyle = "#fff";
  pencil.lineCap = pencil.lineJoin = "round";
  pencil.lineWidth = Math.max(1.5, width / 13);
  const read = () => {
    const { data } = pencil.getImageData(0, 0, width, height);
    changed(Float32Array.from({ length: width * height }, (_, i) => (data[4 * i] * data[4 * i + 3]) / 255 ** 2));
  };
  let last = null;
  const at = ({ clientX, clientY }) => {
    const box = canvas.getBoundingClientRect();
    return [((clientX - box.left) / box.width) * width, ((clientY - box.top) / box.height) * height];
  };
  const draw = (event) => {
    pencil.beginPath();
    pencil.moveTo(...last);
    pencil.lineTo(...(last = at(event)));
    pencil.stroke();
    read();
  };
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    last = at(event);
    draw(event);
  });
  canvas.addEventListener("pointermove", (event) => last && draw(event));
  for (const end of ["pointerup", "pointercancel"]) canvas.addEventListener(end, () => { last = null; });
  return { canvas, clear: () => { pencil.clearRect(0, 0, width, height); read(); } };
}

/// One's own drawing and what the model makes of it; null where samples are not drawn by hand.
export function drawing(model) {
  const { player, about } = model, [height, width, channels] = about.shape;
  if (about.kind !== "image" || channels !== 1 || Math.max(height, width) > kMostPad) return null;
  const place = make("div", { className: "sample" });
  const show = (pixels) => place.replaceChildren(viewOf(player, about, player.decode(player.encode(pixels), labelsFor(model, 0, 1)), 224));
  const pad = padOf(about.shape, show);
  show(new Float32Array(width * height));
  return section("Draw", "Draw with the mouse or a finger: beside it is what the model makes of it.",
    make("div", { className: "row" }, pad.canvas, place, button("Clear", pad.clear)));
}
