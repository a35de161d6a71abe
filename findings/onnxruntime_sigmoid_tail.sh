#!/usr/bin/env bash
# onnxruntime-node 1.30.0 (model written with onnx-proto 8.0.1), CPU.
#
# Belief: Sigmoid in float32 is within a few units in the last place, and is above zero wherever a float can hold the value
# (down to about -87), so the cross-entropy of a decoder's probabilities is finite.
# Seen: the operator's lower tail is coarse, and from -18 down its output is exactly 0, whose logarithm is minus infinity. A model
# whose output goes into a cross-entropy should give its logits too.
#
#       x      Sigmoid      exact
#    -9.9   5.0217e-5  5.0172e-5
#   -15.0   3.5763e-7  3.0590e-7
#   -17.5   2.9802e-8  2.5110e-8
#   -18.0           0  1.5230e-8
#   -30.0           0  9.3576e-14
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
const points = Float32Array.of(-9.9, -15, -17.5, -18, -30);
const graph = {
  name: "graph",
  node: [{ opType: "Sigmoid", input: ["x"], output: ["y"] }],
  input: [value("x", points.length)],
  output: [value("y", points.length)],
};
const message = { irVersion: 8, opsetImport: [{ domain: "", version: 17 }], graph };
const session = await InferenceSession.create(onnx.ModelProto.encode(onnx.ModelProto.fromObject(message)).finish());
const { y } = await session.run({ x: new Tensor("float32", points, [points.length]) });

const exact = Array.from(points, (x) => 1 / (1 + Math.exp(-x)));
points.forEach((x, i) => console.log(`x ${x.toFixed(1)}: Sigmoid ${y.data[i].toExponential(4)}, exact ${exact[i].toExponential(4)}`));
const asRecorded = y.data[1] > 1.15 * exact[1] && y.data[3] === 0 && y.data[4] === 0;
if (!asRecorded) {
  console.log("not as recorded");
  process.exit(1);
}
console.log("as recorded");
EOF
node check.mjs
