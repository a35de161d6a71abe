// test() for one engine, which is skipped where the engine cannot be had.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after } from "node:test";

import { kRoot, Skip, test } from "../browser/harness.mjs";
import { startDisplay } from "./display.mjs";

export * from "../browser/harness.mjs";

// Browsers end with this process, also where it is stopped.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.once(signal, () => process.exit(1));

const kSize = { width: 1280, height: 900 };

// What scripts/dependencies.sh found: { HG_FIREFOX, ... }, empty where it could not get it.
function findPrograms() {
  const printed = execFileSync(join(kRoot, "scripts/dependencies.sh"), ["--print", "engines"], { encoding: "utf8" });
  return Object.fromEntries([...printed.matchAll(/^(\w+)=(.*)$/gm)].map(([, name, path]) => [name, path]));
}

async function launch(engine) {
  const programs = findPrograms();
  if (["HG_XVFB", ...engine.needs].some((name) => !programs[name])) {
    throw new Skip(`${engine.title} is not installed here, or Xvfb; "scripts/dependencies.sh engines" says what is missing`);
  }
  const display = await startDisplay(programs.HG_XVFB);
  const browser = await engine.launch(programs, display.name);
  const close = () => browser.close().finally(display.close);
  try {
    await browser.page.clear();
    await browser.page.resize(kSize);
  } catch (error) {
    await close();
    throw error;
  }
  return { ...browser, close };
}

/// A function that registers tests in an engine: body({ page, engine, version, site(options) }). One browser with one page
/// serves all tests of a file.
export function testsIn(engine) {
  let browser = null;
  after(() => browser?.then(({ close }) => close(), () => {}));
  return (name, body) => test(`${engine.title}: ${name}`, async (context) => {
    browser ??= launch(engine);
    const { page, version } = await browser;
    try {
      return await body({ page, engine: engine.title, version, site: (options) => context.site(options) });
    } finally {
      await page.clear();
    }
  });
}
