// A page with the model in it: saved by the application, opened as a file, without a server.

import { copyFile, mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, kSite, test, until } from "../harness.mjs";

// Saves the page of an application with this link, and calls use(page, errors) with it opened from a file. Requests to anywhere fail
// the test.
async function withSavedPage(context, link, use) {
  const app = await context.application({ hash: `#${link}` });
  await until(async () => (await app.ask("metrics")).step > 50, "it trains", 60_000);
  const coming = app.page.waitForEvent("download", { timeout: 60_000 });
  await app.click("button.share");
  await app.frames(3);
  await app.click("share.page");
  const download = await coming;
  check(download.suggestedFilename() === "hourglass.html", download.suggestedFilename());
  const folder = await mkdtemp(join(tmpdir(), "hourglass-page-")), file = join(folder, "hourglass.html");
  try {
    await copyFile(await download.path(), file);
    const { page, errors } = await context.tab();
    page.on("request", (request) => /^(file|blob|data):/.test(request.url()) || errors.push(`it asks for ${request.url()}`));
    await page.goto(pathToFileURL(file).href);
    await until(() => page.evaluate(() => document.querySelectorAll("section").length >= 3), "the model is shown");
    return await use(page, errors);
  } finally {
    await rm(folder, { recursive: true });
  }
}

// What all canvases of a section show, to be compared.
const picture = (page, section) => page.evaluate((n) =>
  [...document.querySelectorAll("section")][n].querySelector(".sample:not(button)").firstChild.toDataURL?.() ?? [...document.querySelectorAll("section")][n].querySelector(".sample:not(button)").textContent, section);

test("standalone: digits are generated, a value of the code changes its picture, and drawings are reconstructed", (context) => withSavedPage(context, "family=vae&hidden=64&latent=4", async (page, errors) => {
  check(await page.evaluate(() => document.querySelectorAll("section")[0].querySelectorAll(".sample").length) === 24, "24 new samples");
  const first = await picture(page, 0);
  await page.getByRole("button", { name: "Others" }).click();
  check(await picture(page, 0) !== first, "the same samples");
  const before = await picture(page, 1);
  await page.getByLabel("Value 1", { exact: true }).evaluate((slider) => {
    slider.value = slider.max;
    slider.dispatchEvent(new Event("input"));
  });
  check(await picture(page, 1) !== before, "the value changes nothing");
  await page.getByRole("button", { name: "As it was" }).click();
  check(await picture(page, 1) === before, "the sample is another");
  const path = await picture(page, 2);
  await page.getByRole("button", { name: /^from sample 5/ }).click();
  check(await picture(page, 2) !== path, "the way begins as before");
  const pad = page.locator(".pad"), blank = await picture(page, 3);
  await pad.scrollIntoViewIfNeeded();
  const { x, y } = await pad.boundingBox();
  await page.mouse.move(x + 100, y + 40);
  await page.mouse.down();
  await page.mouse.move(x + 120, y + 180, { steps: 8 });
  await page.mouse.up();
  check(await picture(page, 3) !== blank, "the drawing changes nothing");
  check(errors.length === 0, errors.join("; "));
}));

test("standalone: words are words, and a family without a prior makes some too", (context) => withSavedPage(context, "data=words&family=vanilla&hidden=64&latent=8", async (page, errors) => {
  const word = await picture(page, 1);
  check(/^[a-z()]+$/.test(word), word);
  check(await page.evaluate(() => document.querySelectorAll("section").length) === 3, "a pad for words");
  check(errors.length === 0, errors.join("; "));
  return word;
}));

test("standalone: without a model the page says how to get one", async (context) => {
  const { page } = await context.tab();
  await page.goto(pathToFileURL(join(kSite, "standalone.html")).href);
  await until(() => page.evaluate(() => document.getElementById("about").textContent.startsWith("This page holds no model")), "the sentence");
  check((await readFile(join(kSite, "standalone.html"), "utf8")).includes('id="model">null<'), "the model's place");
});
