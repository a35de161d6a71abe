// The engine in a worker of its own, as the benchmark page sees it: promises instead of messages, and an end at any time.

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

  /// True once nothing more can be asked of it: it was stopped, or something went wrong in it.
  get ended() {
    return this.#ended !== null;
  }

  /// Runs one workload (one at a time); options as in engine.benchmark. After a rejection the engine has ended.
  benchmark(workload, options) {
    const answer = this.#next();
    if (!this.ended) this.#worker.postMessage({ workload, options });
    return answer;
  }

  /// Ends the worker and its threads at once; who waits for it gets an Error with the code "stopped".
  stop() {
    this.#end(errorWithCode("stopped", "Stopped."));
  }

  #next() {
    if (this.ended) return Promise.reject(this.#ended);
    return new Promise((fulfil, reject) => { this.#waiting = { fulfil, reject }; });
  }

  #receive(data) {
    if (data.kind === "failed") {
      // Whatever state a failed run left the engine in, nobody measures with it again.
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
