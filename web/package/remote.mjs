// A session that is called across a port: one in a worker, or in the page itself behind a channel. Both ends pass on what
// session.mjs says may be called.
//
//   to the session:   { id, name, values }, or { id } alone, which aborts that call
//   from it:          { ready }, { id, value }, { id, error: { name, code, message } }, { id, metrics } at an epoch's end

import { optionsOf, requireHooks } from "./arguments.mjs";
import { abortError, errorWithCode } from "../shared/errors.mjs";

const kTypedArray = Object.getPrototypeOf(Int8Array);

// A copy of arguments in which every typed array has memory of its own, which is added to `buffers`: sending a view of a
// large array would copy the whole array.
function copied(value, buffers) {
  if (value instanceof kTypedArray) {
    const copy = kTypedArray.prototype.slice.call(value);
    buffers.push(copy.buffer);
    return copy;
  }
  if (Array.isArray(value)) return value.map((item) => copied(item, buffers));
  if (value === null || typeof value !== "object" || Object.getPrototypeOf(value) !== Object.prototype) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, copied(item, buffers)]));
}

/// The memory of a result's typed arrays, all of which are the result's own.
export function buffersOf(value) {
  if (value instanceof kTypedArray) return [value.buffer];
  return value !== null && typeof value === "object" ? Object.values(value).flatMap(buffersOf) : [];
}

/// The calling end.
export class Caller {
  #port;
  #waiting = new Map();
  #calls = 0;
  #ended = null;

  constructor(port) {
    this.#port = port;
    port.onmessage = ({ data }) => this.#receive(data);
    port.unref?.();
  }

  /// Sends a call in which `before` arguments stand before the options; resolves with its answer.
  async call(name, values, before) {
    if (this.#ended) throw this.#ended;
    const { signal, onEpoch, ...options } = values[before] ?? {};
    requireHooks({ signal, onEpoch });
    if (signal?.aborted) throw abortError(signal);
    const id = ++this.#calls;
    const sent = Array.from({ length: before + 1 }, (_, i) => values[i]);
    // The engine refuses what is no object.
    if (typeof sent[before] === "object") sent[before] = options;
    this.#send(name, { id, name, values: sent });
    return new Promise((fulfil, reject) => {
      const onAbort = () => {
        this.#port.postMessage({ id });
        this.#settle(id).reject(abortError(signal));
      };
      signal?.addEventListener("abort", onAbort);
      this.#waiting.set(id, { fulfil, reject, onEpoch, forget: () => signal?.removeEventListener("abort", onAbort) });
      // Keeps Node running until the last answer has come.
      this.#port.ref?.();
    });
  }

  /// Rejects all calls that wait, and all later ones, with this Error.
  end(error) {
    this.#ended ??= error;
    for (const id of [...this.#waiting.keys()]) this.#settle(id).reject(error);
  }

  #send(name, message) {
    const buffers = [];
    try {
      this.#port.postMessage(copied(message, buffers), buffers);
    } catch (cause) {
      throw errorWithCode("argument-wrong-type",
        `${name}: expected numbers, texts and typed arrays, found what cannot be sent to a worker (${cause.message}).`, cause);
    }
  }

  #settle(id) {
    const call = this.#waiting.get(id);
    this.#waiting.delete(id);
    call.forget();
    if (this.#waiting.size === 0) this.#port.unref?.();
    return call;
  }

  // An error thrown by the page's own function, or its promise's, ends the call, as it would without a port between them.
  async #report(id, metrics) {
    try {
      await this.#waiting.get(id).onEpoch?.(metrics);
    } catch (error) {
      if (!this.#waiting.has(id)) return;
      this.#port.postMessage({ id });
      this.#settle(id).reject(error);
    }
  }

  #receive({ id, metrics, value, error }) {
    if (!this.#waiting.has(id)) return;  // aborted already, or the message that the worker is ready
    if (metrics) this.#report(id, metrics);
    else if (error) this.#settle(id).reject(Object.assign(errorWithCode(error.code, error.message), { name: error.name }));
    else this.#settle(id).fulfil(value);
  }
}

/// The serving end: creates one session with the engine that `load` gives, and answers its calls until the port is closed.
export function serve(port, load) {
  const running = new Map();
  let engine, session;

  async function create([settings, { data }]) {
    engine = await load();
    session = engine.create(settings, await engine.unpack(data));
    return { threads: engine.threads };
  }

  function run({ id, name, values }, signal) {
    if (name === "create") return create(values);
    // Settled, so that the next call sees where it stopped.
    if (name === "pause") return session.pause(), void session.settle();
    if (name === "train") values = [{ ...optionsOf(values[0], ["epochs"]), signal, onEpoch: (metrics) => port.postMessage({ id, metrics }) }];
    return name in session ? session[name](...values) : engine[name](...values);
  }

  async function answer(call) {
    const abort = new AbortController();
    running.set(call.id, abort);
    try {
      const value = await run(call, abort.signal);
      port.postMessage({ id: call.id, value }, buffersOf(value));
    } catch ({ name, code, message }) {
      port.postMessage({ id: call.id, error: { name, code: code ?? "engine-failed", message } });
    } finally {
      running.delete(call.id);
    }
  }

  port.onmessage = ({ data }) => data.name ? answer(data) : running.get(data.id)?.abort();
  port.postMessage({ ready: true });
  return { dispose: () => session?.dispose() };
}
