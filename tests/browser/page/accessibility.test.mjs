// axe-core (https://github.com/dequelabs/axe-core) finds nothing wrong with the pages and leaves nothing undecided, in both colour
// schemes. Of what a canvas shows it knows nothing; the controls as text stand for that.

import { readFile } from "node:fs/promises";

import { check, pause, Skip, test, until } from "../harness.mjs";

// Levels A and AA of WCAG 2.2, among them the rule on small targets that is off by default, and good practice.
const kTags = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

async function axeSource() {
  let path;
  try {
    path = import.meta.resolve("axe-core/axe.min.js");
  } catch {
    throw new Skip("axe-core is not installed; npm could not fetch it");
  }
  return readFile(new URL(path), "utf8");
}

const describeRule = ({ id, help, nodes }) =>
  [`${id}: ${help}`, ...nodes.slice(0, 5).map(({ target, html }) => `  ${target.flat().join(" ")}: ${html.slice(0, 160)}`)].join("\n");

// What axe-core leaves undecided and a person has decided: a frame without headings has nothing to skip but its canvas, and its
// first button leads past that, to the controls as text; and a single sign of a formula has the colour of the text around it.
const isDecided = ({ id, nodes }) => (id === "bypass" && nodes.every(({ target }) => target.length > 1))
  || (id === "color-contrast" && nodes.every(({ html }) => /^<(m\w+)>.<\/\1>$/u.test(html)));

/// Runs axe-core on the page and its frames, in both colour schemes. `what` names the state in which the page is.
async function checkPage(page, what) {
  const source = await axeSource();
  for (const frame of page.frames()) await frame.evaluate(source);
  for (const colorScheme of ["light", "dark"]) {
    await page.emulateMedia({ colorScheme });
    // Colours that change by and by have arrived.
    await until(() => page.evaluate(() => document.getAnimations().every(({ playState, effect }) => playState !== "running" || effect.getTiming().iterations === Infinity)), "nothing moves any more");
    const { violations, incomplete, passes } = await page.evaluate((tags) => axe.run({ runOnly: tags }), kTags);
    check(passes.length > 10, `${what}: only ${passes.length} rules apply`);
    const found = [...violations, ...incomplete.filter((rule) => !isDecided(rule))];
    check(found.length === 0, `${what}, ${colorScheme}: ${found.length} rules complain\n${found.map(describeRule).join("\n")}`);
  }
}

// Opens the controls as text, in the page or in its frame, with the words unfolded. axe-core cannot decide on text that the sticky
// header half covers, so the controls are scrolled to their beginning.
async function openControls(frame) {
  await frame.locator("#canvas").press("F2");
  await frame.locator("#controls").waitFor();
  await frame.locator("#controls summary").click();
  await frame.locator("#controls").evaluate((controls) => { controls.scrollTop = 0; });
}

// Waits until the application, in the page or in its frame, has faded its overlay out: half transparent text has little contrast.
const overlayGone = (frame) => frame.locator("#overlay").waitFor({ state: "hidden" });

async function framesOpen(page) {
  await until(() => page.frames().length > 1, "the page has frames");
  for (const frame of page.frames().slice(1)) {
    await until(() => frame.evaluate(() => Boolean(globalThis.hourglassFrame)).catch(() => false), `${frame.url()} has its script`);
    await overlayGone(frame);
  }
}

test("accessibility: the page and its controls as text", async (context) => {
  const app = await context.application();
  await until(async () => (await app.ask("metrics")).heldOut, "there is a loss");
  await overlayGone(app.page);
  await checkPage(app.page, "the page");
  await openControls(app.page);
  await checkPage(app.page, "the controls as text");
});

