// The article as a page: what it weighs, how long its sections are, on a phone, for assistive programs, and without scripts.

import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize } from "node:path";
import { gzipSync } from "node:zlib";

import { check, kSite, pause, screenshot, test, until } from "../harness.mjs";
import { LiveElement } from "./live_element.mjs";

const kFolder = join(kSite, "article");
const kFirstPaint = 60_000, kWords = 250, kSections = 12;
const kServed = { isolation: false, csp: true };

const gzipped = (path) => gzipSync(readFileSync(path), { level: 9 }).length;

// A script and all that it imports before it runs.
function withImports(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  for (const [, name] of readFileSync(path, "utf8").matchAll(/^import [^;]*?"(\.[^"]+)";/gm)) withImports(normalize(join(dirname(path), name)), found);
  return found;
}

test("article: what the first paint needs is at most 60 kB", () => {
  const files = [join(kFolder, "index.html"), join(kFolder, "article.css"), ...withImports(join(kFolder, "article.mjs"))];
  check(files.length > 5, `only ${files.length} files`);
  check(!files.some((file) => /experiment|demos|package/.test(file)), `it waits for the engine: ${files.join(" ")}`);
  const sum = files.map(gzipped).reduce((a, b) => a + b);
  check(sum <= kFirstPaint, `${sum} bytes, above ${kFirstPaint}`);
  return `${sum} bytes in ${files.length} files`;
});

async function open(context, options = {}) {
  const { page, errors } = await context.tab({ graphics: false, ...options });
  await page.goto(`${await context.site(kServed)}article/`);
  return { page, errors };
}

test("article: each of the twelve sections has one element, one question and at most 250 words", async (context) => {
  const { page } = await open(context, { javaScriptEnabled: true });
  const sections = await page.evaluate(() => [...document.querySelectorAll("article > section")].map((section) => {
    const text = section.cloneNode(true);
    for (const other of text.querySelectorAll("figure, math")) other.remove();
    return {
      id: section.id, words: text.textContent.trim().split(/\s+/).length, formulas: section.querySelectorAll("math").length,
      elements: section.querySelectorAll("figure.live").length, answers: section.querySelectorAll(".question details").length,
      numbers: section.querySelectorAll("output").length,
    };
  }));
  check(sections.length === kSections, `${sections.length} sections`);
  for (const { id, words, elements, answers, numbers, formulas } of sections) {
    check(words <= kWords, `${id}: ${words} words`);
    check(elements === 1 && answers === 1 && numbers === 1 && formulas > 0, `${id}: ${elements} elements, ${answers} answers, ${numbers} numbers, ${formulas} formulas`);
  }
  return sections.map(({ id, words }) => `${id} ${words}`).join(", ");
});

