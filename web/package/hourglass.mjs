// The engine as a JavaScript module: settings in, Float32Arrays out, every refusal an Error with a code. Types and
// explanations are in hourglass.d.mts.

import { loadingFailed, startEngine } from "./engine.mjs";
import { addressIn, optionsOf } from "./arguments.mjs";
import { chooseVariant, hasNode } from "../shared/variant.mjs";

// The addresses are literal, so that bundlers find both builds.
const kBuilds = {
  "wasm": () => import("../wasm/hourglass_engine.mjs"),
  "wasm-threads": () => import("../wasm-threads/hourglass_engine.mjs"),
};
const startThreads = () => import("./start_thread.mjs");

/// A file of the package as a module, where the folder `base` holds the package's files as they are.
const importFrom = (base, path) => import(/* @vite-ignore */ /* webpackIgnore: true */ addressIn(base, path));

/// Loads the engine: with threads where a page may have them unless declined, in Node only where asked for.
export async function loadHourglass(options) {
  const { threads = !hasNode, base } = optionsOf(options, ["threads", "base"]);
  const variant = chooseVariant(threads);
  const threaded = variant === "wasm-threads";
  try {
    const build = await (base ? importFrom(base, `${variant}/hourglass_engine.mjs`) : kBuilds[variant]());
    if (!threaded) return await startEngine(build.default, false);
    const { startThread } = await (base ? importFrom(base, "package/start_thread.mjs") : startThreads());
    return await startEngine(() => build.default({ startThread }), true);
  } catch (error) {
    throw error.code ? error : loadingFailed(error);
  }
}
