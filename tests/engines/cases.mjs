// What has to work in every browser engine, each used as a visitor would. A case gets what testsIn (harness.mjs) hands over.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { unreadable } from "../browser/bench/contrast.mjs";
import { visit } from "../browser/page/first_visit.mjs";
import { assembled, kPackage } from "../browser/package/assembled.mjs";
import { Application, check, kRoot, screenshot, until } from "./harness.mjs";

// ---- the page ----

// The running page, paused, with everything drawn.
async function open(tab) {
  await tab.page.goto(await tab.site());
  const app = new Application(tab.page);
  await app.ready();
  return app;
}

async function openPaused(tab) {
  const app = await open(tab);
  await app.ask("pause");
  await until(async () => (await app.snapshot()).state === "paused" && !(await app.ask("tasksBusy")), "it pauses");
  await app.frames(20);
  return app;
}

// A visitor's first minutes on the page.
async function firstVisit(tab) {
  await tab.page.goto(await tab.site());
  await tab.page.evaluate(() => localStorage.clear());
  const times = await visit(await open(tab));
  await checkQuiet(tab);
  return times;
}

async function checkQuiet({ page }) {
  const found = await page.errors();
  check(found.length === 0, `the console has errors: ${found.join("; ")}`);
}

// Waits until one of the application's answers differs from `before`; returns the new one.
const changed = (app, name, before) => until(async () => {
  const now = await app.ask(name);
  return String(now) === String(before) ? null : now;
}, `${name} changes`);

// Waits until the run of this application has done more steps, and knows a loss.
async function trains(metrics) {
  const { step } = await metrics();
  return until(async () => {
    const now = await metrics();
    return now.step > step + 20 && now.heldOut?.total > 0 ? now : null;
  }, "it trains");
}

async function pageLearns(tab) {
  const app = await open(tab);
  const { heldOut } = await trains(() => app.ask("metrics"));
  await app.frames(10);
  await app.screenshot(`${tab.engine.replaceAll(" ", "-")}-page`);
  await checkQuiet(tab);
  return `version ${tab.version}, held-out loss ${heldOut.total.toFixed(1)}`;
}

async function strokeIsReconstructed(tab) {
  const app = await openPaused(tab);
  const image = await app.ask("drawnReconstruction");
  await app.drag(await app.rectangle("draw.pad"), [[0.3, 0.2], [0.7, 0.2], [0.5, 0.5], [0.4, 0.85]]);
  const drawn = await app.ask("drawnInput");
  check(drawn.filter((pixel) => pixel > 0.3).length > 20, "nothing is drawn");
  await changed(app, "drawnReconstruction", image);
  await checkQuiet(tab);
}

async function mapGenerates(tab) {
  const app = await openPaused(tab);
  const { x, y, width, height } = await app.rectangle("latent.plot");
  const takeCode = async (u, v) => {
    const code = await app.ask("shownCode"), image = await app.ask("drawnReconstruction");
    await app.drag({ x: x + u * width, y: y + v * height, width: 0, height: 0 }, [[0, 0]]);
    await changed(app, "drawnReconstruction", image);
    return changed(app, "shownCode", code);
  };
  const here = await takeCode(0.1, 0.7), there = await takeCode(0.9, 0.3);
  check(there[0] > here[0] && there[1] > here[1], `${here} on the left and below, ${there} on the right and above`);
  await checkQuiet(tab);
}

async function formChangesSetting(tab) {
  const app = await open(tab), { page } = tab;
  await page.keyboard.press("F2");
  await until(() => page.evaluate(() => document.querySelector("#controls:not([hidden]) #control-latent") !== null), "F2 opens the form");
  const { generation } = await app.ask("metrics");
  await page.evaluate(() => {
    const field = document.getElementById("control-latent");
    field.focus();
    field.select();
  });
  await page.keyboard.press("6");
  await page.keyboard.press("Tab");
  const now = await until(async () => {
    const metrics = await app.ask("metrics");
    return metrics.settings.latent === "6" ? metrics : null;
  }, "the setting is applied");
  check(now.generation > generation, "no new run started");
  check(await page.evaluate(() => document.activeElement.id) !== "control-latent", "Tab does not move on");
  await page.keyboard.press("Escape");
  await until(() => page.evaluate(() => document.getElementById("controls").hidden), "Escape closes the form");
  await checkQuiet(tab);
}

