// The page opens with a trained model unless its link names a run.

import { check, Skip, test, until } from "../harness.mjs";

// Skips the test if the site has no model.
async function needModel(context) {
  const { page } = await context.tab();
  const status = (await page.request.get(`${await context.site()}assets/digits-vae.safetensors`)).status();
  await page.close();
  if (status !== 200) throw new Skip("the site has no trained model");
}

for (const isolation of [true, false]) {
  test(`initial model: a trained model continues training, ${isolation ? "with" : "without"} threads`, async (context) => {
    await needModel(context);
    const app = await context.application({ site: { isolation } });
    const first = await app.ask("metrics");
    check(first.step >= 100, `it opens at step ${first.step}`);
    check(first.preset === "vae-2d" && first.settings.family === "vae", `it is ${first.preset}`);
    await until(async () => (await app.ask("metrics")).step > first.step, "it trains");
    check(await app.ask("link") === "preset=vae-2d", await app.ask("link"));
    return `opens at step ${first.step}`;
  });
}

test("initial model: a link with settings opens a new network and fetches no model", async (context) => {
  const { page } = await context.tab();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${await context.site()}#preset=vae-2d&seed=5`, { waitUntil: "commit" });
  const opened = await page.evaluate(async () => (await (await import("./page/page.mjs")).ready).app.metrics());
  check(opened.step < 100 && opened.settings.seed === "5", `it opens at step ${opened.step}`);
  check(!asked.some((url) => url.endsWith(".safetensors")), "a model was fetched");
});

for (const [kind, answer] of [["missing", (route) => route.fulfill({ status: 404, body: "" })],
  ["broken", (route) => route.fulfill({ status: 200, body: "hello" })], ["slow", () => {}]]) {
  test(`initial model: if it is ${kind}, a new network trains`, async (context) => {
    const { page } = await context.tab();
    await page.route("**/*.safetensors", answer);
    await page.goto(await context.site(), { waitUntil: "commit" });
    const app = await page.evaluate(async () => {
      globalThis.hourglassTest = await (await import("./page/page.mjs")).ready;
      return { error: hourglassTest.app.errorText(), notice: hourglassTest.app.noticeText(), ...hourglassTest.app.metrics() };
    });
    check(app.step < 100 && app.settings.family === "vae", `it opens at step ${app.step}`);
    check(app.error === "" && app.notice === "", `it shows: ${app.error}${app.notice}`);
    await until(() => page.evaluate(() => hourglassTest.app.metrics().step > 0), "it trains");
  });
}
