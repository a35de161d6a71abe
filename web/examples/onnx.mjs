#!/usr/bin/env node
// Decodes random codes with an exported decoder, in ONNX Runtime for the web, and draws the first channel of the first image.
//
//   hourglass export vae.safetensors --format onnx --part decoder -o decoder.onnx
//   npm install onnxruntime-web
//   node onnx.mjs decoder.onnx 20            # 20: the model's setting `latent`

import { readFile } from "node:fs/promises";

import * as ort from "onnxruntime-web";

const [, , file, latent = "20"] = process.argv;
const n = 4, size = Number(latent);

const session = await ort.InferenceSession.create(await readFile(file));
const normal = () => Math.sqrt(-2 * Math.log(1 - Math.random())) * Math.cos(2 * Math.PI * Math.random());
const codes = Float32Array.from({ length: n * size }, normal);
const { reconstruction } = await session.run({ code: new ort.Tensor("float32", codes, [n, size]) });

const [, , height, width] = reconstruction.dims;
for (let row = 0; row < height; row++) {
  const line = reconstruction.data.slice(row * width, (row + 1) * width);
  console.log(Array.from(line, (value) => " .:-=+*#%@"[Math.max(0, Math.min(9, Math.floor(value * 10)))]).join(""));
}
