// What a visitor downloads, against the limits that docs/performance.md explains.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { check, kSite, test } from "./harness.mjs";

const kVariants = ["wasm", "wasm-threads"];
// Bytes, as they are and as gzip packs them.
const kLimits = {
  hourglass_page: { raw: 1_200_000, gzipped: 450_000 },
  hourglass_engine: { raw: 400_000, gzipped: 150_000 },
};

function sizesOf(variant, program) {
  const bytes = readFileSync(join(kSite, variant, `${program}.wasm`));
  return { raw: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length };
}

const within = (sizes, limits) => sizes.raw <= limits.raw && sizes.gzipped <= limits.gzipped;
const inWords = ({ raw, gzipped }) => `${raw} bytes, ${gzipped} gzipped`;

for (const variant of kVariants) {
  for (const [program, limits] of Object.entries(kLimits)) {
    test(`size: ${variant}: ${program} keeps to its limits`, () => {
      const sizes = sizesOf(variant, program);
      check(within(sizes, limits), `${inWords(sizes)}: above ${inWords(limits)}`);
      return inWords(sizes);
    });
  }
}
