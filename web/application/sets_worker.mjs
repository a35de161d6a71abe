// The worker of data_sets.mjs: runs the program that draws built-in sets and reads files.

import { replacedError } from "../shared/errors.mjs";
import { drawSet, readSet } from "../shared/set_reader.mjs";

const program = import("../wasm/hourglass_sets.mjs").then(({ default: createSets }) => createSets());

let readFirst = null;  // reads what the reading in progress has decoded

async function readWhole(sets, report, files, name, settings) {
  try {
    return await readSet(sets, files, name, settings, (progress, first) => {
      report(progress);
      readFirst = first;
    });
  } finally {
    readFirst = null;
  }
}

const kJobs = {
  drawSet: (sets, report, settings) => ({ files: drawSet(sets, settings) }),
  readSet: readWhole,
  readFirst: () => readFirst?.() ?? null,
};

const cancelled = new Set();  // numbers of jobs

// Tells how far a job is, and ends it where it was cancelled.
function report(number, progress) {
  if (cancelled.delete(number)) throw replacedError();
  postMessage({ number, progress });
}

addEventListener("message", async ({ data: { number, name, values, cancelled: old } }) => {
  if (old) return cancelled.add(old);
  let sets;
  try {
    sets = await program;
  } catch (error) {
    postMessage({ complaint: error.message });
    return;
  }
  try {
    const value = await kJobs[name](sets, (progress) => report(number, progress), ...values);
    postMessage({ number, answer: { value } }, value ? value.files.map(({ bytes }) => bytes.buffer) : []);
  } catch ({ code = "engine-failed", message }) {
    postMessage({ number, answer: { error: { code, message } } });
  }
});
