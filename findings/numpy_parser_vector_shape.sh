#!/usr/bin/env bash
# numpy-parser 1.2.3.
#
# Belief: the shape of a parsed NPY file is the one that the file states, so a vector has one dimension.
# Seen: a vector of n elements is reported as a matrix of n rows and one column, and cannot be told from a file that holds such a
# matrix. A number (no dimension) keeps its empty shape.
#
#   file's shape (3,): 3,1
#   file's shape (3, 1): 3,1
#   file's shape (): (none)
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --prefix . --silent --no-audit --no-fund --ignore-scripts numpy-parser@1.2.3
cat >check.mjs <<'EOF'
import parser from "numpy-parser";

/** An NPY file, version 1.0. */
function npy(descr, fortranOrder, shape, data) {
  const order = fortranOrder ? "True" : "False";
  const dimensions = shape.length === 1 ? `${shape},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${dimensions}), }`;
  const header = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11) + "\n";
  const start = [0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, header.length & 255, header.length >> 8];
  return new Uint8Array([...start, ...new TextEncoder().encode(header), ...new Uint8Array(data.buffer)]).buffer;
}

const shapeOf = (...shape) => String(parser.fromArrayBuffer(npy("<f4", false, shape, new Float32Array(3))).shape);
const vector = shapeOf(3);
const column = shapeOf(3, 1);
const number = String(parser.fromArrayBuffer(npy("<f4", false, [], Float32Array.of(7))).shape);
console.log(`file's shape (3,): ${vector}`);
console.log(`file's shape (3, 1): ${column}`);
console.log(`file's shape (): ${number || "(none)"}`);
const asRecorded = vector === "3,1" && column === "3,1" && number === "";
if (!asRecorded) {
  console.log("not as recorded");
  process.exit(1);
}
console.log("as recorded");
EOF
node check.mjs
