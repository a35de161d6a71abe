// The package's own gzip, against zlib's. Needs no browser.

import { constants, gunzipSync, gzipSync } from "node:zlib";

import { unpackGzip } from "../../../web/package/gzip.mjs";
import { check, test } from "../harness.mjs";

const { Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE } = constants;

const unpack = (bytes, check = () => {}) => unpackGzip(new Uint8Array(bytes), "file.gz", check);
const codeOf = (bytes) => unpack(bytes).then(() => "none", ({ code }) => code);

// Bytes of many kinds: noise, few values, long repetitions.
function sample(kind, length) {
  let state = kind + 1;
  const next = () => (state = (Math.imul(state, 1664525) + 1013904223) >>> 0) >>> 24;
  return Uint8Array.from({ length }, (_, i) => [next(), next() % 5, (i * kind) % 251, i % 700 < 600 ? 0 : next()][kind % 4]);
}

test("gzip: unpacks what zlib packs, at every level, by every strategy", async () => {
  let files = 0;
  for (const strategy of [Z_DEFAULT_STRATEGY, Z_FILTERED, Z_FIXED, Z_HUFFMAN_ONLY, Z_RLE]) {
    for (let level = 0; level <= 9; level++) {
      for (const length of [0, 1, 100, 70_000]) {
        const bytes = sample(files++, length);
        const unpacked = await unpack(gzipSync(bytes, { level, strategy }));
        check(Buffer.compare(bytes, unpacked) === 0, `strategy ${strategy}, level ${level}, ${length} bytes`);
      }
    }
  }
  return `${files} files`;
});

test("gzip: reads headers with all their fields", async () => {
  const [packed, bytes] = [gzipSync(sample(3, 500)), sample(3, 500)];
  const header = [0x1f, 0x8b, 8, 4 | 8 | 16, 0, 0, 0, 0, 0, 3, 5, 0, 1, 2, 3, 4, 5, ...Buffer.from("name\0comment\0")];
  check(Buffer.compare(bytes, await unpack([...header, ...packed.subarray(10)])) === 0, "extra field, name and comment");
  for (let cut = 2; cut < header.length; cut++) check(await codeOf(header.slice(0, cut)) === "gzip-truncated", `cut at ${cut}`);
  check(await codeOf([...header.slice(0, 3), 0x80, ...header.slice(4)]) === "gzip-corrupt", "an unknown flag");
});

test("gzip: a file cut anywhere is truncated, a changed one never unpacks to other bytes", async () => {
  const bytes = sample(1, 2000), packed = gzipSync(bytes);
  for (let cut = 2; cut < packed.length; cut++) {
    const code = await codeOf(packed.subarray(0, cut));
    check(code === "gzip-truncated", `cut at ${cut}: ${code}`);
  }
  for (let bit = 16; bit < 8 * packed.length; bit++) {
    const changed = Buffer.from(packed);
    changed[bit >> 3] ^= 1 << (bit & 7);
    const code = await codeOf(changed);
    // The time, the system, the level and "this is text" in the header mean nothing.
    const isFree = bit === 24 || (bit >= 32 && bit < 80);
    check(isFree ? code === "none" : /^gzip-(corrupt|truncated)$/.test(code), `bit ${bit}: ${code}`);
  }
});

test("gzip: several members in a row, zeros behind them, and what may not be there", async () => {
  const [a, b] = [sample(1, 300), sample(2, 40_000)];
  const both = Buffer.concat([gzipSync(a), gzipSync(b), new Uint8Array(50)]);
  check(Buffer.compare(Buffer.concat([a, b]), await unpack(both)) === 0, "two members");
  check(Buffer.compare(gunzipSync(both), await unpack(both)) === 0, "as zlib does");
  const error = await unpack(Buffer.concat([gzipSync(a), Buffer.from("more")])).catch((thrown) => thrown);
  check(error.code === "gzip-trailing-bytes" && /^file\.gz, byte \d+ .*found 4 bytes after the compressed data; .*\.$/.test(error.message), error.message);
});

test("gzip: stops where it is told to, before the memory is there", async () => {
  let largest = 0;
  const stop = await unpack(gzipSync(new Uint8Array(50e6)), (size) => {
    largest = size;
    if (size > 1e6) throw new Error("enough");
  }).catch(({ message }) => message);
  check(stop === "enough" && largest < 4e6, `${stop} after ${largest} bytes`);
});
