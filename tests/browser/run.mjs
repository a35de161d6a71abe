#!/usr/bin/env node
// Runs the browser tests, all *.test.mjs in this folder and its subfolders, against build/site (made by ./build_wasm.sh).
//
//   node tests/browser/run.mjs [--in FOLDER | --but FOLDER] [WORD...]
//
// With --in only the files of that folder, with --but all others; with words only tests whose names contain one of them.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { runTests } from "./run_tests.mjs";

const { values: { in: within, but }, positionals } = parseArgs({ options: { in: { type: "string" }, but: { type: "string" } }, allowPositionals: true });
const isWanted = (file) => (within === undefined || file.startsWith(`${within}/`)) && (but === undefined || !file.startsWith(`${but}/`));
runTests(fileURLToPath(new URL(".", import.meta.url)), positionals, isWanted);
