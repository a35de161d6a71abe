// The engine around its loaded WebAssembly program: its tables and the sessions that it makes. hourglass.mjs loads one; types
// and explanations are in hourglass.d.mts.

import { namedFiles, optionsOf, threadsIn } from "./arguments.mjs";
import { isGzip, unpackGzip } from "./gzip.mjs";
import { requireWorkers, Session } from "./session.mjs";
import { settingTexts } from "./settings.mjs";
import { errorWithCode, unwrap } from "../shared/errors.mjs";
import { requireSimd } from "../shared/variant.mjs";

class Engine {
  #module;

  constructor(module, threads) {
    this.#module = module;
    this.threads = threads;
    this.version = module.version();
    Object.freeze(this);
  }

  create(settings, data) {
    const texts = settingTexts(settings);
    requireWorkers(this.#module, threadsIn(texts));
    return new Session(this.#module, unwrap(this.#module.createSession(Object.entries(texts), namedFiles(data))));
  }

  async unpack(data) {
    const unpacked = async ({ name, bytes }) => {
      if (!isGzip(bytes)) return { name, bytes };
      const check = (size, problem) => unwrap(this.#module.checkUnpacking(name, bytes.length, size, problem));
      return { name, bytes: await unpackGzip(bytes, check) };
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

/// The engine of a build's module, given the function that the module exports.
export async function startEngine(createEngine, threads) {
  requireSimd();
  try {
    return new Engine(await createEngine(), threads);
  } catch (cause) {
    throw errorWithCode("wasm-failed", `The engine did not load: ${cause?.message ?? cause}`, cause);
  }
}
