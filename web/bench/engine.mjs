// The engine in a worker of its own, for the benchmark page: promises instead of messages, and it can be stopped at any time.

import { errorWithCode } from "../shared/errors.mjs";

export class BenchEngine {
  #worker;
  #waiting = null;  // what the next message answers: { fulfil, reject }
  #ended = null;  // the Error that ended this engine

  /// Starts a worker. `ready` resolves to { version, threads, workloads }.
  constructor() {
    this.#worker = new Worker(new URL("./worker.mjs", import.meta.url), { type: "module" });
    this.#worker.onmessage = ({ data }) => this.#receive(data);
    this.#worker.onerror = (event) => {
      event.preventDefault();
      this.#end(errorWithCode("worker-failed", event.message || "The engine's worker did not load."));
    };
    this.ready = this.#next();
  }

  /// True after stop() or a failure: every later call rejects.
  get ended() {
    return this.#ended !== null;
  }

  /// Runs one workload (one at a time); options as in engine.benchmark. After a rejection the engine has ended.
  benchmark(workload, options) {
    const answer = this.#next();
    if (!this.ended) this.#worker.postMessage({ workload, options });
    return answer;
  }

  /// Ends the worker and its threads at once; a waiting call rejects with the code "aborted".
  stop() {
    this.#end(errorWithCode("aborted", "Stopped."));
  }

  #next() {
    if (this.ended) return Promise.reject(this.#ended);
    return new Promise((fulfil, reject) => { this.#waiting = { fulfil, reject }; });
  }

  #receive(data) {
    if (data.kind === "failed") {
      // A failed run leaves the engine in an unknown state.
      this.#end(errorWithCode(data.code, data.message));
      return;
    }
    this.#waiting?.fulfil(data.result ?? data);
    this.#waiting = null;
  }

  #end(error) {
    this.#ended ??= error;
    this.#worker.terminate();
    this.#waiting?.reject(error);
    this.#waiting = null;
  }
}
