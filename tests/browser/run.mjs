#!/usr/bin/env node
// Runs the browser tests.
//
//   node tests/browser/run.mjs [WORD...]    only tests whose name contains one of the words

import { fileURLToPath } from "node:url";

import { runTests } from "./run_tests.mjs";

runTests(fileURLToPath(new URL(".", import.meta.url)), process.argv.slice(2));
