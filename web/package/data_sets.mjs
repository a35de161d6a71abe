// Data sets of every kind for an autoencoder: files in all formats that Hourglass reads, and the built-in sets. Types and
// explanations are in data_sets.d.mts.

import { addressIn, optionsOf } from "./arguments.mjs";
import { namedFiles, withoutBlobs } from "./data.mjs";
import { loadingFailed } from "./engine.mjs";
import { settingTexts } from "./settings.mjs";
import { nameOf } from "../shared/file_names.mjs";
import * as reader from "../shared/set_reader.mjs";
import { requireSimd } from "../shared/variant.mjs";

const programs = new Map();  // the folder that is named -> the program in it

// The address is written out, so that bundlers find the program.
const importProgram = (base) => base
  ? import(/* @vite-ignore */ /* webpackIgnore: true */ addressIn(base, "wasm/hourglass_sets.mjs")) : import("../wasm/hourglass_sets.mjs");

async function programIn(base) {
  requireSimd();
  const key = String(base ?? "");
  if (!programs.has(key)) {
    const loading = importProgram(base).then(({ default: createSets }) => createSets()).catch((cause) => { throw loadingFailed(cause); });
    programs.set(key, loading);
    loading.catch(() => programs.delete(key));
  }
  return programs.get(key);
}

/// Reads files in any format as one set.
export async function readData(data, settings, options) {
  const { name, onProgress = () => {}, base } = optionsOf(options, ["name", "onProgress", "base"]);
  const texts = settingTexts(settings), files = namedFiles(await withoutBlobs(data));
  return reader.readSet(await programIn(base), files, String(name ?? nameOf(files)), texts, (progress) => onProgress(progress));
}

/// Draws the built-in set that the settings name.
export async function drawData(settings, options) {
  const { base } = optionsOf(options, ["base"]);
  const texts = settingTexts(settings);
  return { files: reader.drawSet(await programIn(base), texts), ignored: [], preview: null };
}
