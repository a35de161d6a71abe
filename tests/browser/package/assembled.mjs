// The npm package as the tests use it: its folder, and projects that have installed it from the tarball that npm makes.

import { execFileSync } from "node:child_process";
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join, relative } from "node:path";

import { kRoot } from "../browser.mjs";

export const kPackage = join(kRoot, "build/package");

const npm = (folder, ...given) => execFileSync("npm", given, { cwd: folder, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });

let manifest = null;

/// The package's package.json; assembles the folder from the site first.
export function assembled() {
  if (manifest === null) {
    execFileSync(join(kRoot, "scripts/assemble_package.sh"), { stdio: ["ignore", "ignore", "pipe"] });
    manifest = JSON.parse(readFileSync(join(kPackage, "package.json"), "utf8"));
  }
  return manifest;
}

/// Every file of the package's folder.
export const inPackage = () => readdirSync(kPackage, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile())
  .map((entry) => relative(kPackage, join(entry.parentPath ?? entry.path, entry.name)));

// The path of the tarball that "npm pack" makes.
let tarball = null;
function packed() {
  if (tarball === null) {
    assembled();
    const [{ filename }] = JSON.parse(npm(kPackage, "pack", "--json", "--offline", "--pack-destination", dirname(kPackage)));
    tarball = join(dirname(kPackage), filename);
  }
  return tarball;
}

/// An empty folder build/NAME in which npm has installed the package.
export function projectWithPackage(name) {
  const root = join(kRoot, "build", name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(root, { recursive: true });
  writeFileSync(join(root, "package.json"), '{ "private": true, "type": "module" }\n');
  npm(root, "install", "--offline", "--no-audit", "--no-fund", "--loglevel=error", packed());
  return root;
}

/// Runs a program that an installed package brings.
export const runInstalled = (root, ...command) => npm(root, "exec", "--offline", "--", ...command);