test("article: no section has a word in scripts that its page could hold", () => {
  const scripts = readdirSync(join(kFolder, "demos"));
  check(scripts.length > kSections, `${scripts.length} scripts`);
  for (const name of scripts) {
    const text = readFileSync(join(kFolder, "demos", name), "utf8").replace(/\/\/.*$/gm, "");
    check(!/"[A-Z][a-z]+ [a-z]+/.test(text), `${name} holds a sentence`);
  }
});

for (const width of [390, 360]) {
  test(`article: does not scroll sideways at ${width} pixels, and keeps one engine`, async (context) => {
    const { page, errors } = await open(context, { width, height: 844, touch: true, isMobile: true, colorScheme: "dark" });
    await screenshot(page, `article-${width}-top`);
    for (const id of ["what", "parts", "learning"]) await new LiveElement(page, id).reach();
    for (const summary of await page.locator("summary").all()) await summary.evaluate((element) => element.parentElement.setAttribute("open", ""));
    const { scroll, engines } = await page.evaluate(() => ({ scroll: document.documentElement.scrollWidth, engines: document.documentElement.dataset.engines }));
    check(scroll <= width, `it is ${scroll} pixels wide`);
    check(engines === "1", `${engines} engines`);
    const small = await page.evaluate(() => [...document.querySelectorAll("button, summary, nav a, input")]
      .filter((element) => element.getBoundingClientRect().height < 43.5).map((element) => element.outerHTML));
    check(small.length === 0, `too small for a finger: ${small.join(" ")}`);
    check(errors.length === 0, errors.join("; "));
  });
}

test("article: a network sleeps out of sight and wakes with what it learned", async (context) => {
  const { page, errors } = await open(context, { height: 700 });
  const element = new LiveElement(page, "pca");
  await element.reach();
  const number = await element.train();
  await new LiveElement(page, "what").reach();
  await until(async () => await element.figure.getAttribute("data-state") === "resting", "it sleeps");
  check(await page.evaluate(() => Number(document.documentElement.dataset.engines) <= 2), "more than two engines");
  await element.figure.scrollIntoViewIfNeeded();
  check(await element.trained() === number, "it has forgotten");
  check(await element.figure.locator("output").getAttribute("aria-live") === "polite", "the number is not read aloud");
  check(errors.length === 0, errors.join("; "));
});

test("article: says what failed, and tries again by its button", async (context) => {
  const { page } = await open(context, { height: 1000 });
  await page.route("**/hourglass_engine.wasm", (route) => route.abort());
  const element = new LiveElement(page, "pca");
  await element.figure.evaluate((figure) => figure.scrollIntoView({ block: "center" }));
  await until(async () => await element.figure.getAttribute("data-state") === "failed", "it fails");
  check(/did not start: ./.test(await element.figure.locator(".status").textContent()), "it says nothing");
  await page.unroute("**/hourglass_engine.wasm");
  check(await element.train() > 0, "it does not try again");
});

test("article: the points in space turn by keys and by dragging", async (context) => {
  const { page } = await open(context, { height: 1000 });
  await new LiveElement(page, "what").reach();
  const canvas = page.locator("canvas[data-canvas=space]");
  const picture = () => canvas.evaluate((element) => element.toDataURL());
  const first = await picture();
  await canvas.press("ArrowRight");
  const second = await picture();
  check(first !== second, "the key turns nothing");
  const { x, y } = await canvas.boundingBox();
  await page.mouse.move(x + 100, y + 100);
  await page.mouse.down();
  await page.mouse.move(x + 160, y + 120, { steps: 4 });
  await page.mouse.up();
  check(second !== await picture(), "dragging turns nothing");
});

test("article: offers the section of the last visit", async (context) => {
  const { page } = await open(context, { height: 700 });
  check(await page.locator("#continue").isHidden(), "it offers a place on the first visit");
  await page.evaluate(() => document.getElementById("denoising").scrollIntoView());
  await until(() => page.evaluate(() => localStorage.getItem("hourglass-article-section") === "denoising"), "the place is kept");
  await page.evaluate(() => scrollTo(0, 0));
  await page.evaluate(() => localStorage.setItem("hourglass-article-section", "denoising"));
  await page.goto("about:blank");
  await page.goto(`${await context.site(kServed)}article/`);
  await page.locator("#continue").click();
  check(new URL(page.url()).hash === "#denoising", page.url());
});

test("article: without scripts it is text and drawings", async (context) => {
  const { page } = await open(context, { javaScriptEnabled: false });
  check(await page.locator("svg.poster:visible").count() === kSections, "a drawing is missing");
  check(await page.locator("button:visible").count() === 0, "there is a button that does nothing");
  check(await page.getByText("Scripts are off").isVisible(), "it does not say why nothing moves");
  await page.locator("summary").first().click();
  check(await page.locator("details p").first().isVisible(), "the answer stays hidden");
  await screenshot(page, "article-without-scripts");
});

test("article: prints without controls", async (context) => {
  const { page } = await open(context);
  await page.emulateMedia({ media: "print" });
  check(await page.locator("button:visible").count() === 0, "it prints buttons");
  check(await page.locator("svg.poster:visible").count() === kSections, "it prints empty canvases");
  await pause(100);
  check(await page.locator("details p").first().evaluate((p) => p.checkVisibility({ contentVisibilityAuto: true })), "it prints no answers");
});

test("article: the address opens a state, and one section alone", async (context) => {
  const { page } = await context.tab({ graphics: false });
  await page.goto(`${await context.site(kServed)}article/?only=anomalies&alarms=100`);
  check(await page.locator("section:visible").count() === 1 && await page.locator("h1:visible").count() === 0, "more than one section is shown");
  await new LiveElement(page, "anomalies").reach();
  check(await page.locator("input[name=alarms]").inputValue() === "100", "the slider stands elsewhere");
  await page.goto(`${await context.site(kServed)}article/?latent=32#parts`);
  await new LiveElement(page, "parts").reach();
  check(await page.locator("#parts-live button[value='32']").getAttribute("aria-pressed") === "true", "another button is pressed");
});
