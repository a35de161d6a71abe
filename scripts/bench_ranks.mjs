// Prints samples per second of whole trainings: one process with two threads, beside two processes with one thread each.
//
//   node scripts/bench_ranks.mjs [--data DATA] [--epochs N] [--rounds N] [PROGRAM]
//
// The networks are those of the workloads W2 and W4 (`hourglass bench --help`), with fast math; the data are digits that the program
// draws, or DATA. Rounds alternate between the ways, and the best of each counts. Needs mpirun and two cores that nothing else uses.

import { execFileSync } from "node:child_process";
import { parseArgs } from "node:util";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { data: { type: "string", default: "digits" }, epochs: { type: "string", default: "2" }, rounds: { type: "string", default: "3" } },
});
const program = positionals[0] ?? "build/release/hourglass";

const kNetworks = {
  W2: ["--hidden", "1000,500,250", "--latent", "30", "--loss", "bce", "--batch", "128"],
  W4: ["--conv", "16,32", "--hidden", "", "--latent", "32", "--loss", "bce", "--batch", "64"],
};
const kWays = {
  "1 process, 2 threads": { ranks: 1, options: ["--threads", "2"] },
  "1 process, 2 threads, 2 shards": { ranks: 1, options: ["--threads", "2", "--gradient-shards", "2"] },
  "2 processes, 1 thread": { ranks: 2, options: ["--threads", "1", "--gradient-shards", "2"] },
};
const kEnvironment = { ...process.env, OMPI_ALLOW_RUN_AS_ROOT: "1", OMPI_ALLOW_RUN_AS_ROOT_CONFIRM: "1", OMPI_MCA_plm: "isolated" };

// Samples per second of one training.
function rate(network, { ranks, options }) {
  const words = [program, "train", "--json", "--data", values.data, "--epochs", values.epochs, ...network, ...options];
  const [command, ...rest] = ranks === 1 ? words : ["mpirun", "-n", String(ranks), ...words];
  const out = execFileSync(command, rest, { env: kEnvironment, encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] });
  return JSON.parse(out.trim().split("\n").at(-1)).samples_per_second;
}

for (const [name, network] of Object.entries(kNetworks)) {
  const best = new Map();
  for (let round = 0; round < Number(values.rounds); ++round) {
    for (const [way, how] of Object.entries(kWays)) best.set(way, Math.max(best.get(way) ?? 0, rate(network, how)));
  }
  const first = best.values().next().value;
  for (const [way, samples] of best) {
    console.log(`${name}  ${way.padEnd(32)} ${Math.round(samples).toLocaleString("en").padStart(9)} samples/s  ${(samples / first).toFixed(2)}`);
  }
}
