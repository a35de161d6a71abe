// One trained model as it was when the dialogue took it, with the samples that it has not seen.

import { errorWithCode } from "../../shared/errors.mjs";
import { WorkerClient } from "../../shared/worker_client.mjs";
import { describeModel, labelText } from "./model_description.mjs";

const newClient = () => new WorkerClient("page/uses/worker.mjs", "applies models");

class Session {
  #bytes;
  #files;
  #measuring = null;

  constructor(bytes, files) {
    this.#bytes = bytes;
    this.#files = files;
    this.model = describeModel(bytes);
    this.client = newClient();
  }

  async open() {
    Object.assign(this, await this.client.ask("open", [this.#bytes, this.#files]));
    this.features = this.about.shape.reduce((product, side) => product * side, 1);
    /// The labels among the held-out samples, ascending.
    this.labelsPresent = [...new Set(this.labels)].filter((label) => label >= 0).sort((a, b) => a - b);
    return this;
  }

  labelText(label) {
    return label < 0 ? "none" : labelText(this.model, label);
  }

  /// Asks a worker of its own for what may take half a minute: the worker of an earlier question is ended.
  async askSlowly(name, values, { signal }) {
    this.#measuring?.close();
    const client = this.#measuring = newClient();
    signal.addEventListener("abort", () => client.close());
    try {
      await client.ask("open", [this.#bytes, this.#files], { signal });
      return await client.ask(name, values, { signal });
    } finally {
      client.close();
    }
  }

  close() {
    this.client.close();
    this.#measuring?.close();
  }
}

// Data of the visitor's own are at hand only where this page opened them.
function requireData(app, files) {
  const { data } = app.metrics().settings;
  if (files.length > 0 || app.builtInSets().includes(data)) return;
  throw errorWithCode("file-not-found", `${data} is not at hand, on which this model learned; open these data again to put the model to use.`);
}

/// The application's model as it is now, ready for questions. Rejects with a sentence and a code.
export async function openSession(app) {
  requireData(app, app.usedFiles());
  const session = new Session(app.modelFile(false), app.usedFiles());
  try {
    return await session.open();
  } catch (error) {
    session.close();
    throw error;
  }
}
