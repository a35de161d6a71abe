// The engine as a JavaScript module: settings in, Float32Arrays out, every refusal an Error with a code. Types and
// explanations are in hourglass.d.mts.

import { startEngine } from "./engine.mjs";
import { errorWithCode } from "../shared/errors.mjs";
import { chooseVariant } from "../shared/variant.mjs";

// The addresses are literal, so that bundlers find both builds.
const kBuilds = {
  "wasm": () => import("../wasm/hourglass_engine.mjs"),
  "wasm-threads": () => import("../wasm-threads/hourglass_engine.mjs"),
};

/// Loads the engine: with threads in a cross-origin isolated page unless declined, in Node only where asked for.
export async function loadHourglass({ threads = globalThis.crossOriginIsolated === true } = {}) {
  const variant = chooseVariant(threads);
  let build;
  try {
    build = await kBuilds[variant]();
  } catch (cause) {
    throw errorWithCode("wasm-failed", `The engine did not load: ${cause?.message ?? cause}`, cause);
  }
  return startEngine(build.default, variant === "wasm-threads");
}
