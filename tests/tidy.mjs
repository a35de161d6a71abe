#!/usr/bin/env node
// Checks every source file of src/ with clang-tidy (.clang-tidy); a file is one test. Needs the asan build, whose compiler is clang++.
// A file that passed is not checked again until it, a header it includes, or the checks change: its stamp is in the cache.
//
//   tests/tidy.mjs [FILE...]    default: every file, which takes half an hour of two cores where none is checked yet
//
// Prints "failed: FILE: ...", and as its last line "N passed, N failed[, N skipped]".

import { execFileSync, spawn } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { homedir } from "node:os";
import { dirname, join, relative, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const kRoot = join(dirname(fileURLToPath(import.meta.url)), "..");
const kBuild = join(kRoot, "build/asan");
const kDatabase = join(kRoot, "build/tidy");
const kStamps = join(process.env.HOURGLASS_CACHE ?? join(process.env.XDG_CACHE_HOME ?? join(homedir(), ".cache"), "hourglass"), "tidy");
const kVersion = "14"; // versions differ in what they find
const kJobs = 2;

const sha256 = (text) => createHash("sha256").update(text).digest("hex");

/// The name of a clang-tidy of the right version, or undefined.
function findTidy() {
  return [`clang-tidy-${kVersion}`, "clang-tidy"].find((name) => {
    try {
      return execFileSync(name, ["--version"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).includes(`version ${kVersion}.`);
    } catch {
      return false;
    }
  });
}

/// The commands of the asan build without its precompiled header, with which clang-tidy would look at every library's header in every file.
function compileCommands() {
  const sources = join(kRoot, "src") + "/";
  const byFile = new Map(JSON.parse(readFileSync(join(kBuild, "compile_commands.json"), "utf8")).map((entry) => [entry.file, entry]));
  return [...byFile.values()]
    .filter(({ file }) => file.startsWith(sources))
    .map((entry) => ({ ...entry, command: entry.command.replace(/ -Xclang -fno-pch-timestamp| -Winvalid-pch -include-pch \S+/g, "") }));
}

/// Object -> the files that it was made from, as ninja noted them.
function dependencies() {
  const all = new Map();
  let files = [];
  for (const line of execFileSync("ninja", ["-C", kBuild, "-t", "deps"], { encoding: "utf8", maxBuffer: 1 << 29 }).split("\n")) {
    const object = /^(\S+): #deps /.exec(line);
    if (object) all.set(object[1], (files = []));
    else if (line.startsWith("    ")) files.push(resolve(kBuild, line.trim()));
  }
  return all;
}

const hashes = new Map();

/// What a result depends on beside the checks: the command, and the project's files; others are known by their path.
function fingerprint({ command, file }, depends) {
  const parts = [command.replaceAll(kRoot, "")];
  for (const path of new Set([file, ...depends])) {
    const own = path.startsWith(kRoot);
    if (own && !hashes.has(path)) hashes.set(path, sha256(readFileSync(path)));
    parts.push(own ? `${relative(kRoot, path)} ${hashes.get(path)}` : path);
  }
  return parts.join("\n");
}

/// What clang-tidy finds in a file, as text; empty where it finds nothing.
function check(tidy, file) {
  return new Promise((done) => {
    const child = spawn(tidy, ["-p", kDatabase, "--quiet", "--warnings-as-errors=*", file], { stdio: ["ignore", "pipe", "pipe"] });
    let output = "", errors = "";
    child.stdout.on("data", (text) => (output += text));
    child.stderr.on("data", (text) => (errors += text));
    child.on("close", (status) => done(status === 0 ? "" : output.trim() || errors.trim() || `clang-tidy ended with ${status}`));
  });
}

/// Files with the name of their stamp, those without a stamp.
function unchecked(chosen, checks) {
  const made = dependencies();
  return chosen
    .map((entry) => ({
      name: relative(kRoot, entry.file),
      file: entry.file,
      stamp: join(kStamps, sha256(checks + fingerprint(entry, made.get(/ -o (\S+)/.exec(entry.command)[1]) ?? []))),
    }))
    .filter(({ stamp }) => !existsSync(stamp));
}

async function main() {
  const { positionals } = parseArgs({ allowPositionals: true });
  const tidy = findTidy();
  if (!tidy) {
    console.log(`skipped: tidy: clang-tidy ${kVersion} is not installed\n0 passed, 0 failed, 1 skipped`);
    return 0;
  }
  const wanted = new Set(positionals.map((path) => resolve(path)));
  const commands = compileCommands();
  mkdirSync(kDatabase, { recursive: true });
  mkdirSync(kStamps, { recursive: true });
  writeFileSync(join(kDatabase, "compile_commands.json"), JSON.stringify(commands));

  const chosen = commands.filter(({ file }) => wanted.size === 0 || wanted.has(file));
  const left = unchecked(chosen, readFileSync(join(kRoot, ".clang-tidy"), "utf8") + kVersion);
  let failed = 0;
  async function work() {
    while (left.length > 0) {
      const { name, file, stamp } = left.shift();
      const found = await check(tidy, file);
      if (found) {
        failed++;
        console.log(`failed: ${name}: ${found.split("\n")[0].replace(kRoot + "/", "")}\n${found.replace(/^/gm, "    ")}`);
      } else {
        writeFileSync(stamp, "");
      }
    }
  }
  await Promise.all(Array.from({ length: kJobs }, work));
  console.log(`${chosen.length - failed} passed, ${failed} failed`);
  return failed > 0 || chosen.length === 0 ? 1 : 0;
}

process.exitCode = await main();
