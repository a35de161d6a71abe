// The model of this page: its program, what it is, the samples that came with it, and their codes.

import { errorWithCode, unwrap } from "../shared/errors.mjs";
import { samplesIn } from "./views.mjs";

const bytesOf = (base64) => Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));

async function unpacked(packed) {
  const stream = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip"));
  return new Uint8Array(await new Response(stream).arrayBuffer());
}

/// Opens the model of the page's content, {model, samples, labels}; `createProgram` is the loader's function, `packed` the
/// program in base64, gzipped. {player, about, samples, labels, codes, mean, deviation}: functions that return values or throw.
export async function openModel(content, createProgram, packed) {
  if (!content) throw errorWithCode("argument-wrong-type", "This page holds no model: save one with Share, Save as a page of its own.");
  const program = await createProgram({ wasmBinary: await unpacked(bytesOf(packed)), locateFile: (path) => path });
  const bound = unwrap(program.createPlayer(bytesOf(content.model)));
  const none = new Int32Array(0), about = bound.about(), size = about.shape.reduce((product, side) => product * side);
  const player = {
    encode: (samples) => unwrap(bound.encode(samples, none)),
    decode: (codes, labels) => unwrap(bound.decode(codes, labels ? Int32Array.from(labels) : none)),
    generate: (count, seed, temperature) => samplesIn(unwrap(bound.generate(count, seed, temperature)).samples, size),
    words: (sample) => bound.words(sample),
  };
  const values = new Float32Array(bytesOf(content.samples).buffer), codes = samplesIn(player.encode(values), about.codeSize);
  return { player, about, size, samples: samplesIn(values, size), labels: content.labels, codes, ...spread(codes, about.codeSize) };
}

// Mean and deviation of each value of the codes.
function spread(codes, size) {
  const mean = new Float32Array(size), deviation = new Float32Array(size);
  for (let i = 0; i < size; ++i) {
    for (const code of codes) mean[i] += code[i] / codes.length;
    for (const code of codes) deviation[i] += (code[i] - mean[i]) ** 2 / codes.length;
    deviation[i] = Math.sqrt(deviation[i]);
  }
  return { mean, deviation };
}

/// What a sample is called: its number, and its label where it has one.
export function nameOf({ about, labels }, index) {
  const label = labels[index];
  const name = label >= 0 ? `, ${about.labels[label] ?? label}` : "";
  return `sample ${index + 1}${name}`;
}

/// The labels for codes of one sample, where the model is told them.
export const labelsFor = ({ about, labels }, index, count) => (about.conditional ? Array(count).fill(labels[index]) : undefined);
