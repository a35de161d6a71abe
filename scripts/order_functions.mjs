#!/usr/bin/env node
// Puts functions of a WebAssembly program that resemble each other beside each other: what gzip has seen is cheap to say
// again, but it remembers 32 kB only. The program stays the same, its download becomes a twentieth smaller.
//
//     scripts/order_functions.mjs WASM_OPT PROGRAM.wasm
//
// Orders the file in place by wasm-opt (of Binaryen). The same program always gets the same order.

import { execFileSync } from "node:child_process";
import { readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";

const kCustom = 0, kImport = 2, kCode = 10;
const kFunctionNames = 1;  // a part of the custom section "name"
const kExternal = { function: 0, table: 1, memory: 2, global: 3, tag: 4 };

// Pieces of this many bytes are looked for, if no more than so many functions hold them; a rare one says more.
const kPiece = 5, kMostHolders = 40;
const perHolders = (weight, count) => weight / Math.pow(count, 0.65);
// How much of the likeness to a function still counts one function later.
const kFading = 0.97;
// A long function has something in common with every other, so likeness counts per size; and not quite, for a long one that is
// said again saves more. All these fit both programs about best, and a little more or less of each changes little.
const perSize = (likeness, size) => likeness / Math.pow(size + 40, 0.7);

function reader(bytes, position = 0) {
  const number = () => {
    let value = 0, scale = 1;
    for (;;) {
      const byte = bytes[position++];
      value += (byte & 127) * scale;
      if (byte < 128) return value;
      scale *= 128;
    }
  };
  const take = (size) => bytes.subarray(position, position += size);
  return { number, take, get position() { return position; }, get atEnd() { return position >= bytes.length; } };
}

function* sectionsOf(program) {
  for (const at = reader(program, 8); !at.atEnd;) {
    const kind = at.number();
    yield { kind, content: at.take(at.number()) };
  }
}

function countImportedFunctions(content) {
  const at = reader(content);
  const skipLimits = () => {
    const hasMost = at.number() & 1;
    at.number();
    if (hasMost) at.number();
  };
  let count = 0;
  for (let left = at.number(); left > 0; --left) {
    at.take(at.number());
    at.take(at.number());
    switch (at.number()) {
      case kExternal.function: ++count; at.number(); break;
      case kExternal.table: at.number(); skipLimits(); break;
      case kExternal.memory: skipLimits(); break;
      case kExternal.global: at.take(2); break;
      case kExternal.tag: at.number(); at.number(); break;
      default: throw new Error("an import of an unknown kind");
    }
  }
  return count;
}

function functionsOf(content) {
  const at = reader(content);
  return Array.from({ length: at.number() }, () => at.take(at.number()));
}

function piecesOf(body) {
  const pieces = new Set();
  for (let i = 0; i + kPiece <= body.length; ++i) pieces.add(body.toString("latin1", i, i + kPiece));
  return pieces;
}

/// The functions' indices, each followed by the one most like those before it.
function similarOrder(functions) {
  const pieces = functions.map(piecesOf);
  const holders = new Map();
  pieces.forEach((set, i) => set.forEach((piece) => holders.has(piece) ? holders.get(piece).push(i) : holders.set(piece, [i])));
  for (const [piece, { length }] of holders) if (length < 2 || length > kMostHolders) holders.delete(piece);

  // Instead of fading the old likenesses, the new ones count more and more.
  const likeness = new Float64Array(functions.length);
  let weight = 1;
  const left = new Set(functions.keys());
  const order = [];
  for (let current = 0; ;) {
    order.push(current);
    left.delete(current);
    if (left.size === 0) return order;
    for (const piece of pieces[current]) {
      const alike = holders.get(piece) ?? [];
      const share = perHolders(weight, alike.length);
      for (const i of alike) likeness[i] += share;
    }
    let best = -1;
    for (const i of left) {
      const score = perSize(likeness[i], pieces[i].size);
      if (score > best) [best, current] = [score, i];
    }
    weight /= kFading;
    if (weight > 1e100) {
      likeness.forEach((value, i) => { likeness[i] = value / weight; });
      weight = 1;
    }
  }
}

const numberBytes = (value) => {
  const bytes = [];
  for (; value >= 128; value = Math.floor(value / 128)) bytes.push(value % 128 + 128);
  return Buffer.from([...bytes, value]);
};
const sized = (bytes) => Buffer.concat([numberBytes(bytes.length), bytes]);

/// A section "name" by which the functions are called as their places sort.
function namesSection(importedCount, order) {
  const names = [];
  order.forEach((index, place) => { names[index] = String(place).padStart(6, "0"); });
  const entries = names.map((name, i) => Buffer.concat([numberBytes(importedCount + i), sized(Buffer.from(name))]));
  const functionNames = Buffer.concat([numberBytes(entries.length), ...entries]);
  return Buffer.concat([Buffer.from([kCustom]), sized(Buffer.concat([sized(Buffer.from("name")), Buffer.from([kFunctionNames]), sized(functionNames)]))]);
}

const [wasmOpt, path] = process.argv.slice(2);
if (!path) {
  console.error("usage: scripts/order_functions.mjs WASM_OPT PROGRAM.wasm");
  process.exit(2);
}
const program = readFileSync(path);
let importedCount = 0, functions = [];
for (const { kind, content } of sectionsOf(program)) {
  if (kind === kImport) importedCount = countImportedFunctions(content);
  if (kind === kCode) functions = functionsOf(content);
}
const named = `${path}.named`, ordered = `${path}.ordered`;
writeFileSync(named, Buffer.concat([program, namesSection(importedCount, similarOrder(functions))]));
try {
  execFileSync(wasmOpt, [named, "-o", ordered, "--all-features", "--reorder-functions-by-name", "--generate-stack-ir", "--optimize-stack-ir"],
    { stdio: ["ignore", "ignore", "inherit"] });
  renameSync(ordered, path);
} finally {
  rmSync(named);
}
