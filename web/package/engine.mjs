// The engine around its loaded WebAssembly program: its tables and the sessions that it makes. hourglass.mjs loads one; types
// and explanations are in hourglass.d.mts.

import { optionsOf, threadsIn } from "./arguments.mjs";
import { namedFiles } from "./data.mjs";
import { isGzip, unpackGzip } from "./gzip.mjs";
import { requireWorkers, Session } from "./session.mjs";
import { settingTexts } from "./settings.mjs";
import { errorWithCode, unwrap } from "../shared/errors.mjs";
import { requireSimd } from "../shared/variant.mjs";

// What browsers say of an answer that is no WebAssembly, such as a page that stands for a missing file.
const kNoWasm = /magic|doesn't start with|unsupported MIME|Response has unsupported/i;

// What Node says of a file that is not there.
const kNoFile = /ENOENT.*open '([^']*)'/;

// The address from which the program was asked for last, as the browser noted it; empty where it notes none.
function programAddress() {
  const entries = globalThis.performance?.getEntriesByType?.("resource") ?? [];
  return entries.map(({ name }) => name).filter((name) => /hourglass_(engine|sets)[^/]*\.wasm/.test(name)).at(-1) ?? "";
}

/// The error of an engine that did not load: what came from which address, and what to do.
export function loadingFailed(cause) {
  const reason = String(cause?.message ?? cause).replace(/\s*Build with -sASSERTIONS for more info\./, "").replace(/^Aborted\((.*)\)\.?$/s, "$1");
  const address = kNoFile.exec(reason)?.[1] ?? programAddress();
  const isWrong = kNoWasm.test(reason) || kNoFile.test(reason);
  const what = kNoFile.test(reason) ? "is not there" : "gave something else than WebAssembly";
  const found = isWrong ? `${address || "its address"} ${what}` : address && `from ${address}`;
  const advice = !isWrong ? "" : address.includes("/deps/") ? ' Vite up to 7 needs optimizeDeps: { exclude: ["hourglass-autoencoders"] }.'
    : " Where a bundler leaves the package's files behind, import hourglass-autoencoders/inline.";
  return errorWithCode("wasm-failed", `The engine did not load: ${found ? `${found} (${reason}).` : reason}${advice}`, cause);
}

class Engine {
  #module;

  constructor(module, threads) {
    this.#module = module;
    this.threads = threads;
    this.version = module.version();
    Object.freeze(this);
  }

  create(settings, data) {
    const texts = this.#withinWorkers(settingTexts(settings));
    requireWorkers(this.#module, threadsIn(texts));
    return new Session(this.#module, unwrap(this.#module.createSession(Object.entries(texts), namedFiles(data))));
  }

  // More threads than there are workers give the same bits and no more speed.
  #withinWorkers(texts) {
    const { unusedWorkers, pthreads } = this.#module.PThread ?? {};  // pthreads: the busy ones
    if (!unusedWorkers) return texts;
    const most = unusedWorkers.length + Object.keys(pthreads).length;
    return threadsIn(texts) > most ? { ...texts, threads: String(most) } : texts;
  }

  async unpack(data) {
    const unpacked = async ({ name, bytes }) => {
      if (!isGzip(bytes)) return { name, bytes };
      const check = (size) => unwrap(this.#module.checkUnpacking(name, bytes.length, size, ""));
      return { name, bytes: await unpackGzip(bytes, name, check) };
    };
    return Promise.all(namedFiles(data).map(unpacked));
  }

  memoryBytes() { return this.#module.memoryBytes(); }
  settingsTable() { return this.#module.settingsTable(); }
  workloads() { return this.#module.workloads(); }

  benchmark(workload, options) {
    const { threads = 1, seconds = 3, math = "fast" } = optionsOf(options, ["threads", "seconds", "math"]);
    requireWorkers(this.#module, Number(threads) <= 8 ? threads - 1 : 0);
    return unwrap(this.#module.benchmark(String(workload), Math.trunc(Number(threads)) || 0, Number(seconds), String(math)));
  }
}

/// The engine of a build's module, given a function that makes the module.
export async function startEngine(createEngine, threads) {
  requireSimd();
  try {
    return new Engine(await createEngine(), threads);
  } catch (cause) {
    throw loadingFailed(cause);
  }
}
