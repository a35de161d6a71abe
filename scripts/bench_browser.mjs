#!/usr/bin/env node
// Runs the benchmark workloads in headless Chromium and prints one JSON object per line, with the fields of
// `hourglass bench --json`. The site must be built (./build_wasm.sh) and the browser tests' modules installed (tests/run.sh).
//
//   node scripts/bench_browser.mjs [--threads 1,2] [--seconds 3] [W1 W2 ...]

import { parseArgs } from "node:util";

import { Context } from "../tests/browser/browser.mjs";

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { threads: { type: "string", default: "1,2" }, seconds: { type: "string", default: "3" } },
});

const context = new Context();
try {
  const { page } = await context.tab({ graphics: false });
  // Use a page of the site without the application, which would train during the benchmark.
  await page.goto(`${await context.site()}licenses.txt`);
  const workloads = positionals.length > 0 ? positionals : ["W1", "W2", "W3", "W4", "W5", "W5-latency"];
  for (const threads of values.threads.split(",").map(Number)) {
    await page.evaluate(async (threaded) => {
      const { loadHourglass } = await import("/hourglass.mjs");
      globalThis.engine = await loadHourglass({ threads: threaded });
    }, threads > 1);
    for (const workload of workloads) {
      const result = await page.evaluate(([name, options]) => globalThis.engine.benchmark(name, options),
        [workload, { threads, seconds: Number(values.seconds), math: "portable" }]);
      console.log(JSON.stringify(result));
    }
  }
} finally {
  await context.close();
  await Context.closeShared();
}
