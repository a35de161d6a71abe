// Runs the browser tests of a folder by node:test against build/site (./build_wasm.sh makes it). One file after the other:
// some measure times.

import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { run } from "node:test";

import report from "../reporter.mjs";
import { kSite } from "./browser.mjs";

/// Runs every *.test.mjs in the folder and those in it whose path there is wanted; of their tests only those whose name contains one
/// of the words, if any.
export function runTests(folder, words, isWanted = () => true) {
  if (!existsSync(kSite)) {
    console.log("failed: the site: build/site is missing; ./build_wasm.sh makes it\n0 passed, 1 failed");
    process.exit(1);
  }
  process.env.HOURGLASS_TEST_WORDS = JSON.stringify(words);
  const files = readdirSync(folder, { recursive: true })
    .filter((name) => !name.startsWith("node_modules") && name.endsWith(".test.mjs") && isWanted(name)).sort().map((name) => join(folder, name));
  run({ files, concurrency: 1 }).on("test:fail", () => { process.exitCode = 1; }).compose(report).pipe(process.stdout);
}