// ---- a frame, and the element ----

async function embedTrains(tab) {
  await tab.page.goto(`${await tab.site({ isolation: false })}embed.html#preset=vae-2d&panels=latent,generate`);
  await until(() => tab.page.evaluate(() => Boolean(globalThis.hourglassFrame)), "its script has come");
  const run = await trains(() => tab.page.evaluate(async () => (await hourglassFrame.ready).app.metrics()));
  await checkQuiet(tab);
  return `${run.step} steps`;
}

async function elementReports(tab) {
  await tab.page.goto(`${await tab.site({ isolation: false })}examples/article.html`);
  await until(() => tab.page.evaluate(() => document.querySelector("hourglass-playground").state === "awake"), "the article's element is ready");
  await tab.page.evaluate(() => {
    globalThis.events = [];
    for (const type of ["ready", "resize", "epoch", "done", "error"]) {
      document.addEventListener(`hourglass-${type}`, ({ detail }) => events.push({ type, ...detail }));
    }
    const settings = { family: "vanilla", "hidden-layers": "16", latent: "4", samples: "200", "held-out-samples": "50", epochs: "3", panels: "curves" };
    const playground = document.createElement("hourglass-playground");
    for (const [name, value] of Object.entries(settings)) playground.setAttribute(name, value);
    document.body.prepend(playground);
  });
  const events = await until(async () => {
    const events = await tab.page.evaluate(() => globalThis.events);
    return events.some(({ type }) => type === "done") ? events : null;
  }, "the end of the run is reported");
  const types = events.map(({ type }) => type), last = events.findLast(({ type }) => type === "epoch");
  check(types[0] === "ready" && types.includes("resize") && !types.includes("error"), JSON.stringify(events));
  check(last.epoch === 3 && last.heldOut > 0 && events.at(-1).epoch === 3, JSON.stringify(events));
  await screenshot(tab.page, `${tab.engine.replaceAll(" ", "-")}-article`);
  await checkQuiet(tab);
  return types.join(" ");
}

// ---- the package ----

const kFamilies = ["pca", "denoising", "deep", "convolutional", "masked", "sparse-kl", "contractive", "adversarial", "conditional-vae", "vq-vae"];
const kFew = { samples: 96, held_out_samples: 16, batch: 32, epochs: 1 };

// A blank page beside the package.
async function openPackage({ page, site }) {
  assembled();
  await page.goto(`${await site({ root: kPackage })}licenses.txt`);
}

async function packageTrains(tab) {
  await openPackage(tab);
  const { inWorker, loss, ends } = await tab.page.evaluate(async () => {
    const { create } = await import("/autoencoder.mjs");
    const model = await create({ hidden: [32], latent: 8, samples: 600, held_out_samples: 100 });
    const ends = [];
    await model.train({ epochs: 3, onEpoch: ({ epoch, heldOut }) => ends.push([epoch, heldOut.total]) });
    return { inWorker: model.inWorker, loss: (await model.evaluate()).lossPerImage, ends };
  });
  check(inWorker && ends.map(([epoch]) => epoch).join() === "1,2,3", JSON.stringify(ends));
  check(loss < ends[0][1], `the loss went from ${ends[0][1]} to ${loss}`);
  await checkQuiet(tab);
}

// The hashes of the families' weights after a pass, and whether threads made them. Runs in Node as in a page.
async function trainFamilies({ address, families, settings }) {
  const { create } = await import(address);
  const hashes = [];
  let threads = false;
  for (const family of families) {
    const model = await create({ family, ...settings });
    await model.train();
    hashes.push(await model.weightsHash());
    threads = model.threads;
    model.dispose();
  }
  return { hashes, threads };
}

let inNode = null;
function trainedInNode() {
  assembled();
  return trainFamilies({ address: pathToFileURL(join(kPackage, "autoencoder.mjs")).href, families: kFamilies, settings: kFew });
}

