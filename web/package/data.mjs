// What callers give as data, as the files that the engine reads: files as they are, arrays of numbers as IDX files.

import { labelsOf, numberIn, optionsOf } from "./arguments.mjs";
import { errorWithCode } from "../shared/errors.mjs";

const kMostSide = 4096, kMostChannels = 4;
// Beyond [0, 1] by less than this is taken for the rounding of 32-bit numbers.
const kRounding = 1e-6;

const kBytes = [Uint8Array, Uint8ClampedArray];
const kNumbers = [Float32Array, Float64Array, Array, ...kBytes];
const isOneOf = (kinds, value) => kinds.some((kind) => value instanceof kind);

const refusal = (code, what, expected, found, advice) => errorWithCode(code, `${what}: expected ${expected}, found ${found}; ${advice}.`);

/// The bytes of a file that was read.
export const bytesOf = (bytes) => (bytes instanceof ArrayBuffer ? new Uint8Array(bytes) : bytes);

/// Whether data is {samples, shape}: arrays of numbers, no files.
export const isArrays = (data) => typeof data === "object" && data !== null && "samples" in data;

/// Whether data is a set that data_sets.mjs read or drew.
export const isSet = (data) => typeof data === "object" && data !== null && Array.isArray(data.files);

/// The data with every Blob, also among several, read into {name, bytes}.
export async function withoutBlobs(data) {
  const read = async (item) => item instanceof Blob
    ? { name: item.webkitRelativePath || item.name || "data", bytes: new Uint8Array(await item.arrayBuffer()) } : item;
  return Array.isArray(data) ? Promise.all(data.map(read)) : read(data);
}

const hasSeveral = (samples) => Array.isArray(samples) && isOneOf(kNumbers, samples[0]);

// [height, width, channels].
function shapeOf(shape) {
  const list = typeof shape === "object" && shape !== null ? Array.from(shape) : [];
  if (list.length !== 2 && list.length !== 3) {
    throw refusal("argument-wrong-type", "shape", "[height, width] or [height, width, channels]", String(shape), "pass a list such as [28, 28]");
  }
  const [height, width, channels = 1] = list;
  return [numberIn("shape", height, 1, kMostSide), numberIn("shape", width, 1, kMostSide), numberIn("shape", channels, 1, kMostChannels)];
}

// Writes the values of an array into `bytes` at `place`; `what` names the array.
function writeBytes(bytes, place, values, what) {
  if (isOneOf(kBytes, values)) return bytes.set(values, place);
  for (let i = 0; i < values.length; i++) {
    const value = values[i];
    if (typeof value === "number" && value >= -kRounding && value <= 1 + kRounding) {
      bytes[place + i] = Math.round(255 * value);
    } else {
      const [code, advice] = Number.isFinite(value) ? ["array-out-of-range", "divide bytes by 255, or pass them as Uint8Array"]
        : ["array-not-finite", "pass finite numbers only"];
      throw refusal(code, what, "numbers from 0 to 1", `${String(value)} at ${i}`, advice);
    }
  }
}

// An IDX file of unsigned bytes with room for its values, and where these begin.
function idxFile(dimensions) {
  const begin = 4 + 4 * dimensions.length;
  const bytes = new Uint8Array(dimensions.reduce((product, size) => product * size, 1) + begin);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, 0x0800 + dimensions.length);
  dimensions.forEach((size, i) => view.setUint32(4 + 4 * i, size));
  return { bytes, begin };
}

// One array per sample, or all in one; `name` is that of the argument.
function samplesFile(samples, shape, name) {
  const size = shape[0] * shape[1] * shape[2], words = `${shape.join(" x ")} = ${size}`;
  const arrays = hasSeveral(samples) ? samples : [samples];
  const isRight = (array) => (hasSeveral(samples) ? array.length === size : array.length > 0 && array.length % size === 0);
  arrays.forEach((array, i) => {
    const what = hasSeveral(samples) ? `${name} ${i}` : name;
    if (!isOneOf(kNumbers, array)) {
      throw refusal("argument-wrong-type", what, "an array of numbers from 0 to 1, or of bytes", "something else", "pass a Float32Array or a Uint8Array");
    }
    if (isRight(array)) return;
    const expected = `${hasSeveral(samples) ? "" : "a multiple of "}${words} values`;
    throw refusal("array-wrong-length", what, expected, array.length, "pass whole samples of this shape");
  });
  const count = hasSeveral(samples) ? arrays.length : samples.length / size;
  const { bytes, begin } = idxFile([count, ...(shape[2] === 1 ? shape.slice(0, 2) : shape)]);
  arrays.forEach((array, i) => writeBytes(bytes, begin + i * size, array, hasSeveral(samples) ? `${name} ${i}` : name));
  return { count, bytes };
}

function labelsFile(labels, count, name) {
  const list = labelsOf(labels);
  if (list.length !== count) {
    throw refusal("array-wrong-length", name, `${count} labels, one per sample`, list.length, "pass as many as there are samples");
  }
  const { bytes, begin } = idxFile([count]);
  list.forEach((label, i) => { bytes[begin + i] = numberIn(name, label, 0, 255); });
  return bytes;
}

// The files of one part: its samples and, where there are labels, those.
function partFiles({ samples, labels }, shape, names) {
  const { count, bytes } = samplesFile(samples, shape, names.samples);
  const files = [{ name: names.samples, bytes }];
  if (labels !== undefined && labels !== null) files.push({ name: names.labels, bytes: labelsFile(labels, count, names.labels) });
  return files;
}

/// The files of {samples, shape, labels, heldOut}. The engine tells parts by the word "test" in a file's name.
export function filesOfArrays(data) {
  const { samples, shape, labels, heldOut } = optionsOf(data, ["samples", "shape", "labels", "heldOut"]);
  const sides = shapeOf(shape);
  const files = partFiles({ samples, labels }, sides, { samples: "samples", labels: "labels" });
  if (heldOut === undefined || heldOut === null) return files;
  return [...files, ...partFiles(optionsOf(heldOut, ["samples", "labels"]), sides, { samples: "test samples", labels: "test labels" })];
}

/// [{name, bytes}] of what was given as data: nothing, one array of bytes, a named one, or several of either; arrays; or a set.
export function namedFiles(data) {
  if (data === undefined || data === null) return [];
  if (isArrays(data)) return filesOfArrays(data);
  if (isSet(data)) return data.files;
  return (Array.isArray(data) ? data : [data]).map((item, index) => {
    const bytes = item?.bytes ?? item;
    return { name: String(item?.name ?? `data ${index + 1}`), bytes: bytesOf(bytes) };
  });
}
