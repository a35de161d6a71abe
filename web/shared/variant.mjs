// Which build of the engine runs here: with threads, without, or none.

import { errorWithCode } from "./errors.mjs";

// The smallest module that uses a vector instruction: (func (result v128) i32.const 0 i8x16.splat i8x16.popcnt).
const kSimdProbe = new Uint8Array([
  0, 97, 115, 109, 1, 0, 0, 0, 1, 5, 1, 96, 0, 1, 123, 3, 2, 1, 0, 10, 10, 1, 8, 0, 65, 0, 253, 15, 253, 98, 11,
]);

/// True where WebAssembly and its vector instructions work.
export function simdWorks() {
  return typeof WebAssembly === "object" && WebAssembly.validate(kSimdProbe);
}

/// True where Node's modules can be loaded.
export const hasNode = typeof globalThis.process?.versions?.node === "string";

/// True where WebAssembly may share memory between threads: in most browsers in a cross-origin isolated page, and in Node. Found
/// out by sending some, since crossOriginIsolated promises it where a browser has no such memory at all (WebKitGTK 2.50).
export function threadsWork() {
  if (typeof SharedArrayBuffer !== "function") return false;
  // Jest's jsdom hides the class, in Node.
  if (typeof MessageChannel !== "function") return hasNode;
  const { port1 } = new MessageChannel();
  try {
    port1.postMessage(new WebAssembly.Memory({ initial: 1, maximum: 1, shared: true }));
    return true;
  } catch {
    return false;
  } finally {
    port1.close();
  }
}

/// Throws "simd-missing" where no build runs.
export function requireSimd() {
  if (!simdWorks()) {
    throw errorWithCode("simd-missing",
      "Hourglass needs WebAssembly with SIMD, which this browser lacks; use Chrome or Edge 91, Firefox 89, Safari 16.4 " +
      "or newer.");
  }
}

/// The folder of the variant to load. Throws "simd-missing" where none runs.
export function chooseVariant(wantThreads) {
  requireSimd();
  return wantThreads && threadsWork() ? "wasm-threads" : "wasm";
}
