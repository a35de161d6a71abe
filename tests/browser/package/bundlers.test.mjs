// Pages that other bundlers make of the package by their defaults: a model in a worker, on threads, and in the page.

import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { check, kRoot, Skip, test, until } from "../harness.mjs";
import { kAllTools, projectOf, runScript, versionOf } from "./tools.mjs";

const kLimit = 120;  // seconds a build may take

// tool, the command that builds, and where its page goes.
const kBundlers = [
  { tool: "parcel", build: "parcel build index.html --no-cache --no-source-maps", page: "dist" },
  { tool: "webpack", build: "webpack --mode production --entry ./main.js", page: "." },
];

// A page's source: what it trains it shows as a text.
function writePage(folder, tool, build) {
  writeFileSync(join(folder, "package.json"), JSON.stringify({ private: true, scripts: { build } }));
  const script = tool === "webpack" ? '<script src="dist/main.js"></script>' : '<script type="module" src="main.js"></script>';
  writeFileSync(join(folder, "index.html"), `<!doctype html><title>${tool}</title><link rel="icon" href="data:,"><body>${script}`);
  writeFileSync(join(folder, "main.js"), `import { create } from "hourglass-autoencoders";
    async function train(threads, options) {
      const settings = { family: "vae", latent: 8, hidden: [64], samples: 1000, held_out_samples: 200, batch: 50, threads };
      const model = await create(settings, options);
      const losses = [];
      await model.train({ epochs: 4, onEpoch: ({ heldOut }) => { losses.push(heldOut.total.toFixed(0)); } });
      model.dispose();
      return [model.inWorker, model.threads, ...losses].join(" ");
    }
    async function run() {
      return [await train(1), await train(2), await train(1, { worker: false })].join(", ");
    }
    run().then((text) => { globalThis.trained = text; }, (error) => { globalThis.trained = error.message; });
    `);
}

for (const { tool, build, page: folder } of kBundlers) {
  test(`package built by ${tool}: worker, threads and page`, async (context) => {
    if (!kAllTools) throw new Skip("HOURGLASS_TOOLS=all builds it");
    const source = join(kRoot, "build/sources", tool);
    mkdirSync(source, { recursive: true });
    writePage(source, tool, build);
    const root = projectOf(tool, source, { inside: true });
    runScript(root, "build", kLimit);
    const { page, errors } = await context.tab({ graphics: false });
    await page.goto(await context.site({ root: join(root, folder), isolation: true }));
    const found = await until(() => page.evaluate(() => globalThis.trained), "the page has trained");
    const losses = "400 274 243 231";
    check(found === `true false ${losses}, true true ${losses}, false false ${losses}`, found);
    check(errors.length === 0, errors.join("; "));
    return versionOf(tool);
  });
}
