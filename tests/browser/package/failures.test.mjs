// Errors of the JavaScript modules themselves, when the engine or a worker cannot start. Needs no browser.

import { startEngine } from "../../../web/package/engine.mjs";
import { serve } from "../../../web/package/remote.mjs";
import { BenchEngine } from "../../../web/bench/engine.mjs";
import { check, test } from "../harness.mjs";

// Checks that the promise rejects with this code.
async function refuses(code, promise) {
  const error = await promise.then(() => null, (thrown) => thrown);
  check(error?.code === code, `expected ${code}, found ${error?.code ?? error}`);
}

test("failures: without SIMD the engine does not start", async () => {
  const { validate } = WebAssembly;
  WebAssembly.validate = () => false;
  try {
    await refuses("simd-missing", startEngine(() => Promise.resolve({}), false));
  } finally {
    WebAssembly.validate = validate;
  }
});

test("failures: an engine whose module does not load gives an error", () =>
  refuses("wasm-failed", startEngine(() => Promise.reject(new Error("no network")), false)));

test("failures: an error without a code reaches the caller as engine-failed", async () => {
  const { port1, port2 } = new MessageChannel();
  const answer = new Promise((fulfil) => {
    port1.onmessage = ({ data }) => data.error && fulfil(data.error);
  });
  serve(port2, () => Promise.reject(new TypeError("nothing has this property")));
  port1.postMessage({ id: 1, name: "create", values: [{}, {}] });
  const { code } = await answer;
  port1.close();
  check(code === "engine-failed", code);
});

test("failures: a worker that does not load rejects the promises that wait for it", async () => {
  let worker;
  try {
    globalThis.Worker = class {
      constructor() { worker = this; }
      terminate() {}
    };
    const { ready } = new BenchEngine();
    worker.onerror({ preventDefault() {}, message: "" });
    await refuses("worker-failed", ready);
  } finally {
    delete globalThis.Worker;
  }
});
