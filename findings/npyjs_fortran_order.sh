#!/usr/bin/env bash
# npyjs 1.2.0.
#
# Belief: data and shape of a parsed NPY file belong together: element [row][column] of a matrix is data[row * columns + column].
# Seen: an array that NumPy saved column by column (numpy.save of a transposed matrix does) keeps the file's order beside
# the shape of the matrix; only a flag says so. Readers that ignore the flag see a scrambled matrix of the right size.
#
#   file: [[1, 2, 3], [4, 5, 6]], stored column by column
#   shape 2,3; data 1,4,2,5,3,6; fortranOrder true
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --prefix . --silent --no-audit --no-fund --ignore-scripts npyjs@1.2.0
cat >check.mjs <<'EOF'
import Npyjs from "npyjs";

/** An NPY file, version 1.0. */
function npy(descr, fortranOrder, shape, data) {
  const order = fortranOrder ? "True" : "False";
  const dimensions = shape.length === 1 ? `${shape},` : shape.join(", ");
  const text = `{'descr': '${descr}', 'fortran_order': ${order}, 'shape': (${dimensions}), }`;
  const header = text.padEnd(Math.ceil((text.length + 11) / 64) * 64 - 11) + "\n";
  const start = [0x93, ...new TextEncoder().encode("NUMPY"), 1, 0, header.length & 255, header.length >> 8];
  return new Uint8Array([...start, ...new TextEncoder().encode(header), ...new Uint8Array(data.buffer)]).buffer;
}

const parsed = await new Npyjs().parse(npy("<f4", true, [2, 3], Float32Array.of(1, 4, 2, 5, 3, 6)));
console.log("file: [[1, 2, 3], [4, 5, 6]], stored column by column");
console.log(`shape ${parsed.shape}; data ${parsed.data}; fortranOrder ${parsed.fortranOrder}`);
const asRecorded = `${parsed.shape}` === "2,3" && `${parsed.data}` === "1,4,2,5,3,6" && parsed.fortranOrder === true;
if (!asRecorded) {
  console.log("not as recorded");
  process.exit(1);
}
console.log("as recorded");
EOF
node check.mjs
