// The stored run of the last visit, and the offer to continue it.

import { Application, check, pause, test, until } from "../harness.mjs";

const kept = (page) => page.evaluate(async () => (await import("./page/run_storage.mjs")).storedRun().then((run) =>
  run && { step: run.step, epoch: run.epoch, link: run.link, title: run.title, running: run.running, size: run.model.length }));

const kBar = ".bar";

// The application, trained until its run is stored, then paused if requested.
async function keptApplication(context, options = {}) {
  const app = await context.application(options);
  const run = await until(() => kept(app.page), "the run is kept", 90_000);
  return { app, run };
}

// Makes the page store the run now, as when the tab is hidden.
async function keepNow(app) {
  await app.page.evaluate(() => dispatchEvent(new Event("pagehide")));
  const { step } = await app.ask("metrics");
  await until(async () => (await kept(app.page))?.step === step, `step ${step} is kept`);
}

// A hash of all values of the run, including the optimiser's. Excludes the file's header, since a loaded model may have a larger
// total of epochs.
const weights = (app) => app.page.evaluate(async () => {
  const file = hourglassTest.app.modelFile(true);
  const start = 8 + new DataView(file.buffer).getUint32(0, true);
  return String(new Uint8Array(await crypto.subtle.digest("SHA-256", file.subarray(start))));
});

for (const isolation of [true, false]) {
  test(`resume offer: a run continues after a reload, ${isolation ? "with" : "without"} threads`, async (context) => {
    const { app, run } = await keptApplication(context, { site: { isolation } });
    check(run.running && run.title === "2-D VAE", JSON.stringify(run));
    await app.reload();
    const bar = await app.page.waitForSelector(kBar, { timeout: 10_000 });
    const text = await bar.textContent();
    check(/You were here before: epoch [\d.]+ of 2-D VAE\./.test(text), text);
    await app.screenshot("keep-bar");
    const last = await kept(app.page);
    await app.page.click(`${kBar} button:text-is("Continue")`);
    const now = await until(async () => {
      const metrics = await app.ask("metrics");
      return metrics.step >= last.step ? metrics : null;
    }, "it goes on from the kept step", 5000);
    check(now.step < last.step + 2000 && !await app.page.isVisible(kBar), `it goes on from step ${now.step}`);
    await until(async () => (await app.ask("metrics")).step > now.step, "it trains");
    check(app.errors.length === 0, app.errors.join("; "));
    return `kept at step ${last.step}, seen at ${now.step}`;
  });
}

test("resume offer: a paused run with changed settings continues to the same bits", async (context) => {
  const app = await context.application({ hash: "#family=vae&latent=3&hidden=32&samples=600&epochs=100000&theme=light" });
  await until(async () => (await app.ask("metrics")).step > 150, "it has trained");
  await app.ask("pause");
  await pause(300);
  await keepNow(app);
  const before = await weights(app);
  await app.reload();
  await app.page.click(`${kBar} button:text-is("Continue")`, { timeout: 10_000 });
  const after = await app.ask("metrics");
  check(after.state === "paused" && after.settings.latent === "3", JSON.stringify(after));
  check(await weights(app) === before, "the weights differ");
  check(await app.ask("theme") === "light", "the theme is another one");
  return `at step ${after.step}`;
});

test("resume offer: Start fresh deletes the stored run, and another link gets no offer", async (context) => {
  const { app } = await keptApplication(context);
  await app.page.goto(`${await context.site()}?other#preset=vanilla`, { waitUntil: "commit" });
  await app.ready();
  await pause(1500);
  check(!await app.page.isVisible(kBar), "a run is offered although the link asks for another one");
  check((await app.ask("metrics")).settings.family === "vanilla", "the link was not followed");
  await app.page.goto(await context.site(), { waitUntil: "commit" });
  await app.ready();
  const offered = await kept(app.page);
  await app.page.click(`${kBar} button:text-is("Start fresh")`, { timeout: 10_000 });
  await until(async () => !await app.page.isVisible(kBar), "the bar goes");
  await until(async () => (await kept(app.page)) === null, "the run is forgotten");
  check(offered.step > 0, "nothing was offered");
});

test("resume offer: an embedded page stores and offers nothing", async (context) => {
  const app = await context.application({ hash: "#embedded=1&preset=vanilla&samples=600" });
  await until(async () => (await app.ask("metrics")).step > 150, "it has trained");
  await app.page.evaluate(() => dispatchEvent(new Event("pagehide")));
  await pause(1000);
  check(await kept(app.page) === null, "the run was kept");
});

test("resume offer: without storage nothing is offered and no error appears", async (context) => {
  const { page, errors } = await context.tab();
  await page.addInitScript(() => {
    const denied = { get() { throw new DOMException("denied", "SecurityError"); } };
    Object.defineProperty(globalThis, "indexedDB", denied);
    Object.defineProperty(globalThis, "localStorage", denied);
  });
  await page.goto(`${await context.site()}#samples=600&epochs=100000`, { waitUntil: "commit" });
  const app = new Application(page, errors);
  await app.ready();
  await until(async () => (await app.ask("metrics")).step > 150, "it trains");
  await page.evaluate(() => dispatchEvent(new Event("pagehide")));
  check(await kept(page) === null, "a run was found");
  check(!await page.isVisible(kBar), "something is offered");
  await app.ask("showControls");
  await page.selectOption("#control-hidden-tab", "pause");
  check(await page.evaluate(async () => (await import("./application/background_training.mjs")).hiddenTabPreference()) === "pause", "the preference is lost at once");
  check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
});
