// Beats of hearts: a network that learned normal ones copies the others badly.

import { drawData } from "../../data.mjs";
import { drawLines } from "../live/curve.mjs";
import { errorsOf } from "../live/error.mjs";

const kCount = 500, kLength = 128, kShown = 4, kNormal = 0;
const settings = (_, seed) => ({
  data: "heartbeats", samples: 2000, held_out_samples: kCount, latent: 8, hidden: [64], activation: "leaky-relu", batch: 32,
  learning_rate: 0.003, only_class: kNormal, seed });

const beat = (values, n) => values.subarray(n * kLength, (n + 1) * kLength);

// The beats of the largest errors above, those of the smallest below; each with its copy.
function drawBeats(context, width, height, colours, shown, originals, copies, range) {
  const columns = shown.length / 2, wide = width / columns - 6, high = height / 2 - 6;
  shown.forEach((n, i) => {
    context.save();
    context.translate((i % columns) * (wide + 8), Math.floor(i / columns) * (high + 12));
    drawLines(context, wide, high, colours, [
      { values: beat(originals, n), colour: "quiet" }, { values: beat(copies, n), colour: "accent", thick: 1.5, dashed: true }], range);
    context.restore();
  });
}

async function show(model, stage) {
  const { images, labels } = await model.samples({ count: kCount });
  const copies = await model.reconstruct(images), errors = errorsOf(images, copies, kLength);
  const order = errors.map((_, n) => n).sort((a, b) => errors[b] - errors[a]);
  const columns = stage.canvas("beats").clientWidth < 480 ? 2 : kShown;
  const shown = [...order.slice(0, columns), ...order.slice(-columns)];
  const range = [Math.min(...images), Math.max(...images)];
  stage.draw("beats", (...place) => drawBeats(...place, shown, images, copies, range));
  const alarms = order.slice(0, stage.choices.alarms);
  stage.fill("alarms", String(stage.choices.alarms));
  stage.fill("abnormal", String(labels.filter((label) => label !== kNormal).length));
  return alarms.filter((n) => labels[n] !== kNormal).length;
}

export const experiment = { settings, epochs: () => 12, data: (seed) => drawData(settings(null, seed)), show };
