#!/usr/bin/env bash
# safetensors 0.0.1 (the npm package of that name).
#
# Belief: a safetensors reader passes over the header's "__metadata__", which the format reserves for text about the file and
# which PyTorch's writers add, and gives typed numbers.
# Seen: it takes "__metadata__" for a tensor and stops with a TypeError, so files with metadata cannot be read at all. Without
# metadata a tensor comes as its bytes, to be made into numbers by the caller.
#
#   without metadata: Uint8Array of 8 bytes
#   with metadata: TypeError
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --prefix . --silent --no-audit --no-fund --ignore-scripts safetensors@0.0.1
cat >check.mjs <<'EOF'
import { SafeTensor } from "./node_modules/safetensors/dist/safetensors.es.js";

/** A file with the vector (1, 2) and these further entries in its header. */
function file(further) {
  const entries = { ...further, vector: { dtype: "F32", shape: [2], data_offsets: [0, 8] } };
  const header = new TextEncoder().encode(JSON.stringify(entries));
  const bytes = new Uint8Array(8 + header.length + 8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(header.length), true);
  bytes.set(header, 8);
  bytes.set(new Uint8Array(Float32Array.of(1, 2).buffer), 8 + header.length);
  return bytes;
}

function read(further) {
  try {
    const tensor = new SafeTensor(file(further)).getTensor("vector");
    return `${tensor.constructor.name} of ${tensor.length} bytes`;
  } catch (error) {
    return error.constructor.name;
  }
}

const plain = read({});
const described = read({ __metadata__: { format: "pt" } });
console.log(`without metadata: ${plain}`);
console.log(`with metadata: ${described}`);
const asRecorded = plain === "Uint8Array of 8 bytes" && described === "TypeError";
if (!asRecorded) {
  console.log("not as recorded");
  process.exit(1);
}
console.log("as recorded");
EOF
node check.mjs
