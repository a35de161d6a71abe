// Reads files of any format as one set, with the program hourglass_sets and the browser's decoders of pictures.

import { unwrap } from "./errors.mjs";
import { decodePictures } from "./pictures.mjs";

const isPacked = ({ bytes }) => (bytes[0] === 0x50 && bytes[1] === 0x4b) || (bytes[0] === 0x1f && bytes[1] === 0x8b);

/// {files, ignored, preview} of files [{name, bytes}], as `sets`, the program, gives them, read with `settings` {key: text}.
/// Pictures in archives are decoded, too; report({done, total}, first) receives how far that is, and first() reads what is decoded by
/// then as a set. Rejects with a sentence and a code.
export async function readSet(sets, given, name, settings, report) {
  const { files, ignored } = given.some(isPacked) ? unwrap(sets.unpack(given)) : { files: given, ignored: [] };
  const readAs = (some) => {
    const read = unwrap(sets.readSet(some, name, Object.entries(settings)));
    return { ...read, ignored: [...ignored, ...read.ignored] };
  };
  return readAs(await decodePictures(files, (done, soFar) => report({ done, total: files.length }, () => readAs(soFar()))));
}

/// The files of the built-in set that `settings` {key: text} ask for.
export const drawSet = (sets, settings) => unwrap(sets.drawSet(Object.entries(settings)));
