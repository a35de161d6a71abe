// The engine out of a program that is part of the script: gzipped, as base64.

import { startEngine } from "../package/engine.mjs";
import { unpackGzip } from "../package/gzip.mjs";

/// The engine, on one thread, of the build's loader and its program.
export function engineOf(createEngine, program) {
  return startEngine(async () => {
    const packed = Uint8Array.from(atob(program), (letter) => letter.charCodeAt(0));
    const wasmBinary = await unpackGzip(packed, "the engine", () => {});
    return createEngine({ wasmBinary, locateFile: (path) => path });
  }, false);
}
