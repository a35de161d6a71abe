// The worker of session.mjs: runs the program that applies a trained model to the samples that the model has not seen.

import { unwrap } from "../../shared/errors.mjs";
import { distortion } from "./distortion.mjs";

const program = import("../../wasm/hourglass_uses.mjs").then(({ default: createUses }) => createUses());
program.catch(({ message }) => postMessage({ complaint: message }));

let uses = null, about = null;
let samples = null, labels = [];  // those held out
const labelled = () => labels.some((label) => label >= 0);
const features = () => about.shape.reduce((product, side) => product * side, 1);
const first = (count) => samples.subarray(0, count * features());
const labelsOfFirst = (count) => (labelled() ? labels.slice(0, count) : []);

function pick(indices) {
  const size = features(), picked = new Float32Array(indices.length * size);
  indices.forEach((index, i) => picked.set(samples.subarray(index * size, (index + 1) * size), i * size));
  return picked;
}

// A step of 0 is the usual one.
function compress(count, step, shown) {
  const file = unwrap(uses.compress(first(count), labelsOfFirst(count), step, 0));
  const back = unwrap(uses.decompress(file)).samples;
  return { file, ...distortion(about, first(count), back), shown: back.slice(0, shown * features()) };
}

const kJobs = {
  async open(model, files) {
    uses = unwrap((await program).createUses(model, files));
    about = uses.about();
    ({ samples, labels } = uses.samples("heldOut"));
    return { about, labels };
  },
  pick,
  scores: (kind) => unwrap(uses.scores(kind, samples, labelled() ? labels : [])),
  denoise: (given) => unwrap(uses.denoise(given, false)),
  reconstructionError: (count) => distortion(about, first(count), unwrap(uses.denoise(first(count), false))),
  compress,
  measureDenoising: (corruption, strength) => unwrap(uses.measureDenoising(corruption, strength)),
  inside: () => unwrap(uses.inside()),
  denseLayers: () => uses.denseLayers(),
  weightStep: (...given) => unwrap(uses.weightStep(...given)),
  groups: (count, method, wanted, most) => unwrap(uses.groups(first(count), labelsOfFirst(count), method, wanted, most)),
};

async function answerOf({ name, values }) {
  try {
    return { value: await kJobs[name](...values) };
  } catch ({ code = "engine-failed", message }) {
    return { error: { code, message } };
  }
}

const queue = [];
let busy = false;

// One job after the other; between two, messages arrive that take some away.
async function work() {
  busy = true;
  await program;
  for (;;) {
    await new Promise((resolve) => setTimeout(resolve));
    const job = queue.shift();
    if (!job) break;
    postMessage({ number: job.number, answer: await answerOf(job) });
  }
  busy = false;
}

addEventListener("message", ({ data }) => {
  const place = queue.findIndex(({ number }) => number === data.cancelled);
  if (place >= 0) queue.splice(place, 1);
  if (data.cancelled !== undefined) return;
  queue.push(data);
  if (!busy) work();
});
