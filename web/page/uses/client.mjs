// Asks the worker that applies a trained model; requests have numbers, so that answers find them.

import { errorWithCode, unwrap } from "../../shared/errors.mjs";

const unreachable = (cause) => errorWithCode("program-unreachable",
  `The program that applies models could not be loaded (${cause}); check the connection and try again.`);
const aborted = () => errorWithCode("aborted", "Another request took this one's place.");

/// One worker with one model.
export class UsesClient {
  #waiting = new Map();  // number of a request -> what settles it
  #requests = 0;
  #worker = new Worker(new URL("page/uses/worker.mjs", document.baseURI), { type: "module" });

  constructor() {
    this.#worker.addEventListener("message", ({ data: { number, answer, complaint } }) => {
      if (complaint !== undefined) return this.#fail(unreachable(complaint));
      this.#waiting.get(number)?.resolve(answer);
      this.#waiting.delete(number);
    });
    this.#worker.addEventListener("error", ({ message }) => this.#fail(unreachable(message ?? "its worker did not start")));
  }

  #fail(error) {
    for (const { reject } of this.#waiting.values()) reject(error);
    this.#waiting.clear();
  }

  /// What the worker's job of this name returns for these values. Rejects with a sentence and a code; with "aborted" once the signal
  /// aborts, after which the worker leaves the job out unless it has begun.
  ask(name, values = [], { signal } = {}) {
    if (signal?.aborted) return Promise.reject(aborted());
    const number = ++this.#requests;
    return new Promise((resolve, reject) => {
      this.#waiting.set(number, { resolve, reject });
      signal?.addEventListener("abort", () => {
        if (!this.#waiting.delete(number)) return;
        this.#worker.postMessage({ cancelled: number });
        reject(aborted());
      });
      this.#worker.postMessage({ number, name, values });
    }).then(unwrap);
  }

  /// Ends the worker, whatever it does.
  close() {
    this.#worker.terminate();
    this.#fail(aborted());
  }
}
