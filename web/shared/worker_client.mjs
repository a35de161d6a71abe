// Asks a worker that runs a program; requests have numbers, so that answers find them. The worker posts {number, progress},
// {number, answer}, or {complaint} where its program cannot be loaded.

import { errorWithCode, replacedError, unwrap } from "./errors.mjs";

/// A worker, which starts with the first question, and again with the next one after it could not be loaded.
export class WorkerClient {
  #waiting = new Map();  // number of a request -> what settles it
  #requests = 0;
  #worker = null;
  #path;
  #purpose;

  /// `path` is the script's in the site; `purpose` is what its program does, for a sentence: "reads data".
  constructor(path, purpose) {
    this.#path = path;
    this.#purpose = purpose;
  }

  #start() {
    this.#worker = new Worker(new URL(this.#path, document.baseURI), { type: "module" });
    this.#worker.addEventListener("message", ({ data: { number, answer, progress, complaint } }) => {
      if (complaint !== undefined) return this.#unreachable(complaint);
      if (progress) return this.#waiting.get(number)?.report?.(progress);
      this.#waiting.get(number)?.resolve(answer);
      this.#waiting.delete(number);
    });
    this.#worker.addEventListener("error", ({ message }) => this.#unreachable(message ?? "its worker did not start"));
  }

  #unreachable(cause) {
    this.#end(errorWithCode("program-unreachable",
      `The program that ${this.#purpose} could not be loaded (${cause}); check the connection and try again.`));
  }

  #end(error) {
    this.#worker?.terminate();
    this.#worker = null;
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /// What the worker's job of this name returns for these values; `report` receives how far it is. Rejects with a sentence and a code;
  /// with "aborted" once the signal aborts, after which the worker is told {cancelled: number}.
  ask(name, values = [], { signal, report } = {}) {
    if (signal?.aborted) return Promise.reject(replacedError());
    if (!this.#worker) this.#start();
    const number = ++this.#requests;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject, report });
      signal?.addEventListener("abort", () => {
        if (!this.#waiting.delete(number)) return;
        this.#worker.postMessage({ cancelled: number });
        reject(replacedError());
      });
      this.#worker.postMessage({ number, name, values });
    }).then(unwrap);
  }

  /// Ends the worker, whatever it does.
  close() {
    this.#end(replacedError());
  }
}
