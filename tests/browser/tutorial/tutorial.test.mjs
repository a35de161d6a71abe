// The tutorial page from top to bottom, on a desktop and on a phone.

import { check, pause, screenshot, test, until } from "../harness.mjs";

const kSite = { isolation: false, csp: true };

async function frameOf(page, id) {
  const frame = await (await page.waitForSelector(`#${id} iframe`)).contentFrame();
  await until(() => frame.evaluate(() => Boolean(globalThis.hourglassFrame)).catch(() => false), `${id} has its script`);
  return (name, ...given) => frame.evaluate(async ([name, given]) => (await hourglassFrame.ready).app[name](...given), [name, given]);
}

// The settings of each section's second or last button.
const kChoices = [["neck", "latent", "1"], ["noise", "corruption_strength", "0.6"], ["map", "beta", "8"]];

for (const { width, height, scheme, touch } of [{ width: 1280, height: 800, scheme: "light", touch: false }, { width: 390, height: 844, scheme: "dark", touch: true }]) {
  test(`tutorial: read from top to bottom at ${width} x ${height}`, async (context) => {
    const { page, errors } = await context.tab({ width, height, touch, colorScheme: scheme });
    await page.goto(`${await context.site(kSite)}tutorial/`);
    await screenshot(page, `tutorial-${width}-top`);
    for (const [id, setting, value] of kChoices) {
      await page.evaluate((id) => document.getElementById(id).scrollIntoView({ block: "start" }), id);
      await until(() => page.evaluate((id) => document.getElementById(id).state === "awake", id), `${id} is awake`);
      const ask = await frameOf(page, id);
      const { step } = await ask("metrics");
      await until(async () => (await ask("metrics")).step > step + 5, `${id} trains`);
      check(await ask("noticeText") === "", await ask("noticeText"));
      await pause(1500);
      await page.evaluate((id) => scrollTo(0, document.getElementById(id).getBoundingClientRect().top + scrollY - 20), id);
      await pause(300);
      await screenshot(page, `tutorial-${width}-${id}`);
      const button = page.locator(`[data-playground=${id}] button[value="${value}"]`);
      await button.scrollIntoViewIfNeeded();
      await button.click();
      await until(async () => (await ask("metrics")).settings[setting] === value, `${setting} is ${value}`);
      check(await button.getAttribute("aria-pressed") === "true", "the button is not pressed");
    }
    await page.evaluate(() => scrollTo(0, document.documentElement.scrollHeight));
    await pause(300);
    await screenshot(page, `tutorial-${width}-end`);
    check(await page.evaluate(() => document.documentElement.scrollWidth <= innerWidth), "the page scrolls sideways");
    check(errors.length === 0, errors.join("; "));
  });
}
