// What the page and its tests ask of the running application: embind's object as plain functions.

import { valuesIn } from "../shared/link.mjs";
import { unwrap } from "../shared/errors.mjs";
import { holdModel } from "./data_sets.mjs";

// How a link describes the panels: {alone, shown, embedded}; `shown` is null where the usual panels stand at their usual places.
function panelsOf(link) {
  const first = (key) => valuesIn(link, key)[0] ?? null;
  return { alone: first("focus"), shown: first("panels")?.split(",") ?? null, embedded: first("embedded") === "1" };
}

const textPairs = (settings) => Object.entries(settings).map(([key, value]) => [key, String(value)]);

// useFiles(), and usedFiles(): the files of the set that the run is on, [] where it is a built-in one.
function rememberFiles({ useFiles, metrics }) {
  const nameOfData = () => metrics().settings.data;
  let name = null, used = [];
  return {
    useFiles(files) {
      useFiles(files);
      if (!holdModel(files)) [name, used] = [nameOfData(), files];
    },
    usedFiles() {
      if (nameOfData() !== name) [name, used] = [null, []];
      return used;
    },
  };
}

/// The functions of a module whose application runs: those that src/bindings/page_bindings.cpp binds, under their names, and
/// those that take or give something handier. Where the application refuses, they throw its sentence with its code.
export function applicationOf(module) {
  const application = module.application();
  const bound = Object.getOwnPropertyNames(Object.getPrototypeOf(application)).filter((name) => name !== "constructor");
  const answered = (answer) => (answer?.error ? unwrap(answer) : answer);
  const functions = Object.fromEntries(bound.map((name) => [name, (...values) => answered(application[name](...values))]));
  return {
    ...functions,
    ...rememberFiles(functions),
    layout: () => JSON.parse(functions.layoutJson()),
    panels: () => panelsOf(functions.link()),
    apply: (key, value) => functions.apply(key, String(value)),
    useSettings: (settings) => functions.useSettings(textPairs(settings)),
    modelFile: (withOptimiser) => functions.modelFile(withOptimiser === true),
  };
}
