// Writes the committed files that are generated from tables in the source:
//
//   web/package/hourglass.d.mts   the interface Settings, from the settings table (`hourglass settings --typescript`)
//   web/shared/setting_keys.mjs   the settings' keys, for code that runs before the engine is loaded
//   docs/error-codes.md           the error codes, from src/core/error_codes.h
//
//   node scripts/generate.mjs [--check] [PROGRAM]
//
// PROGRAM is the built hourglass (default build/release/hourglass). With --check it writes nothing; the exit code is 1 if a
// file is out of date.

import { execFileSync } from "node:child_process";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const kRoot = new URL("../", import.meta.url);

/// A file of the repository.
export const readRepositoryFile = (path) => readFileSync(new URL(path, kRoot), "utf8");

/// [{title, codes: [{name, advice}]}] from the table in src/core/error_codes.h, where comments between the rows are the titles.
export function errorCodeGroups(header = readRepositoryFile("src/core/error_codes.h")) {
  const begin = header.indexOf("kErrorCodes[] = {");
  const table = header.slice(begin, header.indexOf("\n};", begin));
  const groups = [];
  for (const [, title, name, text] of table.matchAll(/^ {4}\/\/ (.+)$|\{"([a-z0-9-]+)",\s*((?:"[^"]*"\s*)+)(?:, [A-Za-z:]+)?\}/gm)) {
    if (title) groups.push({ title, codes: [] });
    else groups.at(-1).codes.push({ name, advice: [...text.matchAll(/"([^"]*)"/g)].map(([, part]) => part).join("") });
  }
  return groups;
}

/// The text of docs/error-codes.md.
export function errorCodesPage() {
  const lines = [
    "# Error codes",
    "",
    "Every refusal has a stable code, for programs, and a sentence for people that ends in advice. JavaScript finds the code in",
    "`error.code`, `hourglass ... --json` prints it as `error`, and a frame sends it in its `error` message.",
    "",
    "This page is made from `src/core/error_codes.h` by `node scripts/generate.mjs`.",
  ];
  for (const { title, codes } of errorCodeGroups()) {
    lines.push("", `## ${title[0].toUpperCase()}${title.slice(1)}`, "", "| code | what to try |", "|---|---|");
    for (const { name, advice } of codes) lines.push(`| \`${name}\` | ${advice} |`);
  }
  return `${lines.join("\n")}\n`;
}

/// The declarations with the interface Settings replaced by what the program prints.
export function withSettings(declarations, printed) {
  const begin = declarations.indexOf("export interface Settings {");
  const end = declarations.indexOf("\n}\n", begin) + 3;
  return declarations.slice(0, begin) + printed + declarations.slice(end);
}

/// The keys of the settings in a printed interface.
export function settingKeysModule(printed) {
  const keys = [...printed.matchAll(/^ {2}(\w+)\??:/gm)].map(([, key]) => `  "${key}",`);
  return ["// The keys of settings, in the order of their table. Made by node scripts/generate.mjs.", "export const kSettingKeys = [", ...keys, "];", ""].join("\n");
}

function main(argumentsGiven) {
  const check = argumentsGiven.includes("--check");
  const program = argumentsGiven.find((argument) => !argument.startsWith("-")) ?? fileURLToPath(new URL("build/release/hourglass", kRoot));
  const printed = execFileSync(program, ["settings", "--typescript"], { encoding: "utf8" });
  const files = {
    "web/package/hourglass.d.mts": (text) => withSettings(text, printed),
    "web/shared/setting_keys.mjs": () => settingKeysModule(printed),
    "docs/error-codes.md": errorCodesPage,
  };
  for (const [path, make] of Object.entries(files)) {
    let present = "";
    try {
      present = readRepositoryFile(path);
    } catch { /* not written yet */ }
    const wanted = make(present);
    if (present === wanted) continue;
    if (check) {
      console.error(`${path} is not what its table says; node scripts/generate.mjs writes it`);
      process.exitCode = 1;
    } else {
      writeFileSync(new URL(path, kRoot), wanted);
      console.log(`wrote ${path}`);
    }
  }
}

if (process.argv[1] === fileURLToPath(import.meta.url)) main(process.argv.slice(2));
