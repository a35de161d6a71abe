// Tests of scripts/order_functions.mjs, with a wasm-opt that gives back what it gets. Ends in "N passed, N failed".

import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { runTests } from "./run_tests.mjs";

const kScript = fileURLToPath(new URL("../../scripts/order_functions.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "order-functions-test-"));
const program = join(folder, "program.wasm"), copies = join(folder, "copies"), fails = join(folder, "fails");
writeFileSync(copies, '#!/bin/sh\ncp "$1" "$3"\n');
writeFileSync(fails, "#!/bin/sh\nexit 1\n");
for (const path of [copies, fails]) chmodSync(path, 0o755);

const kI32 = 0x7f, kConst = 0x41, kDrop = 0x1a, kEnd = 0x0b;
const section = (kind, ...content) => [kind, content.length, ...content];
const text = (name) => [name.length, ...Buffer.from(name)];
// A function of no arguments that says these numbers.
const body = (numbers) => {
  const code = [0, ...numbers.flatMap((number) => [kConst, number, kDrop]), kEnd];
  return [code.length, ...code];
};
const kLow = [1, 2, 3, 4, 5, 6, 7, 8], kHigh = [33, 34, 35, 36, 37, 38, 39, 40];
const kFunctions = [kLow, kHigh, [...kLow, 9], [...kHigh, 41]];
const kModule = Buffer.from([0, 0x61, 0x73, 0x6d, 1, 0, 0, 0,
  ...section(1, 1, 0x60, 0, 0),
  // A memory, a table and a global among the imports are no functions.
  ...section(2, 4, ...text("m"), ...text("memory"), 2, 1, 1, 2, ...text("m"), ...text("f"), 0, 0, ...text("m"), ...text("t"), 1, 0x70, 0, 1,
    ...text("m"), ...text("g"), 3, kI32, 0),
  ...section(3, 4, 0, 0, 0, 0),
  ...section(10, 4, ...kFunctions.flatMap(body))]);

const order = (wasmOpt) => spawnSync(process.execPath, [kScript, wasmOpt, program], { encoding: "utf8" });

// [[index, name]] of the functions, as the section "name" has them.
function namesIn(bytes) {
  const [names] = WebAssembly.Module.customSections(new WebAssembly.Module(bytes), "name").map((content) => Buffer.from(content));
  assert.equal(names[0], 1);
  return Array.from({ length: names[2] }, (_, i) => {
    const entry = names.subarray(3 + 8 * i);
    return [entry[0], entry.toString("latin1", 2, 8)];
  });
}

const tests = {
  "functions that resemble each other get places beside each other": () => {
    writeFileSync(program, kModule);
    assert.equal(order(copies).status, 0);
    assert.deepEqual(namesIn(readFileSync(program)), [[1, "000000"], [2, "000002"], [3, "000001"], [4, "000003"]]);
    assert.deepEqual(readdirSync(folder).sort(), ["copies", "fails", "program.wasm"]);
  },
  "a wasm-opt that fails leaves the program as it was": () => {
    writeFileSync(program, kModule);
    assert.notEqual(order(fails).status, 0);
    assert.deepEqual(readFileSync(program), kModule);
    assert.deepEqual(readdirSync(folder).sort(), ["copies", "fails", "program.wasm"]);
  },
  "without a program it explains itself": () => {
    const { status, stderr } = spawnSync(process.execPath, [kScript], { encoding: "utf8" });
    assert.equal(status, 2);
    assert.match(stderr, /usage: /);
  },
};

await runTests(tests);
rmSync(folder, { recursive: true });
