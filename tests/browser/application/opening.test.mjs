// The page opens with a run that is seen to learn, unless its link names another.

import { Application, check, test, until } from "../harness.mjs";

for (const isolation of [true, false]) {
  test(`opening: the first preset learns from its first step on, ${isolation ? "with" : "without"} threads`, async (context) => {
    const app = await context.application({ site: { isolation } });
    const first = await app.ask("metrics");
    check(first.step < 1000 && first.epoch < 10, `it opens at step ${first.step}`);
    check(first.preset === "vae-2d" && first.settings.family === "vae", `it is ${first.preset}`);
    check(await app.ask("link") === "preset=vae-2d", await app.ask("link"));
    const start = performance.now();
    const learned = await until(async () => {
      const now = await app.ask("metrics");
      return now.heldOut && now.heldOut.total < 175 ? now : null;
    }, "the held-out loss is below 175 nats");
    return `held-out loss ${learned.heldOut.total.toFixed(0)} nats at epoch ${learned.epoch.toFixed(1)} after ${((performance.now() - start) / 1000).toFixed(1)} s`;
  });
}

test("opening: a link with settings opens another network, and no model is fetched", async (context) => {
  const { page } = await context.tab();
  const asked = [];
  page.on("request", (request) => asked.push(request.url()));
  await page.goto(`${await context.site()}#preset=vae-2d&seed=5`, { waitUntil: "commit" });
  const opened = await page.evaluate(async () => (await (await import("./page/page.mjs")).ready).app.metrics());
  check(opened.step < 100 && opened.settings.seed === "5", `it opens at step ${opened.step}`);
  check(!asked.some((url) => url.endsWith(".safetensors")), "a model was fetched");
});

test("opening: the first visit offers a tour, and later ones do not", async (context) => {
  const { page, errors } = await context.tab({ firstVisit: true });
  const site = await context.site();
  await page.goto(site, { waitUntil: "commit" });
  const app = new Application(page, errors);
  await app.ready();
  await app.rectangle("tour.next");
  await app.screenshot("tour");
  await app.click("tour.skip");
  await until(async () => !("tour.next" in await app.ask("layout")), "the bubble is gone");
  await app.reload();
  await app.frames(5);
  check(!("tour.next" in await app.ask("layout")), "the tour came back");
  await app.click("button.keys");
  await app.rectangle("help.tour");
  await app.screenshot("help");
  check(errors.length === 0, errors.join("; "));
});
