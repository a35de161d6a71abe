// Tests of the files that scripts/generate.mjs generates, and of the table of error codes.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { errorCodeGroups, errorCodesPage, readRepositoryFile, withSettings } from "../../scripts/generate.mjs";

const kRoot = fileURLToPath(new URL("../../", import.meta.url));
const codes = errorCodeGroups().flatMap((group) => group.codes.map(({ name }) => name));

// The text of all source files below a folder.
function textBelow(folder) {
  return readdirSync(join(kRoot, folder)).filter((name) => name !== "node_modules").map((name) => {
    const path = join(folder, name);
    if (statSync(join(kRoot, path)).isDirectory()) return textBelow(path);
    return /\.(cpp|h|mjs|js|ts)$/.test(name) && name !== "error_codes.h" ? readFileSync(join(kRoot, path), "utf8") : "";
  }).join("\n");
}

test("docs/error-codes.md matches the table", () => {
  assert.equal(readRepositoryFile("docs/error-codes.md"), errorCodesPage());
});

test("the whole table is read, with each code once", () => {
  assert.ok(codes.length > 60);
  assert.equal(new Set(codes).size, codes.length);
  assert.equal(codes.length, readRepositoryFile("src/core/error_codes.h").match(/^ {4}\{"/gm).length);
});

test("every code is raised somewhere", () => {
  const source = textBelow("src") + textBelow("web");
  assert.deepEqual(codes.filter((code) => !source.includes(`"${code}"`)), []);
});

test("every code is expected by some test", () => {
  const tests = textBelow("tests");
  assert.deepEqual(codes.filter((code) => !tests.includes(`"${code}"`)), []);
});

test("JavaScript raises no code that the table lacks", () => {
  const raised = [...textBelow("web").matchAll(/errorWithCode\(\s*"([a-z-]+)"/g)].map(([, code]) => code);
  assert.ok(raised.length > 5);
  assert.deepEqual(raised.filter((code) => !codes.includes(code)), []);
});

test("generating the declarations replaces only the interface Settings", () => {
  const before = "// a\nexport interface Settings {\n  old: string;\n}\n\nexport interface Other {\n}\n";
  const printed = "export interface Settings {\n  latent: number;\n}\n";
  assert.equal(withSettings(before, printed), `// a\n${printed}\nexport interface Other {\n}\n`);
});
