// Tests of the files that scripts/generate.mjs generates, and of the table of error codes.

import assert from "node:assert/strict";
import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

import { errorCodeGroups, errorCodesPage, readRepositoryFile, settingsPage, withFamilies, withSettings } from "../../scripts/generate.mjs";
import { packageReadme, relinked, sectionOf } from "../../scripts/package_readme.mjs";

const kRoot = fileURLToPath(new URL("../../", import.meta.url));
const codes = errorCodeGroups().flatMap((group) => group.codes.map(({ name }) => name));

// The text of all source files below a folder.
function textBelow(folder) {
  return readdirSync(join(kRoot, folder)).filter((name) => name !== "node_modules").map((name) => {
    const path = join(folder, name);
    if (statSync(join(kRoot, path)).isDirectory()) return textBelow(path);
    return /\.(cpp|h|mjs|js|ts)$/.test(name) && name !== "error_codes.h" ? readFileSync(join(kRoot, path), "utf8") : "";
  }).join("\n");
}

test("docs/error-codes.md matches the table", () => {
  assert.equal(readRepositoryFile("docs/error-codes.md"), errorCodesPage());
});

test("the whole table is read, with each code once", () => {
  assert.ok(codes.length > 60);
  assert.equal(new Set(codes).size, codes.length);
  assert.equal(codes.length, readRepositoryFile("src/core/error_codes.h").match(/^ {4}\{"/gm).length);
});

test("every code is raised somewhere", () => {
  const source = textBelow("src") + textBelow("web");
  assert.deepEqual(codes.filter((code) => !source.includes(`"${code}"`)), []);
});

test("every code is expected by some test", () => {
  const tests = textBelow("tests");
  assert.deepEqual(codes.filter((code) => !tests.includes(`"${code}"`)), []);
});

test("JavaScript raises no code that the table lacks", () => {
  const raised = [...textBelow("web").matchAll(/errorWithCode\(\s*"([a-z-]+)"/g)].map(([, code]) => code);
  assert.ok(raised.length > 5);
  assert.deepEqual(raised.filter((code) => !codes.includes(code)), []);
});

test("generating the declarations replaces only the interface Settings", () => {
  const before = "// a\nexport interface Settings {\n  old: string;\n}\n\nexport interface Other {\n}\n";
  const printed = "export interface Settings {\n  latent: number;\n}\n";
  assert.equal(withSettings(before, printed), `// a\n${printed}\nexport interface Other {\n}\n`);
});

test("the declarations name the families", () => {
  assert.equal(withFamilies('a;\nexport type Family =\n  | "old";\nb;\n', [{ id: "one" }, { id: "two" }]), 'a;\nexport type Family =\n  | "one" | "two";\nb;\n');
});

test("the page of settings has a row for each, with values and defaults as in JavaScript", () => {
  const printed = "export interface Settings {\n  /** kind; default a. */\n  family: string;\n  /** size (1 to 9 units); default 3. */\n  size: number;\n" +
    '  /** way; default up. */\n  way: "up" | "down";\n  /** is it; default off. */\n  tied: boolean;\n}\n';
  const settings = [["family", "kind"], ["size", "size"], ["way", "way", ["up", "down"]], ["tied", "is it", ["off", "on"]]]
    .map(([key, help, choices]) => ({ key, help, choices, group: "Group", default: "the machine's" }));
  const page = settingsPage([{ id: "a", title: "A", blurb: "the first", paper: "B | C 2000" }], settings, printed);
  for (const row of ["| `a` | A: the first | B \\| C 2000 |", "| `size` | 1 to 9 units | `3` | size |", "| `way` | `up`, `down` | `up` | way |",
    "| `tied` | `true`, `false` | `false` | is it |"]) assert.ok(page.includes(`\n${row}\n`), `${row} is not in ${page}`);
  assert.ok(!page.includes("| `family` |"));
});

test("the package's readme has the parts of the documentation, links to what is in it, and both tables", () => {
  const there = ["package/autoencoder.d.mts", "docs/error-codes.md", "docs/hosting.md", "element/playground.d.mts"];
  const readme = packageReadme(readRepositoryFile("docs/embedding.md"), readRepositoryFile("docs/settings.md"), (path) => there.includes(path));
  const linked = [...readme.matchAll(/\]\(([^)]+)\)/g)].map(([, path]) => path).filter((path) => !/^(https?:|#)/.test(path));
  assert.deepEqual(linked.filter((path) => !there.includes(path.replace(/#.*/, ""))), []);
  const anchors = [...readme.matchAll(/\]\(#([^)]+)\)/g)].map(([, anchor]) => anchor);
  const titles = [...readme.matchAll(/^#+ (.+)$/gm)].map(([, title]) => title.toLowerCase().replaceAll(" ", "-"));
  assert.deepEqual(anchors.filter((anchor) => !titles.includes(anchor)), []);
  for (const part of ["# hourglass-autoencoders\n", "\n## An element\n", "\n## Frameworks\n", "| `vq-vae` |", "| `learning_rate` |"]) assert.ok(readme.includes(part), part);
});

test("sections and links of a readme", () => {
  assert.equal(sectionOf("# a\n\n## b\n\n    code\n\n## c\n", "b"), "    code");
  assert.throws(() => sectionOf("# a\n", "b"), /no section "b"/);
  const text = "[x](../web/x.mjs), [web/y](../web/y.mjs), [z](z.md#a), [s](settings.md), [h](https://example.org)";
  assert.equal(relinked(text, (path) => path !== "y.mjs" && path !== "web/y"), "[x](x.mjs), y, [z](docs/z.md#a), [s](#settings-and-families), [h](https://example.org)");
});
