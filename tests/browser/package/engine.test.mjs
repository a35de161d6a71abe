// The engine's JavaScript API: the same cases in Node and in a page, with and without threads.

import { readFileSync } from "node:fs";
import { pathToFileURL } from "node:url";
import { join } from "node:path";

import { cases } from "./engine_cases.mjs";
import { check, kSite, test } from "../harness.mjs";

const engines = new Map();

// One engine per variant, shared by all cases in Node.
async function nodeEngine(threads) {
  if (!engines.has(threads)) {
    const { loadHourglass } = await import(pathToFileURL(join(kSite, "hourglass.mjs")));
    engines.set(threads, await loadHourglass({ threads }));
  }
  const engine = engines.get(threads);
  check(engine.threads === threads, `asked for threads: ${threads}, got ${engine.threads}`);
  return engine;
}

for (const threads of [false, true]) {
  for (const [name, run] of cases) {
    test(`engine in Node, ${threads ? "threads" : "no threads"}: ${name}`, async () => run(await nodeEngine(threads)));
  }
}

// Opens a blank page of the site and loads the engine and the cases in it.
async function pageWithEngine(context, isolation) {
  const { page } = await context.tab();
  await page.route("**/engine_cases.mjs", (route) => route.fulfill({
    contentType: "text/javascript", body: readFileSync(new URL("engine_cases.mjs", import.meta.url), "utf8"),
  }));
  await page.goto(new URL("licenses.txt", await context.site({ isolation })).href);
  await page.evaluate(async () => {
    const [{ loadHourglass }, { cases }] = await Promise.all([import("/hourglass.mjs"), import("/engine_cases.mjs")]);
    globalThis.engine = await loadHourglass();
    globalThis.cases = new Map(cases);
  });
  return page;
}

for (const isolation of [false, true]) {
  test(`engine in a page, ${isolation ? "isolated: threads" : "not isolated: no threads"}`, async (context) => {
    const page = await pageWithEngine(context, isolation);
    check(await page.evaluate(() => engine.threads) === isolation, "the wrong variant was loaded");
    const notes = [];
    for (const [name] of cases) {
      const outcome = await page.evaluate(async (name) => {
        try {
          return { note: await cases.get(name)(engine) };
        } catch (error) {
          return { error: error.message };
        }
      }, name);
      check(!outcome.error, `${name}: ${outcome.error}`);
      if (outcome.note) notes.push(outcome.note);
    }
    return `${cases.length} cases; ${notes.join("; ")}`;
  });
}

test("engine: the same hash in both variants", async () => {
  const hashes = [];
  for (const threads of [false, true]) {
    const session = (await nodeEngine(threads)).create({ samples: 500, held_out_samples: 50, hidden: [32], latent: 4 });
    session.step(20);
    session.settle();
    hashes.push(session.weightsHash());
    session.dispose();
  }
  check(hashes[0] === hashes[1], `without threads ${hashes[0]}, with threads ${hashes[1]}`);
  return hashes[0];
});
