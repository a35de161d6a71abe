#!/usr/bin/env node
// Runs the browser tests, all *.test.mjs in this folder and its subfolders, against build/site (made by ./build_wasm.sh).
//
//   node tests/browser/run.mjs [--in FOLDER | --but FOLDER]... [WORD...]
//
// With --in only the files of these folders, with --but all others; with words only tests whose names contain one of them.

import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

import { runTests } from "./run_tests.mjs";

const folders = { type: "string", multiple: true, default: [] };
const { values: { in: within, but }, positionals } = parseArgs({ options: { in: folders, but: folders }, allowPositionals: true });
const liesIn = (file, folders) => folders.some((folder) => file.startsWith(`${folder}/`));
const isWanted = (file) => (within.length === 0 || liesIn(file, within)) && !liesIn(file, but);
runTests(fileURLToPath(new URL(".", import.meta.url)), positionals, isWanted);
