// Environments in which the page works, and those in which it shows why it does not.

import { check, screenshot, test, until } from "../harness.mjs";

async function trains(app) {
  await until(async () => (await app.snapshot()).step > 0, "it trains");
  check(app.errors.length === 0, `the console has errors: ${app.errors.join("; ")}`);
}

test("environment: without isolation headers it runs without threads", async (context) => {
  const app = await context.application({ site: { isolation: false } });
  check(!await app.page.evaluate(() => crossOriginIsolated), "the page is isolated");
  await trains(app);
});

for (const isolation of [true, false]) {
  test(`environment: strict content security policy, ${isolation ? "threads" : "no threads"}`, async (context) => {
    await trains(await context.application({ site: { isolation, csp: true } }));
  });
}

test("environment: frames stay short while it trains without threads", async (context) => {
  const app = await context.application({ site: { isolation: false } });
  await trains(app);
  const start = await app.ask("frames");
  const began = Date.now();
  await until(async () => (await app.ask("frames")) > start + 30, "frames are drawn");
  return `${Math.round(30_000 / (Date.now() - began))} frames/s in software`;
});

// The text on the overlay once the page has failed.
async function failure(page) {
  return until(() => page.evaluate(() => {
    const overlay = document.getElementById("overlay");
    return overlay?.classList.contains("failed") ? document.getElementById("overlay-text").textContent : null;
  }), "the page shows why it cannot run");
}

test("environment: no WebGL2 gives a readable message", async (context) => {
  const { page } = await context.tab();
  await page.addInitScript(() => {
    const original = HTMLCanvasElement.prototype.getContext;
    HTMLCanvasElement.prototype.getContext = function (kind, ...rest) {
      return kind === "webgl2" ? null : original.call(this, kind, ...rest);
    };
  });
  await page.goto(await context.site());
  const text = await failure(page);
  check(/WebGL2/.test(text), text);
  await screenshot(page, "no-webgl2");
});

test("environment: no SIMD gives a readable message", async (context) => {
  const { page } = await context.tab();
  await page.addInitScript(() => { WebAssembly.validate = () => false; });
  await page.goto(await context.site());
  const text = await failure(page);
  check(/SIMD/.test(text), text);
});

test("environment: without its WebAssembly file the page shows a message", async (context) => {
  const { page } = await context.tab();
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 404, body: "" }));
  await page.goto(await context.site());
  const text = await failure(page);
  check(/404/.test(text), text);
});

test("environment: without JavaScript a sentence is shown", async (context) => {
  const browser = await context.browser();
  const quiet = await browser.newContext({ javaScriptEnabled: false });
  const page = await quiet.newPage();
  await page.goto(await context.site());
  check(await page.locator("noscript").count() === 1 && /JavaScript/.test(await page.content()), "no sentence");
  await quiet.close();
});
