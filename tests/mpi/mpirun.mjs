// Starts build/release/hourglass under mpirun, on this machine alone.

import { spawn, spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

export const kProgram = fileURLToPath(new URL("../../build/release/hourglass", import.meta.url));

// Open MPI refuses root without the first two, and asks for ssh without the third even where all ranks are here.
const kEnvironment = {
  ...process.env, OMPI_ALLOW_RUN_AS_ROOT: "1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: "1", OMPI_MCA_plm: "isolated",
  OMPI_MCA_rmaps_base_oversubscribe: "1", OMPI_MCA_btl_vader_single_copy_mechanism: "none",
};

// mpirun's own limit, in seconds, after which it ends everything.
const kLimit = 60;

const kMpirun = ["--timeout", String(kLimit)];
const commandOf = (ranks, args) => (ranks === 0 ? [kProgram, args] : ["mpirun", [...kMpirun, "-n", String(ranks), kProgram, ...args]]);

/// Why no test can run here, or nothing.
export function missing() {
  if (spawnSync("mpirun", ["--version"], { env: kEnvironment }).error) return "mpirun is not installed";
  const { stderr } = run(2, ["train", "--samples", "0"]);
  return /built without MPI/.test(stderr) ? "build/release was built without MPI" : "";
}

/// Runs the program to its end with this number of ranks; 0: without mpirun. {code, stdout, stderr, json}.
export const run = (ranks, args) => runCommand(commandOf(ranks, args));

/// The same with one rank for each list of arguments.
export const runEach = (...lists) =>
  runCommand(["mpirun", [...kMpirun, ...lists.flatMap((args, rank) => [...(rank > 0 ? [":"] : []), "-n", "1", kProgram, ...args])]]);

function runCommand([command, words]) {
  const { status, stdout, stderr } = spawnSync(command, words, { env: kEnvironment, encoding: "utf8", timeout: 1000 * (kLimit + 10) });
  const last = stdout.trim().split("\n").at(-1);
  return { code: status, stdout, stderr, json: last.startsWith("{") ? JSON.parse(last) : undefined };
}

/// The same, while it runs: {mpirun (a ChildProcess), ended (a promise of {code, signal, stdout, stderr, seconds})}.
export function start(ranks, args) {
  const [command, words] = commandOf(ranks, args);
  const mpirun = spawn(command, words, { env: kEnvironment });
  let stdout = "", stderr = "";
  mpirun.stdout.on("data", (data) => (stdout += data));
  mpirun.stderr.on("data", (data) => (stderr += data));
  const ended = new Promise((resolve) => mpirun.on("close", (code, signal) => resolve({ code, signal, stdout, stderr })));
  return { mpirun, ended };
}

/// The processes of the program that mpirun has started, by rank.
export function ranksOf(mpirun) {
  const children = readFileSync(`/proc/${mpirun.pid}/task/${mpirun.pid}/children`, "utf8").trim().split(" ").filter(Boolean);
  const found = new Map();
  for (const pid of children) {
    const environment = readFileSync(join("/proc", pid, "environ"), "utf8");
    const rank = /(?:^|\0)OMPI_COMM_WORLD_RANK=(\d+)/.exec(environment);
    if (rank) found.set(Number(rank[1]), Number(pid));
  }
  return found;
}
