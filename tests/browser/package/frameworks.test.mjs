// The examples with frameworks (web/examples/frameworks), built as their readers build them from the packed package, and opened.

import { join } from "node:path";

import { check, kRoot, Skip, test, until } from "../harness.mjs";
import { kAllTools, projectOf, requireNodeFor, runScript, versionOf } from "./tools.mjs";

const kExamples = join(kRoot, "web/examples/frameworks");
const kLimit = 120;  // seconds a build may take

// name, the tool that builds it, where its pages go, and the Node that the tool needs.
const kFrameworks = [
  { name: "react", tool: "vite", pages: "dist", node: [20, 19] },
  { name: "vue", tool: "vite", pages: "dist", node: [20, 19] },
  { name: "svelte", tool: "vite", pages: "dist", node: [20, 19] },
  { name: "next", tool: "next", pages: "out", node: [20, 9], isLarge: true },
  { name: "astro", tool: "astro", pages: "dist", node: [22, 12], isLarge: true },
];

for (const { name, tool, pages, node, isLarge } of kFrameworks) {
  test(`framework example: ${name} trains a model and shows the element`, async (context) => {
    if (isLarge && !kAllTools) throw new Skip("HOURGLASS_TOOLS=all builds it");
    requireNodeFor(tool, ...node);
    const root = projectOf(name, join(kExamples, name), { inside: isLarge });
    const begin = performance.now();
    runScript(root, "build", kLimit);
    const seconds = Math.round((performance.now() - begin) / 1000);
    const { page, errors } = await context.tab();
    await page.goto(await context.site({ root: join(root, pages), isolation: false }));
    await until(async () => (await page.textContent("#losses")).trim() === "400 274 243 231", "the losses are those of every other way");
    await until(async () => (await page.textContent("#epoch")).trim() === "2", "the element tells its epochs");
    check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
    return `${tool} ${versionOf(tool)}: ${seconds} s`;
  });
}
