// Training in the thread that calls, without blocking it.

// Calls a function after the tasks that are already queued. In a worker, which draws nothing, messages come sooner than timers.
const soon = globalThis.setImmediate ?? (globalThis.document ? (call) => setTimeout(call, 0) : (() => {
  const { port1, port2 } = new MessageChannel();
  const calls = [];
  port1.onmessage = () => calls.shift()();
  return (call) => {
    calls.push(call);
    port2.postMessage(null);
  };
})());

/// Trains a session that has no thread of its own in slices, for as long as it has steps to do.
export class Clock {
  static kBudget = 12;  // milliseconds of training in one slice
  static kPatience = 200;  // milliseconds without a step after which slices end, unless the run is "running"
  static kPollInterval = 15;  // milliseconds between two looks at a session that has a thread

  #handle;
  #ticking = false;
  #stopped = false;
  #waiting = [];
  #lastStep = -1;
  #lastChange = 0;

  constructor(handle) {
    this.#handle = handle;
  }

  run() {
    this.#lastChange = performance.now();
    if (!this.#ticking && !this.#handle.threaded()) this.#tickSoon();
  }

  stop() {
    this.#stopped = true;
    this.#wake();
  }

  /// Resolves after the next slice; where the session has a thread, after a short time.
  nextSlice() {
    return new Promise((done) => {
      if (this.#ticking) this.#waiting.push(done);
      else setTimeout(done, Clock.kPollInterval);
    });
  }

  #wake() {
    for (const done of this.#waiting.splice(0)) done();
  }

  #tickSoon() {
    this.#ticking = true;
    soon(() => this.#tick());
  }

  #tick() {
    this.#ticking = false;
    if (this.#stopped) return;
    this.#handle.pump(Clock.kBudget);
    const { state, step } = this.#handle.metrics();
    const now = performance.now();
    if (state === "running" || step !== this.#lastStep) this.#lastChange = now;
    this.#lastStep = step;
    if (now - this.#lastChange < Clock.kPatience) this.#tickSoon();
    this.#wake();
  }
}
