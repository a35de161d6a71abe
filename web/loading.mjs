// Loads the WebAssembly application, counting the bytes on the way.

import { coverProgress } from "./cover.mjs";

// A response that counts its bytes on the way.
function counted(response, progress) {
  const total = Number(response.headers.get("Content-Length"));
  if (!response.ok) throw new Error(`${new URL(response.url).pathname} answered with status ${response.status}`);
  // Compressed on the way, the length says nothing about the bytes that arrive.
  if (!total || response.headers.has("Content-Encoding")) return response;
  let seen = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      progress(seen / total);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "Content-Type": "application/wasm" } });
}

/// Resolves to {createPage, compiled}: the program's maker and its compiled module.
export async function loadProgram(variant) {
  const address = new URL(`./${variant}/hourglass_page.wasm`, import.meta.url);
  const [{ default: createPage }, response] = await Promise.all([
    import(`./${variant}/hourglass_page.mjs`), fetch(address),
  ]);
  return { createPage, compiled: await WebAssembly.compileStreaming(counted(response, coverProgress)) };
}

/// Runs the program; resolves to its module. `options` are the program's own: canvas, host and what it calls back.
export function runProgram({ createPage, compiled }, options) {
  return new Promise((fulfil, reject) => {
    createPage({
      ...options,
      instantiateWasm(imports, receive) {
        WebAssembly.instantiate(compiled, imports).then((instance) => receive(instance, compiled), reject);
        return {};
      },
    }).then(fulfil, reject);
  });
}
