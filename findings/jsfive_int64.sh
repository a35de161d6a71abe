#!/usr/bin/env bash
# jsfive 0.4.2 (file written with h5wasm 0.10.3, whose own reader is compared).
#
# Belief: a reader either gives 64-bit whole numbers exactly or refuses them.
# Seen: jsfive rounds them to what a JavaScript number can hold, without a word: identifiers and labels above 2^53 change.
# h5wasm gives a BigInt64Array.
#
#   written: 9007199254740993
#   jsfive: 9007199254740992 (number)
#   h5wasm: 9007199254740993 (bigint)
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --prefix . --silent --no-audit --no-fund --ignore-scripts jsfive@0.4.2 h5wasm@0.10.3
cat >check.mjs <<'EOF'
import { readFileSync } from "node:fs";
import h5wasm from "h5wasm/node";
import * as jsfive from "jsfive";

await h5wasm.ready;
const number = 2n ** 53n + 1n;
const written = new h5wasm.File("numbers.h5", "w");
written.create_dataset({ name: "identifiers", data: BigInt64Array.of(number), shape: [1] });
written.close();

const bytes = readFileSync("numbers.h5");
const file = new jsfive.File(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), "numbers.h5");
const byJsfive = file.get("identifiers").value[0];
const byH5wasm = new h5wasm.File("numbers.h5", "r").get("identifiers").value[0];
console.log(`written: ${number}`);
console.log(`jsfive: ${byJsfive} (${typeof byJsfive})`);
console.log(`h5wasm: ${byH5wasm} (${typeof byH5wasm})`);
const asRecorded = byJsfive === 2 ** 53 && byH5wasm === number;
if (!asRecorded) {
  console.log("not as recorded");
  process.exit(1);
}
console.log("as recorded");
EOF
node check.mjs
