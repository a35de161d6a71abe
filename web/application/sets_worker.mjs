// The worker of data_sets.mjs: runs the program that draws built-in sets and reads files.

import { drawSet, readSet } from "../shared/set_reader.mjs";

const program = import("../wasm/hourglass_sets.mjs").then(({ default: createSets }) => createSets());

const kJobs = {
  drawSet: (sets, report, settings) => ({ files: drawSet(sets, settings) }),
  readSet: (sets, report, files, name, settings) => readSet(sets, files, name, settings, report),
};

addEventListener("message", async ({ data: { number, name, values } }) => {
  let sets;
  try {
    sets = await program;
  } catch (error) {
    postMessage({ complaint: error.message });
    return;
  }
  try {
    const value = await kJobs[name](sets, (progress) => postMessage({ number, progress }), ...values);
    postMessage({ number, answer: { value } }, value.files.map(({ bytes }) => bytes.buffer));
  } catch ({ code = "engine-failed", message }) {
    postMessage({ number, answer: { error: { code, message } } });
  }
});
