#!/usr/bin/env node
// Measures training beside other work: the rate of each workload with one thread and with two while other processes keep
// cores busy, and the ratio of the two. Prints a table in Markdown. The program must be built:
// cmake --preset release && cmake --build --preset release --target hourglass
//
//   node scripts/bench_busy.mjs [--busy 1] [--threads 2] [--workloads W1,W2,W3,W4] [--seconds 2] [--rounds 5]
//                               [--program PATH]

import { execFileSync, spawn } from "node:child_process";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";

const { values: options } = parseArgs({
  options: {
    busy: { type: "string", default: "1" },
    threads: { type: "string", default: "2" },
    workloads: { type: "string", default: "W1,W2,W3,W4" },
    seconds: { type: "string", default: "2" },
    rounds: { type: "string", default: "5" },
    program: { type: "string", default: fileURLToPath(new URL("../build/release/hourglass", import.meta.url)) },
  },
});

// Samples per second over the whole time, not in the best moment: beside other work that one is luck.
function rate(workload, threads) {
  const args = ["bench", "--json", "--workload", workload, "--seconds", options.seconds, "--threads", threads];
  const output = execFileSync(options.program, args, { stdio: ["ignore", "pipe", "ignore"] });
  return JSON.parse(output.toString().trim().split("\n").at(-1)).mean_samples_per_second;
}

const median = (values) => values.sort((a, b) => a - b)[Math.floor(values.length / 2)];
const grouped = (value) => Math.round(value).toLocaleString("en");

const busy = Array.from({ length: Number(options.busy) }, () => spawn(process.execPath, ["-e", "for (;;);"], { stdio: "ignore" }));
try {
  console.log(`Beside ${busy.length} busy, medians of ${options.rounds} rounds:\n`);
  console.log(`| | 1 thread | ${options.threads} threads | ratio |\n|---|---:|---:|---:|`);
  const ratios = [];
  for (const workload of options.workloads.split(",")) {
    const one = [], more = [];
    for (let round = 0; round < Number(options.rounds); ++round) {
      one.push(rate(workload, "1"));
      more.push(rate(workload, options.threads));
    }
    ratios.push(median(more) / median(one));
    console.log(`| ${workload} | ${grouped(median(one))} | ${grouped(median(more))} | ${ratios.at(-1).toFixed(2)} |`);
  }
  console.log(`\nMean ratio ${(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toFixed(2)}.`);
} finally {
  for (const one of busy) one.kill();
}
