#!/usr/bin/env bash
# jsfive 0.4.2 (file written with h5wasm 0.10.3, whose own reader is compared).
#
# Belief: a string of fixed length that is padded with NULs comes out of an HDF5 reader without its padding, as from HDF5's other
# readers, so that two readers agree on labels and attributes.
# Seen: jsfive keeps the padding. The text looks right when printed and is unequal to what was written.
#
#   jsfive: ["abc\u0000\u0000\u0000\u0000\u0000","hello\u0000\u0000\u0000"]
#   h5wasm: ["abc","hello"]
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
const written = new h5wasm.File("strings.h5", "w");
written.create_dataset({ name: "labels", data: ["abc"], shape: [1], dtype: "S8" });
written.create_attribute("title", "hello", null, "S8");
written.close();

const bytes = readFileSync("strings.h5");
const byJsfive = new jsfive.File(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length), "strings.h5");
const byH5wasm = new h5wasm.File("strings.h5", "r");
const seen = [
  JSON.stringify([byJsfive.get("labels").value[0], byJsfive.attrs.title]),
  JSON.stringify([byH5wasm.get("labels").value[0], byH5wasm.attrs.title.value]),
];
console.log("jsfive:", seen[0]);
console.log("h5wasm:", seen[1]);
const asRecorded = seen[0] === JSON.stringify(["abc".padEnd(8, "\0"), "hello".padEnd(8, "\0")]) && seen[1] === '["abc","hello"]';
if (!asRecorded) {
  console.log("not as recorded");
  process.exit(1);
}
console.log("as recorded");
EOF
node check.mjs
