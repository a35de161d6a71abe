// The benchmark page, used as a visitor would: run, stop, share; with and without threads.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, kSite, test, until } from "../harness.mjs";
import { unreadable } from "./contrast.mjs";

const kSeconds = 0.1;  // per workload; the figures need not be precise here

// Opens the page and waits until its engine has loaded.
async function benchPage(context, site, tab = {}) {
  const { page, errors } = await context.tab({ graphics: false, ...tab });
  await page.goto(`${await context.site(site)}bench.html?seconds=${kSeconds}`);
  await until(() => page.evaluate(() => !document.getElementById("run").disabled), "the engine has loaded");
  return { page, errors };
}

const status = (page) => page.textContent("#status");
const workloads = (page) => page.$$eval(".card", (cards) => cards.map((card) => card.dataset.workload));

async function runToTheEnd(page) {
  await page.click("#run");
  await until(async () => (await status(page)).startsWith("Done"), "all workloads are measured", 120_000);
}

// The text to share. Headless browsers refuse the clipboard, so the page shows the text.
async function sharedText(page) {
  await page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("refused")); });
  await page.click("#copy");
  await until(() => page.evaluate(() => !document.getElementById("share").hidden), "the text is shown");
  return page.textContent("#report");
}

test("bench page: measures every workload and shares the figures as text", async (context) => {
  const { page, errors } = await benchPage(context, { csp: true });
  const ids = await workloads(page);
  check(["W1", "W2", "W3", "W4", "W5"].every((id) => ids.includes(id)), `cards for ${ids}`);
  await runToTheEnd(page);
  const done = await page.$$eval(".card.done", (cards) => cards.map((card) => ({
    id: card.dataset.workload,
    speed: Number(card.querySelector(".here .figure").textContent.replaceAll(",", "")),
    detail: card.querySelector(".detail").textContent,
  })));
  check(String(done.map(({ id }) => id)) === String(ids), `measured ${done.map(({ id }) => id)}`);
  for (const { id, speed, detail } of done) {
    check(speed > 0, `${id} shows the speed ${speed}`);
    check(/^[\d.,]+ ms per step, [\d.,]+( of [\d.,]+)? GFLOP\/s$/.test(detail), `${id} says "${detail}"`);
  }
  const text = await sharedText(page);
  const missing = ids.filter((id) => !new RegExp(`^${id} +[\\d,.]+ `, "m").test(text));
  check(missing.length === 0, `the text lacks ${missing}:\n${text}`);
  check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
  return done.map(({ id, speed }) => `${id} ${speed}`).join(", ");
});

test("bench page: stops at once and runs again", async (context) => {
  const { page, errors } = await benchPage(context);
  await page.click("#run");
  await until(async () => (await page.$$(".card.done")).length > 0, "one workload is measured");
  await page.click("#stop");
  await until(async () => (await status(page)).startsWith("Stopped"), "it has stopped", 2000);
  check(await page.evaluate(() => document.activeElement.id) === "run", "the focus is not on Run");
  await runToTheEnd(page);
  check((await page.$$(".card.done")).length === (await workloads(page)).length, "not all workloads were measured again");
  check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
});

test("bench page: without isolation it measures one thread and shows the reason", async (context) => {
  const { page, errors } = await benchPage(context, { isolation: false });
  check(await page.isDisabled("#threads") && await page.inputValue("#threads") === "1", "it offers threads");
  const note = await page.textContent("#threads-note");
  check(note.includes("cross-origin isolated"), `the note says "${note}"`);
  await page.click("#run");
  await until(async () => (await page.$$(".card.done")).length > 0, "one workload is measured");
  check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
});

test("bench page: its text can be read under both themes of a system", async (context) => {
  for (const colorScheme of ["light", "dark"]) {
    const { page } = await benchPage(context, {}, { colorScheme });
    await page.click("#run");
    await until(async () => (await page.$$(".card.done")).length > 0, "one workload is measured");
    await page.click("#stop");
    const faint = await page.evaluate(unreadable);
    check(faint.length === 0, `under the ${colorScheme} theme it is hard to read: ${faint.join("; ")}`);
  }
});

test("bench page: a workload's slices give one result, without a peak where none was above it", async () => {
  const { detailOf, formatPercent, resultOf, slicesOf } = await import(pathToFileURL(join(kSite, "bench/report.mjs")));
  check([0.1, 1, 3].map(slicesOf).join() === "1,1,3", "the numbers of slices");
  const slice = (gflops, peak_gflops) => ({ samples_per_second: 100 * gflops, ms_per_step: 1 / gflops, gflops, peak_gflops });
  const found = resultOf([slice(10, 30), slice(12, 20), slice(11, 40)]);
  check(found.samples_per_second === 1200 && found.peak_gflops === 40 && found.fraction_of_peak === 0.3, JSON.stringify(found));
  const disturbed = resultOf([slice(12, 11)]);
  check(formatPercent(disturbed.fraction_of_peak) === "–" && detailOf(disturbed) === "0.083 ms per step, 12.0 GFLOP/s", detailOf(disturbed));
});

test("bench page: the note says what threads lack", async () => {
  const { threadsNote } = await import(pathToFileURL(join(kSite, "bench/report.mjs")));
  check(threadsNote(true, 4, true).startsWith("This browser offers 4 at once"), threadsNote(true, 4, true));
  check(/SharedArrayBuffer/.test(threadsNote(false, 4, true)) && !/header/.test(threadsNote(false, 4, true)), threadsNote(false, 4, true));
  check(/header/.test(threadsNote(false, 4, false)), threadsNote(false, 4, false));
});

test("bench page: fits a phone and a desktop, and does not shift when figures appear", async (context) => {
  for (const width of [390, 1280]) {
    const { page } = await benchPage(context, {}, { width });
    const shape = () => page.evaluate(() => ({
      wide: document.documentElement.scrollWidth > innerWidth,
      cards: [...document.querySelectorAll(".card")].map((card) => {
        const { x, y, width: w, height } = card.getBoundingClientRect();
        return [x, y + scrollY, w, height].map(Math.round).join();
      }).join(" "),
    }));
    const before = await shape();
    check(!before.wide, `at ${width} px the page scrolls sideways`);
    await runToTheEnd(page);
    const after = await shape();
    check(after.cards === before.cards, `at ${width} px the cards moved from ${before.cards} to ${after.cards}`);
  }
});
