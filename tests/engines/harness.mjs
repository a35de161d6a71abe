// test() for one engine, which is skipped where the engine cannot be had.

import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { after } from "node:test";

import { kRoot, Skip, test } from "../browser/harness.mjs";
import { startDisplay } from "./display.mjs";
import { BrowserLost } from "./page.mjs";

export * from "../browser/harness.mjs";

// Browsers end with this process, also where it is stopped.
for (const signal of ["SIGTERM", "SIGINT", "SIGHUP"]) process.once(signal, () => process.exit(1));

const kSize = { width: 1280, height: 900 };

// How often a test may begin whose browser ends under it: WebKitGTK's page process does so now and then on a busy machine.
const kTries = 3;

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
/// serves all tests of a file. A test whose browser crashes is tried again in a new one, and says so.
export function testsIn(engine) {
  let browser = null;
  const close = () => browser?.then((launched) => launched.close()).catch(() => {});
  after(close);

  const run = async (body, context) => {
    browser ??= launch(engine);
    const { page, version } = await browser;
    const note = await body({ page, engine: engine.title, version, site: (options) => context.site(options) })
      .catch(async (error) => {
        await page.clear();
        throw error;
      });
    await page.clear();
    return note;
  };

  return (name, body) => test(`${engine.title}: ${name}`, async (context) => {
    for (let left = kTries - 1; ; left -= 1) {
      try {
        const note = await run(body, context);
        const crashes = kTries - 1 - left;
        return crashes === 0 ? note : `${note ?? "passed"}; the browser crashed ${crashes} times before`;
      } catch (error) {
        if (!(error instanceof BrowserLost)) throw error;
        await close();
        browser = null;
        if (left === 0) throw error;
      }
    }
  });
}
