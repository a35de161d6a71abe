// Data sets that the application does not make itself: built-in sets that another program draws, and files of any format that it
// reads. That program runs in a worker and is loaded when it is wanted first.

import { nameOf } from "../shared/file_names.mjs";
import { WorkerClient } from "../shared/worker_client.mjs";

const client = new WorkerClient("application/sets_worker.mjs", "reads data");

/// Draws a built-in set; resolves to its files for the application.
export async function drawSet({ name, seed, training, heldOut }) {
  const settings = { data: name, seed: String(seed), samples: String(training), held_out_samples: String(heldOut) };
  return (await client.ask("drawSet", [settings])).files;
}

/// Reads files [{name, bytes}] in any format as one set: {files, ignored, preview}. `files` are for the application, `ignored` are
/// sentences about what was left out, `preview` is what src/bindings/set_preview.h says. `settings` are texts as in the
/// application's metrics. `report({done, total})` receives how many files are read. Rejects with a sentence and a code; with "aborted"
/// once the signal aborts.
export const readSet = (files, name, settings, { report, signal } = {}) => client.ask("readSet", [files, name, settings], { report, signal });

/// The same of what readSet() has read by now, files spread over all that were given; null where it is not reading.
export const readFirst = () => client.ask("readFirst");

const begins = ({ bytes }, ...values) => values.every((value, i) => value === null || bytes[i] === value);
const isIdx = (file) => begins(file, 0, 0) && file.bytes[3] >= 1 && file.bytes[3] <= 4;
const isModel = (file) => begins(file, null, null, null, null, null, null, 0, 0, 0x7b);

/// Whether one of the files is a saved model.
export const holdModel = (files) => files.some(isModel);

/// Makes the training set of files [{name, bytes}], or the run where there is one, a model. Resolves to the sentences about what
/// was left out; rejects with the reason, which has a code. A set is called `name`, where that is given.
export async function openFiles(app, files, name) {
  // The application reads these by itself, without another program.
  if (holdModel(files) || (name === undefined && files.every(isIdx))) {
    app.useFiles(files);
    return [];
  }
  const { files: set, ignored } = await readSet(files, name ?? nameOf(files), app.metrics().settings);
  app.useFiles(set);
  return ignored;
}
