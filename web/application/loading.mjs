// Loads the WebAssembly application and shows the progress.

import { setOverlayProgress } from "./loading_overlay.mjs";
import { errorWithCode } from "../shared/errors.mjs";

// The response, which reports its progress while it is read.
function counted(response, progress) {
  const total = Number(response.headers.get("Content-Length"));
  if (!response.ok) throw new Error(`${new URL(response.url).pathname} answered with status ${response.status}`);
  // Content-Length counts compressed bytes, the stream unpacked ones.
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

async function loadModules(variant) {
  const address = (file) => new URL(`${variant}/${file}`, document.baseURI);
  const [{ default: createPage }, response] = await Promise.all([
    import(address("hourglass_page.mjs")), fetch(address("hourglass_page.wasm")),
  ]);
  return { createPage, compiled: await WebAssembly.compileStreaming(counted(response, setOverlayProgress)) };
}

function runScript(address) {
  return new Promise((fulfil, reject) => {
    const script = document.createElement("script");
    script.src = address;
    script.addEventListener("load", fulfil);
    script.addEventListener("error", () => reject(errorWithCode("program-unreachable",
      "The engine could not be loaded: its server did not send it, or the policy of this page does not allow it.")));
    document.head.append(script);
  });
}

// The same program as one classic script, which loads without CORS headers.
async function loadScript() {
  await runScript(new URL("wasm/hourglass_page.script.js", document.baseURI));
  const { default: createPage, wasm } = globalThis.hourglassProgram;
  const bytes = Uint8Array.from(atob(wasm), (character) => character.charCodeAt(0));
  delete globalThis.hourglassProgram;
  return { createPage, compiled: await WebAssembly.compile(bytes) };
}

/// Resolves to {createPage, compiled}: the program's maker and its compiled module.
export async function loadProgram(variant) {
  // A document without an origin (a sandboxed frame, a file) may read modules and data only where the server sends
  // Access-Control-Allow-Origin.
  const anonymous = self.origin === "null";
  return loadModules(variant).catch((error) => {
    if (!anonymous) throw error;
    return loadScript();
  });
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
