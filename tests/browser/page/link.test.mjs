// The address and the application's state agree, and an invalid address does no harm.

import { check, pause, test, until } from "../harness.mjs";

const hashOf = (app) => app.page.evaluate(() => location.hash);

test("link: the page opens with the settings in its address", async (context) => {
  const app = await context.application({ hash: "#preset=vanilla&latent=7&focus=curves&theme=light" });
  const { settings, preset } = await app.ask("metrics");
  check(settings.family === "vanilla" && settings.latent === "7" && preset === "", JSON.stringify(settings));
  check((await app.ask("panels")).alone === "curves", "the panel is not alone");
  check(await app.ask("theme") === "light", "the theme is not light");
  check(await app.page.evaluate(() => document.documentElement.dataset.theme) === "light", "the page around is not light");
  check(app.errors.length === 0, app.errors.join("; "));
});

test("link: the address follows the settings, and a reload restores them", async (context) => {
  const app = await context.application();
  const length = await app.page.evaluate(() => history.length);
  check(await hashOf(app) === "", `a fresh page has the hash ${await hashOf(app)}`);
  await app.ask("apply", "latent", 5);
  await app.ask("apply", "beta", 2.5);
  await until(async () => /latent=5/.test(await hashOf(app)) && /beta=2.5/.test(await hashOf(app)), "the address has the settings");
  check(await app.page.evaluate(() => history.length) === length, "the history grew");
  check(!await app.page.evaluate(() => scrollX || scrollY), "the page scrolled");
  const before = { settings: (await app.ask("metrics")).settings, link: await app.ask("link") };
  await app.reload();
  check(JSON.stringify((await app.ask("metrics")).settings) === JSON.stringify(before.settings), "the settings differ");
  check(await app.ask("link") === before.link, `the link was ${before.link} and is ${await app.ask("link")}`);
  return before.link;
});

test("link: a changed address applies while the page runs", async (context) => {
  const app = await context.application();
  const { generation } = await app.ask("metrics");
  await app.page.evaluate(() => { location.hash = "#preset=denoising&theme=light"; });
  const now = await until(async () => {
    const metrics = await app.ask("metrics");
    return metrics.generation > generation ? metrics : null;
  }, "a new run starts");
  check(now.settings.family === "denoising" && now.preset === "denoising", `it is ${now.settings.family}`);
  await until(async () => await app.ask("theme") === "light", "the theme changes");
  await until(async () => (await app.ask("metrics")).step > 5, "it trains");
});

const kHostile = [
  "__proto__", "__proto__=1", "constructor=1&toString=2", "<script>alert(1)</script>", "%", "%%%zz&%00=%00&=&&&==",
  "latent=1e999", "latent=-1&hidden=1,2,x", "hidden=" + "9,".repeat(5000), "family=none", "panels=<b>,../..,%F0%9F%98%80",
  "focus=__proto__&theme=__proto__", "preset=%3Cimg%20src=x%20onerror=alert(1)%3E", "data=/etc/passwd", "a".repeat(100_000),
];

// Numbers in [0, 1), the same in every run.
function numbers(seed) {
  let state = seed;
  return () => (state = (state * 1664525 + 1013904223) % 4294967296) / 4294967296;
}

function randomText(next) {
  const pieces = ["&", "=", "%", "#", "latent", "preset", "theme", "panels", "focus", ",", ":", "x", "-", "é", "\u0000", "<", "9"];
  return Array.from({ length: 1 + Math.floor(30 * next()) }, () => pieces[Math.floor(next() * pieces.length)]).join("");
}

test("link: hostile ones only show a notice", async (context) => {
  const app = await context.application();
  await app.ask("pause");
  const before = await app.ask("metrics");
  for (const hash of kHostile) {
    await app.page.evaluate((hash) => { location.hash = hash; }, hash);
    await app.frames(2);
    const now = await app.ask("metrics");
    check(now.settings.latent === before.settings.latent && now.settings.data === before.settings.data, `${hash.slice(0, 60)} changed the settings`);
    check((await app.ask("noticeText")).startsWith("The link holds"), `no notice about ${hash.slice(0, 60)}`);
  }
  const scripts = await app.page.evaluate(() => [...document.querySelectorAll("script")].map(({ src }) => new URL(src).pathname).sort().join());
  check(scripts === "/page/module_errors.js,/page/page.mjs", `the scripts are ${scripts}`);
  check(app.errors.length === 0, app.errors.join("; "));
});

test("link: after a thousand random ones the page still trains", async (context) => {
  const app = await context.application();
  await app.ask("apply", "samples", 300);
  const next = numbers(7);
  for (let i = 0; i < 10; ++i) {
    await app.page.evaluate((texts) => texts.forEach((text) => hourglassTest.app.useLink(text)),
      Array.from({ length: 100 }, () => randomText(next)));
    await app.frames(1);
  }
  await app.ask("start");
  const { step } = await app.ask("metrics");
  await until(async () => (await app.ask("metrics")).step > step, "it trains");
  check(app.errors.length === 0, app.errors.join("; "));
});

test("link: the page opens with a hostile one in its address", async (context) => {
  const app = await context.application({ hash: "#__proto__=1&<script>&%zz&latent=999999" });
  const { settings } = await app.ask("metrics");
  check(settings.family === "vae" && settings.latent === "2", JSON.stringify(settings));
  check((await app.ask("noticeText")).startsWith("The link holds"), "no notice");
  await pause(1200);
  check((await hashOf(app)).includes("__proto__"), "the address was rewritten although nothing changed");
  check(app.errors.length === 0, app.errors.join("; "));
});

test("link: HTML entities for the ampersand in the address are read", async (context) => {
  const app = await context.application({ hash: "#family=vanilla&amp;latent=5&#038;panels=curves" });
  const { settings } = await app.ask("metrics");
  check(settings.family === "vanilla" && settings.latent === "5", JSON.stringify(settings));
  check((await app.ask("noticeText")) === "", await app.ask("noticeText"));
  check((await app.ask("panels")).shown.join() === "curves", JSON.stringify(await app.ask("panels")));
});
