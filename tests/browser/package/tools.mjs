// What users of the package build with: the tools of tests/tools, and projects that have installed those and the package.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, symlinkSync } from "node:fs";
import { join } from "node:path";

import { kRoot, Skip } from "../harness.mjs";
import { projectWithPackage } from "./assembled.mjs";

/// Whether the large tools are wanted: HOURGLASS_TOOLS=all.
export const kAllTools = process.env.HOURGLASS_TOOLS === "all";

const kProjects = join(kRoot, "build/projects");

// The folder node_modules of the tools; a test that needs them is skipped where npm cannot fetch them.
let folder = null;
export function toolsFolder() {
  if (folder === null) {
    try {
      const printed = execFileSync(join(kRoot, "scripts/dependencies.sh"), ["--print", kAllTools ? "all-tools" : "tools"],
        { encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] });
      [, folder] = /^HG_TOOLS_DIR=(.*)$/m.exec(printed);
    } catch (error) {
      folder = error;
    }
  }
  if (typeof folder !== "string") throw new Skip("npm could not fetch the tools of tests/tools");
  return folder;
}

/// The version of a tool that is installed.
export const versionOf = (tool) => JSON.parse(readFileSync(join(toolsFolder(), tool, "package.json"), "utf8")).version;

/// Skips a test of a tool that wants a newer Node than this one.
export function requireNodeFor(tool, major, minor = 0) {
  const [ourMajor, ourMinor] = process.versions.node.split(".").map(Number);
  if (ourMajor > major || (ourMajor === major && ourMinor >= minor)) return;
  throw new Skip(`${tool} needs Node ${major}.${minor}, and this is ${process.versions.node}`);
}

// Puts the tools where programs and bundlers look next: into the folder above the project.
function linkTools() {
  const tools = join(kProjects, "node_modules");
  rmSync(tools, { recursive: true, force: true });
  symlinkSync(toolsFolder(), tools);
}

// Puts them into the project itself, for those that follow no links out of it: as hard links where that is possible.
function copyTools(root) {
  const target = join(root, "node_modules");
  try {
    execFileSync("cp", ["-al", toolsFolder(), target], { stdio: "ignore" });
  } catch {
    cpSync(toolsFolder(), target, { recursive: true, verbatimSymlinks: true });
  }
}

let installed = null;

/// A copy of the folder `source` with the package and the tools installed; `inside`: in the project itself.
export function projectOf(name, source, { inside = false } = {}) {
  const root = join(kProjects, name);
  rmSync(root, { recursive: true, force: true });
  mkdirSync(kProjects, { recursive: true });
  cpSync(source, root, { recursive: true });
  if (inside) copyTools(root);
  else linkTools();
  installed ??= projectWithPackage("package-installed");
  // Not npm's own list of what is there: written over, a hard link would change the tools.
  for (const path of ["hourglass-autoencoders", ".bin/hourglass-autoencoders"]) {
    cpSync(join(installed, "node_modules", path), join(root, "node_modules", path), { recursive: true, verbatimSymlinks: true });
  }
  return root;
}

/// Runs a script of the project's package.json; what it prints is in the error where it fails or takes too long.
export function runScript(root, script, seconds) {
  try {
    return execFileSync("npm", ["run", "--silent", script], {
      cwd: root, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"], timeout: 1000 * seconds, env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1", ASTRO_TELEMETRY_DISABLED: "1" },
    });
  } catch ({ signal, stdout, stderr }) {
    throw new Error(`${script} ${signal ? `did not end within ${seconds} s` : "failed"}: ${stdout}${stderr}`);
  }
}

/// A program of the tools.
export const toolProgram = (path) => {
  const file = join(toolsFolder(), path);
  if (!existsSync(file)) throw new Skip(`${path} is not among the tools`);
  return file;
};