// Where a browser shares no memory, two threads are one.
async function weightsAreNodes(tab, threads, families = kFamilies) {
  inNode ??= trainedInNode();
  const expected = await inNode;
  await openPackage(tab);
  const shares = await tab.page.evaluate(() => typeof SharedArrayBuffer === "function");
  const found = await tab.page.evaluate(trainFamilies, { address: "/autoencoder.mjs", families, settings: { ...kFew, threads } });
  const others = families.filter((family, i) => found.hashes[i] !== expected.hashes[kFamilies.indexOf(family)]);
  check(others.length === 0, `other weights than in Node: ${others}`);
  check(found.threads === (threads > 1 && shares), `threads: ${found.threads}, shared memory: ${shares}`);
  await checkQuiet(tab);
  return found.threads ? "on two threads" : "on one thread";
}

// ---- the benchmark page ----

async function benchRuns(tab) {
  const { page } = tab;
  await page.goto(`${await tab.site()}bench.html?seconds=0.1`);
  await until(() => page.evaluate(() => !document.getElementById("run").disabled), "the engine has loaded");
  check(await page.evaluate(() => matchMedia("(prefers-color-scheme: light)").matches), "the browser's theme is not the light one");
  await page.evaluate(() => document.getElementById("run").click());
  const speed = await until(() => page.evaluate(() => document.querySelector(".card.done .here .figure")?.textContent), "one workload is measured");
  await page.evaluate(() => document.getElementById("stop").click());
  await until(() => page.evaluate(() => document.getElementById("status").textContent.startsWith("Stopped")), "it has stopped");
  const faint = await page.evaluate(unreadable);
  check(faint.length === 0, `hard to read: ${faint.join("; ")}`);
  const { note, shares } = await page.evaluate(() => ({
    note: document.getElementById("threads-note").textContent, shares: typeof SharedArrayBuffer === "function",
  }));
  check(shares ? note.startsWith("This browser offers") : note.includes("SharedArrayBuffer"), `the note on threads says "${note}"`);
  await screenshot(page, `${tab.engine.replaceAll(" ", "-")}-bench`);
  await checkQuiet(tab);
  return `W1: ${speed} samples/s. ${note}`;
}

// An archive of pictures in folders is decoded by the engine, shown, and trained on.
async function dialogueReadsPictures(tab) {
  const app = await open(tab);
  const archive = [...readFileSync(join(kRoot, "tests/fixtures/data/folders.zip"))];
  await tab.page.evaluate(async (archive) => {
    const { openDataDialog } = await import("./page/data_dialog.mjs");
    await openDataDialog(hourglassTest.app, [{ name: "folders.zip", bytes: new Uint8Array(archive) }]);
  }, archive);
  const said = await tab.page.evaluate(() => document.querySelector("dialog.data").textContent);
  check(said.includes("2 labels") && said.includes("8 × 8 pixels"), said);
  await screenshot(tab.page, `${tab.engine.replaceAll(" ", "-")}-data`);
  await tab.page.evaluate(() => [...document.querySelectorAll("dialog.data .primary")].at(-1).click());
  await until(async () => (await app.snapshot()).data.name === "folders.zip" && (await app.snapshot()).step > 0, "it trains on them");
  await checkQuiet(tab);
}

/// What is worth trying with threads where an engine has them by a switch only.
export const threadedCases = [
  ["the page opens and learns", pageLearns],
  ["two families end in the weights that Node gives them, with two threads", (tab) => weightsAreNodes(tab, 2, ["denoising", "convolutional"])],
];

export const cases = [
  ["the page opens and learns", pageLearns],
  ["a first visit: it learns, is toured, broken and mended", firstVisit],
  ["the page reconstructs a stroke on its pad", strokeIsReconstructed],
  ["the page generates what its map is touched at", mapGenerates],
  ["F2 opens the controls as a form, which change a setting", formChangesSetting],
  ["pictures of one's own are read, shown and trained on", dialogueReadsPictures],
  ["embed.html opens and trains", embedTrains],
  ["an element in an article becomes ready, and reports its run", elementReports],
  ["the package trains in a worker", packageTrains],
  ["ten families end in the weights that Node gives them, with one thread", (tab) => weightsAreNodes(tab, 1)],
  ["ten families end in the weights that Node gives them, with two threads", (tab) => weightsAreNodes(tab, 2)],
  ["bench.html measures, and is readable under a light theme", benchRuns],
];
