// What a visitor downloads, against the limits that docs/performance.md explains.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";

import { check, kSite, test } from "./harness.mjs";

const kLimits = {
  hourglass_engine: { raw: 350_000, gzipped: 130_000 },
  hourglass_page: { raw: 1_200_000, gzipped: 450_000 },
};

for (const variant of ["wasm", "wasm-threads"]) {
  for (const [program, limits] of Object.entries(kLimits)) {
    test(`size: ${variant}/${program}.wasm keeps to its limits`, () => {
      const bytes = readFileSync(join(kSite, variant, `${program}.wasm`));
      const sizes = { raw: bytes.length, gzipped: gzipSync(bytes, { level: 9 }).length };
      const figures = `${sizes.raw} bytes, ${sizes.gzipped} gzipped`;
      for (const kind of ["raw", "gzipped"]) {
        check(sizes[kind] <= limits[kind], `${figures}: ${kind} is above the limit of ${limits[kind]}`);
      }
      return figures;
    });
  }
}
