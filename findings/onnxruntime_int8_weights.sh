#!/usr/bin/env bash
# onnxruntime-node 1.30.0 (models written with onnx-proto 8.0.1), CPU, default optimisation level.
#
# Belief: int8 weights behind DequantizeLinear only make the file smaller; the multiply happens in float, as the graph says.
# Seen: DequantizeLinear followed by Gemm runs as one integer multiply, for which the float inputs are rounded to 8 bits too.
# The output is then wrong in its third digit. Weights stored output x input with transB = 1, or optimisation switched off,
# give the float result.
#
#   weights input x output, optimised      relative error 8.8e-3
#   weights input x output, not optimised  relative error 1.3e-7
#   weights output x input, optimised      relative error 1.5e-7
#   weights output x input, not optimised  relative error 1.5e-7
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
const kInt8 = 3;
const kInteger = 2;
const value = (name, ...shape) => ({
  name,
  type: { tensorType: { elemType: kFloat, shape: { dim: shape.map((dimValue) => ({ dimValue })) } } },
});
const initializer = (name, dataType, dims, data) => ({ name, dataType, dims, rawData: new Uint8Array(data.buffer) });

const kInputs = 16;
const kOutputs = 8;
const kScale = 0.01;
const weight = (input, output) => (((input * kOutputs + output) * 37) % 255) - 127;
const inputs = Float32Array.from({ length: kInputs }, (_, i) => 0.9 * Math.sin(1.7 * i));

/** The same matrix in either order of storage, multiplied by Gemm. */
function graph(transposed) {
  const stored = Int8Array.from({ length: kInputs * kOutputs }, (_, i) =>
    transposed ? weight(i % kInputs, Math.floor(i / kInputs)) : weight(Math.floor(i / kOutputs), i % kOutputs));
  return {
    node: [
      { opType: "DequantizeLinear", input: ["stored", "scale", "zero"], output: ["weights"] },
      { opType: "Gemm", input: ["x", "weights"], output: ["y"], attribute: [{ name: "transB", type: kInteger, i: transposed }] },
    ],
    input: [value("x", 1, kInputs)],
    output: [value("y", 1, kOutputs)],
    initializer: [
      initializer("stored", kInt8, transposed ? [kOutputs, kInputs] : [kInputs, kOutputs], stored),
      initializer("scale", kFloat, [], Float32Array.of(kScale)),
      initializer("zero", kInt8, [], Int8Array.of(0)),
    ],
  };
}

async function relativeError(transposed, graphOptimizationLevel) {
  const message = { irVersion: 8, opsetImport: [{ domain: "", version: 17 }], graph: { name: "graph", ...graph(transposed) } };
  const session = await InferenceSession.create(onnx.ModelProto.encode(onnx.ModelProto.fromObject(message)).finish(),
    { graphOptimizationLevel });
  const { y } = await session.run({ x: new Tensor("float32", inputs, [1, kInputs]) });
  const exact = Array.from({ length: kOutputs }, (_, output) =>
    inputs.reduce((sum, x, input) => sum + x * kScale * weight(input, output), 0));
  const worst = Math.max(...exact.map((e, i) => Math.abs(e - y.data[i])));
  return worst / Math.max(...exact.map(Math.abs));
}

const errors = [];
for (const [transposed, order] of [[0, "input x output"], [1, "output x input"]]) {
  for (const [level, title] of [["all", "optimised"], ["disabled", "not optimised"]]) {
    errors.push(await relativeError(transposed, level));
    console.log(`weights ${order}, ${title}: relative error ${errors.at(-1).toExponential(1)}`);
  }
}
const asRecorded = errors[0] > 1e-3 && errors.slice(1).every((error) => error < 1e-6);
if (!asRecorded) {
  console.log("not as recorded");
  process.exit(1);
}
console.log("as recorded");
EOF
node check.mjs
