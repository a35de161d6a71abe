#!/usr/bin/env node
// Runs the browser tests, all *.test.mjs in this folder and its subfolders, by node:test against build/site (made by
// ./build_wasm.sh). Runs the files one after the other, since some measure times.
//
//   node tests/browser/run.mjs [WORD...]    only tests whose names contain one of the words

import { existsSync, readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { run } from "node:test";
import { fileURLToPath } from "node:url";

import report from "../reporter.mjs";
import { kSite } from "./browser.mjs";

const kFolder = dirname(fileURLToPath(import.meta.url));

if (!existsSync(kSite)) {
  console.log("failed: the site: build/site is missing; ./build_wasm.sh makes it\n0 passed, 1 failed");
  process.exit(1);
}
process.env.HOURGLASS_TEST_WORDS = JSON.stringify(process.argv.slice(2));
const files = readdirSync(kFolder, { recursive: true })
  .filter((name) => !name.startsWith("node_modules") && name.endsWith(".test.mjs")).sort().map((name) => join(kFolder, name));
run({ files, concurrency: 1 }).on("test:fail", () => { process.exitCode = 1; }).compose(report).pipe(process.stdout);
