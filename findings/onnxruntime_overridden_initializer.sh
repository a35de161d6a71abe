#!/usr/bin/env bash
# onnxruntime-node 1.30.0 (model written with onnx-proto 8.0.1), CPU.
#
# Belief: an initializer that the graph also lists among its inputs is a default, which a caller may replace by feeding a
# tensor of that name (the ONNX format says so, and the runtime itself logs that the initializer is not treated as constant).
# Seen: the session does not name it among its inputs, takes the fed tensor without a word and computes with the default.
#
#   inputs: x
#   x = 3, w not fed (2 by default): 6
#   x = 3, w = 10 fed: 6
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
  node: [{ opType: "Mul", input: ["x", "w"], output: ["y"] }],
  input: [value("x", 1), value("w", 1)],
  output: [value("y", 1)],
  initializer: [{ name: "w", dataType: kFloat, dims: [1], floatData: [2] }],
};
const message = { irVersion: 8, opsetImport: [{ domain: "", version: 17 }], graph };
const session = await InferenceSession.create(onnx.ModelProto.encode(onnx.ModelProto.fromObject(message)).finish(),
  { logSeverityLevel: 3 });
const scalar = (number) => new Tensor("float32", Float32Array.of(number), [1]);
const product = async (feeds) => (await session.run(feeds)).y.data[0];

const byDefault = await product({ x: scalar(3) });
const fed = await product({ x: scalar(3), w: scalar(10) });
console.log(`inputs: ${session.inputNames}`);
console.log(`x = 3, w not fed (2 by default): ${byDefault}`);
console.log(`x = 3, w = 10 fed: ${fed}`);
const asRecorded = session.inputNames.join() === "x" && byDefault === 6 && fed === 6;
if (!asRecorded) {
  console.log("not as recorded");
  process.exit(1);
}
console.log("as recorded");
EOF
node check.mjs
