// Unpacks gzip (RFC 1952) as data/gzip_reader.h does, with the same codes for what is wrong: the engine's program has no code
// for it.

import { Damage, Inflater } from "./inflate.mjs";
import { errorWithCode } from "../shared/errors.mjs";

const kHeaderCrc = 2, kExtra = 4, kName = 8, kComment = 16, kReserved = 0xe0;  // flags
const kDeflate = 8;
const kSlice = 12;  // milliseconds of unpacking after which the thread does something else

// Of each fault: what was expected, and what to try.
const kFaults = {
  "gzip-truncated": ["more compressed data", "download or compress the file again"],
  "gzip-corrupt": ["valid gzip data", "download or compress the file again"],
  "gzip-trailing-bytes": ["the end of the file", "remove what follows the compressed data"],
};

/// Whether these bytes begin as gzip does.
export const isGzip = (bytes) => bytes instanceof Uint8Array && bytes[0] === 0x1f && bytes[1] === 0x8b;

const kCrcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  for (let bit = 0; bit < 8; bit++) byte = byte & 1 ? (byte >>> 1) ^ 0xedb88320 : byte >>> 1;
  return byte;
});

// The check sum of section 8.
function crc32(bytes) {
  let crc = -1;
  for (let i = 0; i < bytes.length; i++) crc = kCrcTable[(crc ^ bytes[i]) & 255] ^ (crc >>> 8);
  return ~crc >>> 0;
}

// The place behind the header of a member that begins at `begin`.
function endOfHeader(packed, begin) {
  const [, , method, flags] = packed.subarray(begin);
  let at = begin + 10;
  const requireUntil = (end) => {
    if (end > packed.length) throw new Damage("gzip-truncated", "the end of the file");
  };
  const skipText = () => {
    const end = packed.indexOf(0, at);
    requireUntil(end < 0 ? Infinity : end);
    at = end + 1;
  };
  requireUntil(at);
  if (method !== kDeflate || flags & kReserved) throw new Damage("gzip-corrupt", "a header of another format");
  if (flags & kExtra) {
    requireUntil(at + 2);
    at += 2 + packed[at] + 256 * packed[at + 1];
    requireUntil(at);
  }
  if (flags & kName) skipText();
  if (flags & kComment) skipText();
  if (flags & kHeaderCrc) {
    requireUntil(at + 2);
    const sum = crc32(packed.subarray(begin, at)) & 0xffff;
    if (sum !== packed[at] + 256 * packed[at + 1]) throw new Damage("gzip-corrupt", "a header with another check sum");
    at += 2;
  }
  return at;
}

// Refuses a member whose end at `at` is not that of `unpacked`.
function checkEnd(packed, at, unpacked) {
  if (at + 8 > packed.length) throw new Damage("gzip-truncated", "the end of the file");
  const end = new DataView(packed.buffer, packed.byteOffset + at, 8);
  if (end.getUint32(0, true) !== crc32(unpacked)) throw new Damage("gzip-corrupt", "data with another check sum");
  if (end.getUint32(4, true) !== unpacked.length % 2 ** 32) throw new Damage("gzip-corrupt", "data of another length");
}

// Whether a member follows at `at`: there may be several in a row, and zeros behind the last.
function memberFollows(packed, at) {
  const rest = packed.subarray(at);
  if (rest.every((byte) => byte === 0)) return false;
  if (isGzip(rest)) return true;
  throw new Damage("gzip-trailing-bytes", `${rest.length} bytes after the compressed data`);
}

const soon = () => new Promise((done) => setTimeout(done, 0));

/// The unpacked bytes of the file `name`. `check(size)` receives the number of bytes so far and throws to stop.
export async function unpackGzip(packed, name, check) {
  let output = new Uint8Array(Math.min(4 * packed.length, 1e6)), size = 0, at = 0, last = performance.now();
  let inflater = null;
  try {
    do {
      inflater = null;
      inflater = new Inflater(packed, endOfHeader(packed, at), output, size, check);
      while (inflater.block()) {
        if (performance.now() - last < kSlice) continue;
        await soon();
        last = performance.now();
      }
      at = inflater.position;
      checkEnd(packed, at, inflater.output.subarray(size, inflater.size));
      ({ output, size } = inflater);
      check(size);
      at += 8;
    } while (memberFollows(packed, at));
  } catch (error) {
    if (!(error instanceof Damage)) throw error;
    const place = error.code === "gzip-truncated" ? packed.length : inflater === null ? at : Math.max(at, inflater.position);
    const [expected, advice] = kFaults[error.code];
    const where = `${name}, byte ${place} of the compressed data`;
    throw errorWithCode(error.code, `${where}: expected ${expected}, found ${error.message}; ${advice}.`);
  }
  return output.slice(0, size);
}
