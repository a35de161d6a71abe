// Calls across a message port to a fake engine: arguments and results of any size.

import { pathToFileURL } from "node:url";
import { join } from "node:path";

import { check, kSite, test } from "../harness.mjs";

const kLarge = 31e6;  // bytes, a model's file

const remote = () => import(pathToFileURL(join(kSite, "package/remote.mjs")));

// A caller for a session with these functions, served across a message channel.
async function callerOf(session) {
  const { Caller, serve } = await remote();
  const { port1, port2 } = new MessageChannel();
  serve(port2, async () => ({ threads: false, unpack: async () => [], create: () => session }));
  port2.unref();
  const caller = new Caller(port1);
  await caller.call("create", [{}, {}], 1);
  return { caller, close: () => port1.close() };
}

test("remote: a result of 31 MB is transferred, not copied value by value", async () => {
  const { caller, close } = await callerOf({ save: () => new Uint8Array(kLarge).fill(7) });
  const start = process.cpuUsage();
  const bytes = await caller.call("save", [], 0);
  const { user, system } = process.cpuUsage(start);
  close();
  check(bytes.length === kLarge && bytes.at(-1) === 7, `it has ${bytes.length} bytes`);
  // CPU time, which does not depend on other programs. A loop over the bytes takes more than 5 s.
  const milliseconds = Math.round((user + system) / 1000);
  check(milliseconds < 1000, `it took ${milliseconds} ms`);
  return `${milliseconds} ms`;
});

test("remote: the buffers of all typed arrays in a result are found", async () => {
  const { buffersOf } = await remote();
  const [a, b, c] = [new Float32Array(2), new Uint8Array(3), new Float64Array(1)];
  const found = buffersOf({ images: a, labels: [1, 2], nested: [{ name: "b", values: b }, null, { values: c }], text: "x" });
  check(found.length === 3 && [a, b, c].every((array, i) => found[i] === array.buffer), `it found ${found.length}`);
  check(buffersOf(a)[0] === a.buffer, "a typed array by itself");
  for (const plain of [undefined, null, 3, "text", [], {}, [1, 2, 3]]) check(buffersOf(plain).length === 0, JSON.stringify(plain));
});

test("remote: arguments stay usable for the caller, also views of a large array", async () => {
  const { caller, close } = await callerOf({ encode: (pixels) => Float32Array.of(pixels.length, pixels[0], pixels.buffer.byteLength) });
  const large = new Float32Array(kLarge / 4).fill(0.5);
  const answer = await caller.call("encode", [large.subarray(10, 14)], 1);
  close();
  check([...answer].join() === "4,0.5,16", `the engine saw ${[...answer]}`);
  check(large.length === kLarge / 4, "the caller lost its array");
});
