#!/usr/bin/env node
// Checks which files of src/ may include which: one test per folder, and one per rule with a made-up file that breaks it.

import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";
import { test } from "node:test";
import { fileURLToPath } from "node:url";

const kRoot = join(dirname(fileURLToPath(import.meta.url)), "..", "src");

// Folder -> the folders that it may include besides itself: only lower ones; app, bindings and cli may not include each other.
const kMayInclude = {
  core: [],
  nn: ["core"],
  autoencoder: ["nn", "core"],
  data: ["core"],
  "data/readers": ["data", "core"],
  session: ["autoencoder", "data", "nn", "core"],
  analysis: ["session", "autoencoder", "data", "nn", "core"],
  compression: ["analysis", "session", "autoencoder", "data/readers", "data", "nn", "core"],
  io: ["analysis", "session", "autoencoder", "data", "nn", "core"],
  export: ["io", "analysis", "session", "autoencoder", "data", "nn", "core"],
  app: ["export", "io", "analysis", "session", "autoencoder", "data", "nn", "core"],
  bindings: ["export", "io", "compression", "analysis", "session", "autoencoder", "data/readers", "data", "nn", "core"],
  cli: ["export", "io", "compression", "analysis", "session", "autoencoder", "data/readers", "data", "nn", "core"],
};

// Exceptions to the rule above: the programs open the application.
const kExceptions = new Set([
  "cli/window_command.cpp includes app/shell/window.h",
  "bindings/page_bindings.cpp includes app/shell/app.h",
  "bindings/page_bindings.cpp includes app/shell/link.h",
  "bindings/page_bindings.cpp includes app/shell/opening.h",
]);

// The same for the folders within app. A panel's folder may include no other panel's folder.
const kAppMayInclude = {
  "app/widgets": [],
  "app/tasks": ["app/widgets"],
  "app/platform": ["app/widgets"],
  "app/state": ["app/platform", "app/tasks", "app/widgets"],
  "app/panels/*": ["app/state", "app/platform", "app/tasks", "app/widgets"],
  "app/panels": ["app/panels/*", "app/state", "app/platform", "app/tasks", "app/widgets"],
  "app/shell": ["app/panels", "app/state", "app/platform", "app/tasks", "app/widgets"],
};

