#!/usr/bin/env node
// Runs the browser tests: every *.test.mjs in this folder and those in it, against build/site (./build_wasm.sh makes it).
//
//   node tests/browser/run.mjs [WORD...]    only tests whose name holds one of the words
//
// A test file calls test(name, async (context) => ...) from harness.mjs. What it returns, if anything, is printed.

import { readdirSync, existsSync } from "node:fs";
import { fileURLToPath } from "node:url";

import { Context, kSite, registered, Skip } from "./harness.mjs";

const kLimit = 180_000;  // milliseconds one test may take

// Fails after a while, so that one hanging test does not hang the run.
function withLimit(promise) {
  let timer;
  const limit = new Promise((_, reject) => {
    timer = setTimeout(() => reject(new Error(`took longer than ${kLimit / 1000} s`)), kLimit);
  });
  return Promise.race([promise, limit]).finally(() => clearTimeout(timer));
}

// Runs one test; "passed", "failed" or "skipped".
async function runOne({ name, body }) {
  const context = new Context();
  const start = Date.now();
  try {
    const note = await withLimit(body(context));
    console.log(`passed: ${name} (${Date.now() - start} ms)${note ? `: ${note}` : ""}`);
    return "passed";
  } catch (error) {
    if (error instanceof Skip) {
      console.log(`skipped: ${name}: ${error.message}`);
      return "skipped";
    }
    console.log(`failed: ${name}: ${error.message.split("\n")[0]}`);
    console.log(String(error.stack ?? error).replace(/^/gm, "    "));
    return "failed";
  } finally {
    await context.close();
  }
}

async function main(words) {
  if (!existsSync(kSite)) {
    console.log("failed: the site: build/site is missing; ./build_wasm.sh makes it\n0 passed, 1 failed");
    return 1;
  }
  const folder = fileURLToPath(new URL(".", import.meta.url));
  const files = readdirSync(folder, { recursive: true }).filter((name) => !name.startsWith("node_modules") && name.endsWith(".test.mjs"));
  for (const file of files.sort()) {
    await import(new URL(file, import.meta.url));
  }
  const chosen = registered().filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const one of chosen) counts[await runOne(one)]++;
  await Context.closeShared();
  console.log(`${counts.passed} passed, ${counts.failed} failed${counts.skipped ? `, ${counts.skipped} skipped` : ""}`);
  return counts.failed === 0 && counts.passed > 0 ? 0 : 1;
}

process.exit(await main(process.argv.slice(2)));
