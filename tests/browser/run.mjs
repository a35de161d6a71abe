#!/usr/bin/env node
// Runs the browser tests, all *.test.mjs in this folder and its subfolders, against build/site (made by ./build_wasm.sh).
//
//   node tests/browser/run.mjs [WORD...]    only tests whose names contain one of the words

import { fileURLToPath } from "node:url";

import { runTests } from "./run_tests.mjs";

runTests(fileURLToPath(new URL(".", import.meta.url)), process.argv.slice(2));