test("accessibility: the dialogue for a trained model's uses", async (context) => {
  const tabsOf = { digits: ["Compress", "Groups", "Inside", "Step by step"], transactions: ["Find what is unusual", "Clean"] };
  for (const [data, tabs] of Object.entries(tabsOf)) {
    const app = await context.application({ hash: `#data=${data}&held_out_samples=100`, height: 1900 });
    await until(async () => (await app.snapshot()).data.name === data, `it trains on ${data}`);
    await overlayGone(app.page);
    await app.page.evaluate(() => hourglassTest.host.openUses());
    // As high as what it holds: axe-core 4.14 fails on tables that scroll within what scrolls ("Element midpoint exceeds the grid bounds").
    await app.page.locator("dialog.uses").evaluate(({ style }) => { style.maxHeight = "none"; });
    for (const title of tabs) {
      const panel = app.page.getByRole("tabpanel", { name: title });
      await app.page.getByRole("tab", { name: title }).click();
      if (title === "Groups") await panel.getByLabel("Number of groups").selectOption("3");
      await panel.locator("figure, tbody, ol.parts").first().waitFor();
      await until(() => panel.evaluate((element) => !element.querySelector("[aria-busy=true]")), `${title} is ready`);
      await checkPage(app.page, title);
    }
    await app.page.close();
  }
});

test("accessibility: the offer to continue the last visit", async (context) => {
  const app = await context.application();
  await until(async () => (await app.ask("metrics")).step > 150, "it has trained");
  await app.page.evaluate(() => dispatchEvent(new Event("pagehide")));
  await pause(1000);
  await app.reload();
  await app.page.waitForSelector(".bar button");
  await overlayGone(app.page);
  await checkPage(app.page, "the offer");
});

test("accessibility: the page when its program is missing", async (context) => {
  const { page } = await context.tab();
  await page.route("**/*.wasm", (route) => route.abort());
  await page.goto(await context.site());
  await page.waitForSelector("#overlay.failed");
  await checkPage(page, "the failure");
});

test("accessibility: a frame and its controls as text", async (context) => {
  const { page } = await context.tab();
  await page.goto(`${await context.site()}examples/iframe.html`);
  await framesOpen(page);
  await checkPage(page, "the frame");
  await openControls(page.frames()[1]);
  await checkPage(page, "the controls as text");
});

test("accessibility: the benchmark before and after a run", async (context) => {
  const { page } = await context.tab();
  await page.goto(`${await context.site()}bench.html`);
  await page.waitForSelector("#run:enabled");
  await checkPage(page, "before the run");
  await page.click("#run");
  await page.waitForSelector(".card.done");
  await page.click("#stop");
  await page.waitForSelector("#run:enabled");
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("refused")); });
  await page.click("#copy");
  await page.waitForSelector("#share:not([hidden])");
  await checkPage(page, "after the run");
});

for (const path of ["tutorial/", "examples/article.html", "examples/ten.html"]) {
  test(`accessibility: ${path} and its frames`, async (context) => {
    const { page } = await context.tab();
    await page.goto(await context.site() + path);
    await framesOpen(page);
    await checkPage(page, path);
  });
}

test("accessibility: the article with its answers open", async (context) => {
  const { page } = await context.tab({ height: 1000 });
  await page.goto(`${await context.site()}article/`);
  for (const id of ["what", "meaning"]) {
    await page.evaluate((id) => document.getElementById(`${id}-live`).scrollIntoView(), id);
    await page.waitForSelector(`#${id}-live[data-state=ready]`);
    await page.locator(`#${id}-live button.train`).click();
    await page.waitForSelector(`#${id}-live[data-state=done]`);
  }
  await page.evaluate(() => { for (const details of document.querySelectorAll("details")) details.open = true; });
  await checkPage(page, "the article");
});

for (const path of ["examples/canvas.html", "examples/worker.html"]) {
  test(`accessibility: ${path}`, async (context) => {
    const { page } = await context.tab();
    await page.goto(await context.site() + path);
    await page.waitForSelector(".controls :enabled");
    await checkPage(page, path);
  });
}
