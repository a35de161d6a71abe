// The npm package's folder, made of the site when a test first asks for it.

import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";

import { kRoot } from "../browser.mjs";

export const kPackage = join(kRoot, "build/package");

let manifest = null;

/// The package's package.json; assembles the folder from the site first.
export function assembled() {
  if (manifest === null) {
    execFileSync(join(kRoot, "scripts/assemble_package.sh"), { stdio: ["ignore", "ignore", "pipe"] });
    manifest = JSON.parse(readFileSync(join(kPackage, "package.json"), "utf8"));
  }
  return manifest;
}
