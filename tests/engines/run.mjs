#!/usr/bin/env node
// Runs the tests in other browser engines than Chromium's.
//
//   node tests/engines/run.mjs [WORD...]    only tests whose name contains one of the words: "Firefox", "WebKit", "bench"

import { fileURLToPath } from "node:url";

import { runTests } from "../browser/run_tests.mjs";

runTests(fileURLToPath(new URL(".", import.meta.url)), process.argv.slice(2));
