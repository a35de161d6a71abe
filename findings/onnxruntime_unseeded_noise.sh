#!/usr/bin/env bash
# onnxruntime-node 1.30.0 (model written with onnx-proto 8.0.1), CPU.
#
# Belief: RandomNormalLike without a seed attribute draws fresh noise wherever it stands, so two sessions of a variational
# autoencoder that are loaded one after the other sample independently.
# Seen: within a session each run differs, but every session of one process begins with the same noise. A model that has to
# sample independently should take its noise as an input.
#
#   session 1: run 1 and run 2 differ
#   session 2: run 1 equals run 1 of session 1, run 2 equals run 2
set -euo pipefail

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
npm install --prefix . --silent --no-audit --no-fund --ignore-scripts onnxruntime-node@1.30.0 onnx-proto@8.0.1
cat >check.mjs <<'EOF'
import { createRequire } from "node:module";

const require = createRequire(import.meta.url);
const { onnx } = require("onnx-proto");
const { InferenceSession, Tensor } = require("onnxruntime-node");

const kFloat = 1;
const value = (name, ...shape) => ({
  name,
  type: { tensorType: { elemType: kFloat, shape: { dim: shape.map((dimValue) => ({ dimValue })) } } },
});
const graph = {
  name: "graph",
  node: [{ opType: "RandomNormalLike", input: ["x"], output: ["y"] }],
  input: [value("x", 4)],
  output: [value("y", 4)],
};
const message = { irVersion: 8, opsetImport: [{ domain: "", version: 17 }], graph };
const bytes = onnx.ModelProto.encode(onnx.ModelProto.fromObject(message)).finish();

/** The noise of the first two runs of a new session. */
async function firstRuns() {
  const session = await InferenceSession.create(bytes);
  const x = new Tensor("float32", new Float32Array(4), [4]);
  return [String((await session.run({ x })).y.data), String((await session.run({ x })).y.data)];
}

const first = await firstRuns();
const second = await firstRuns();
console.log("session 1:", first);
console.log("session 2:", second);
const asRecorded = first[0] !== first[1] && first[0] === second[0] && first[1] === second[1];
if (!asRecorded) {
  console.log("not as recorded");
  process.exit(1);
}
console.log("as recorded");
EOF
node check.mjs
