// Writes the committed files that are generated from tables in the source:
//
//   web/package/hourglass.d.mts   the type Family, from the table of families (`hourglass families --json`), and the interface
//                                 Settings, from the settings table (`hourglass settings --typescript`)
//   web/shared/setting_keys.mjs   the settings' keys, for what runs before the engine is loaded
//   docs/settings.md              both tables, for readers
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

// The text with what stands from `begin` to the first `end` behind it replaced.
function withReplaced(text, begin, end, replacement) {
  const from = text.indexOf(begin), to = text.indexOf(end, from) + end.length;
  return text.slice(0, from) + replacement + text.slice(to);
}

/// The declarations with the interface Settings replaced by what the program prints.
export function withSettings(declarations, printed) {
  return withReplaced(declarations, "export interface Settings {", "\n}\n", printed);
}

/// The declarations with the names of these families.
export function withFamilies(declarations, families) {
  const lines = [];
  families.forEach(({ id }, i) => { lines[Math.floor(i / 8)] = `${lines[Math.floor(i / 8)] ?? " "} | "${id}"`; });
  return withReplaced(declarations, "export type Family =", ";\n", `export type Family =\n${lines.join("\n")};\n`);
}

// [{range, default}] of each setting in a printed interface, by key. Defaults are those of JavaScript; the program's depend
// on the machine.
function printedValues(printed) {
  const rows = printed.matchAll(/\/\*\* .*?(?: \(([^()]+ to [^()]+)\))?; default (.*)\. \*\/\n {2}(\w+): (.*);/g);
  const inJavaScript = { off: "false", on: "true" };
  return new Map([...rows].map(([, range, value, key, type]) => [key, { range, value: type === "boolean" ? inJavaScript[value] : value, type }]));
}

const tableRow = (...cells) => `| ${cells.map((cell) => cell.replaceAll("|", "\\|")).join(" | ")} |`;

/// The text of docs/settings.md: what `hourglass families --json` and `settings --json` say, and the printed interface.
export function settingsPage(families, settings, printed) {
  const values = printedValues(printed);
  const valuesOf = ({ key, choices = [] }) => {
    const { range = "", type } = values.get(key);
    // The names of a plain text are the machine's.
    const names = type === "boolean" ? ["true", "false"] : type === "string" ? [] : choices;
    return names.map((name) => `\`${name}\``).join(", ") || range;
  };
  const lines = [
    "# Settings and families",
    "",
    "What a model is and how it trains. The same keys stand in links, in the element's attributes and in JavaScript, where",
    "`learningRate` and `learning-rate` are read too; the program takes them as `--learning-rate`. Lists are arrays in JavaScript and",
    "texts such as `256,64` elsewhere.",
    "",
    "This page is made from the tables of the source by `node scripts/generate.mjs`.",
    "",
    "## Families",
    "",
    `The setting \`family\` chooses one, \`${values.get("family").value}\` where it is left out. It sets the defaults of other settings, which may be changed.`,
    "",
    tableRow("family", "what it is", "paper"), "|---|---|---|",
    ...families.map(({ id, title, blurb, paper }) => tableRow(`\`${id}\``, `${title}: ${blurb}`, paper)),
  ];
  let group = "";
  for (const setting of settings.filter(({ key }) => key !== "family")) {
    if (setting.group !== group) lines.push("", `## ${setting.group}`, "", tableRow("setting", "values", "default", "meaning"), "|---|---|---|---|");
    group = setting.group;
    lines.push(tableRow(`\`${setting.key}\``, valuesOf(setting), `\`${values.get(setting.key).value}\``, setting.need ? `${setting.help}. ${setting.need}` : setting.help));
  }
  return `${lines.join("\n")}\n`;
}

/// The keys of the settings in a printed interface.
export function settingKeysModule(printed) {
  const keys = [...printed.matchAll(/^ {2}(\w+)\??:/gm)].map(([, key]) => `  "${key}",`);
  return ["// The keys of settings, in the order of their table. Made by node scripts/generate.mjs.", "export const kSettingKeys = [", ...keys, "];", ""].join("\n");
}

function main(argumentsGiven) {
  const check = argumentsGiven.includes("--check");
  const program = argumentsGiven.find((argument) => !argument.startsWith("-")) ?? fileURLToPath(new URL("build/release/hourglass", kRoot));
  const ask = (...given) => execFileSync(program, given, { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
  const printed = ask("settings", "--typescript");
  const { families } = JSON.parse(ask("families", "--json")), { settings } = JSON.parse(ask("settings", "--json"));
  const files = {
    "web/package/hourglass.d.mts": (text) => withFamilies(withSettings(text, printed), families),
    "docs/settings.md": () => settingsPage(families, settings, printed),
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