// Third-party headers that only some files may include.
const kForeign = [
  { header: /^(imgui|GLFW\/|GLES|GL\/)/, allowed: /^app\//, name: "Dear ImGui, GLFW and OpenGL belong to app" },
  { header: /^emscripten/, allowed: /^(bindings|app)\//, name: "Emscripten's headers belong to bindings and app" },
  { header: /^CLI\//, allowed: /^cli\//, name: "CLI11 belongs to cli" },
  { header: /^mpi\.h$/, allowed: /^cli\/mpi_ranks\.cpp$/, name: "MPI belongs to cli/mpi_ranks.cpp" },
  { header: /^(png|jpeglib|jerror)\.h$/, allowed: /^(data\/readers\/|compression\/jpeg_baseline)/, name: "libpng and libjpeg belong to data/readers and compression/jpeg_baseline" },
];

// One header includes Eigen, so that every file sees the same configuration of it.
const kEigen = /^(Eigen|unsupported)\//;

// "data/readers" for data/readers/zip.h, "core" for core/error.h: the row of kMayInclude for a file.
const roomOf = (path) => (path.startsWith("data/readers/") ? "data/readers" : path.split("/")[0]);

// [{quoted, path, line}] of a file's #include lines.
function includesOf(text) {
  const found = [];
  text.split("\n").forEach((content, index) => {
    const match = /^\s*#\s*include\s*([<"])([^>"]+)[>"]/.exec(content);
    if (match) found.push({ quoted: match[1] === '"', path: match[2], line: index + 1 });
  });
  return found;
}

// "app/panels/latent" for app/panels/latent/plane.h: the folder that a file lies in.
const folderOf = (path) => dirname(path);

// The row of kAppMayInclude for a folder, and whether one folder of app may include another.
const appKind = (folder) => (/^app\/panels\/[^/]+$/.test(folder) ? "app/panels/*" : folder);
const appMayInclude = (folder, target) => folder === target || kAppMayInclude[appKind(folder)].includes(appKind(target));

// The complaints about one file; `files` maps every path below src/ to its text.
function check(path, files) {
  const folder = roomOf(path);
  const complaints = [];
  const complain = (include, message) => complaints.push(`${path}:${include.line} includes ${include.path}: ${message}`);
  if (!(folder in kMayInclude)) return [`${path}: src/${folder} has no rule here`];
  if (folder === "app" && !(appKind(folderOf(path)) in kAppMayInclude)) return [`${path}: not a folder of app`];
  for (const include of includesOf(files.get(path))) {
    const target = roomOf(include.path);
    for (const rule of kForeign) {
      if (rule.header.test(include.path) && !rule.allowed.test(path)) complain(include, rule.name);
    }
    if (!include.quoted) continue;
    if (files.has(include.path)) {
      const allowed = target === folder || kMayInclude[folder].includes(target);
      if (!allowed && !kExceptions.has(`${path} includes ${include.path}`)) complain(include, `${folder} must not include ${target}`);
      if (folder === "app" && target === "app" && !appMayInclude(folderOf(path), folderOf(include.path))) {
        complain(include, `${folderOf(path)} must not include ${folderOf(include.path)}`);
      }
    } else if (target in kMayInclude && !include.path.startsWith("embedded/")) {
      complain(include, "no such file in src/");
    }
  }
  return complaints;
}

// Complaints if more than one file includes Eigen.
function checkEigen(files) {
  const including = [...files].filter(([, text]) => includesOf(text).some((include) => kEigen.test(include.path)));
  if (including.length <= 1) return [];
  return including.map(([path]) => `${path}: includes Eigen; only one header may (${including.length} do)`);
}

// Complaints about cycles of headers that include each other.
function checkCycles(files) {
  const complaints = [];
  const state = new Map();
  const visit = (path, trail) => {
    if (state.get(path) === "done") return;
    if (state.get(path) === "open") {
      complaints.push(`cycle: ${[...trail.slice(trail.indexOf(path)), path].join(" -> ")}`);
      return;
    }
    state.set(path, "open");
    for (const include of includesOf(files.get(path))) {
      if (include.quoted && files.has(include.path)) visit(include.path, [...trail, path]);
    }
    state.set(path, "done");
  };
  for (const path of files.keys()) visit(path, []);
  return complaints;
}

// Every source file below a folder.
function readSources(root) {
  const files = new Map();
  for (const entry of readdirSync(root, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile() || !/\.(h|cpp|inl)$/.test(entry.name)) continue;
    const full = join(entry.parentPath ?? entry.path, entry.name);
    files.set(relative(root, full), readFileSync(full, "utf8"));
  }
  return files;
}

// Made-up violations, each of which the checks above must find.
const kMutants = [
  ["core includes nn", { "core/a.h": '#include "nn/b.h"', "nn/b.h": "" }],
  ["data includes autoencoder", { "data/a.h": '#include "autoencoder/b.h"', "autoencoder/b.h": "" }],
  ["data includes its readers", { "data/a.cpp": '#include "data/readers/b.h"', "data/readers/b.h": "" }],
  ["the session includes the readers", { "session/a.cpp": '#include "data/readers/b.h"', "data/readers/b.h": "" }],
  ["cli includes app", { "cli/a.cpp": '#include "app/b.h"', "app/b.h": "" }],
  ["the engine includes ImGui", { "session/a.cpp": '#include "imgui.h"' }],
  ["the session includes MPI", { "session/a.cpp": "#include <mpi.h>" }],
  ["the engine includes Emscripten", { "core/a.cpp": "#include <emscripten/val.h>" }],
  ["a file includes a missing file", { "core/a.cpp": '#include "core/b.h"' }],
  ["a second header includes Eigen", { "core/a.h": "#include <Eigen/Core>", "nn/b.h": "#include <Eigen/Dense>" }],
  ["headers include each other", { "core/a.h": '#include "core/b.h"', "core/b.h": '#include "core/a.h"' }],
  ["a folder without a rule", { "misc/a.h": "" }],
  ["a file of app outside its folders", { "app/a.h": "" }],
  ["a widget includes the state", { "app/widgets/a.h": '#include "app/state/b.h"', "app/state/b.h": "" }],
  ["a panel includes another panel", { "app/panels/a/a.h": '#include "app/panels/b/b.h"', "app/panels/b/b.h": "" }],
  ["a panel includes the shell", { "app/panels/a/a.h": '#include "app/shell/b.h"', "app/shell/b.h": "" }],
  ["a panel includes the table of panels", { "app/panels/a/a.h": '#include "app/panels/b.h"', "app/panels/b.h": "" }],
];

function complaintsOf(files) {
  return [...[...files.keys()].flatMap((path) => check(path, files)), ...checkEigen(files), ...checkCycles(files)];
}

const files = readSources(kRoot);
for (const folder of Object.keys(kMayInclude)) {
  test(`src/${folder} includes only what it may`, () => {
    const paths = [...files.keys()].filter((path) => roomOf(path) === folder);
    assert.notEqual(paths.length, 0, "no file was found");
    assert.deepEqual(paths.flatMap((path) => check(path, files)), []);
  });
}
test("every folder of src has a rule", () => {
  assert.deepEqual([...files.keys()].filter((path) => !(roomOf(path) in kMayInclude)), []);
});
test("one header includes Eigen", () => assert.deepEqual(checkEigen(files), []));
test("no headers include each other in a cycle", () => assert.deepEqual(checkCycles(files), []));
for (const [name, made] of kMutants) {
  test(`a made-up violation is found: ${name}`, () => assert.notDeepEqual(complaintsOf(new Map(Object.entries(made))), []));
}
