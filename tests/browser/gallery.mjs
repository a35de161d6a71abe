// Screenshots of the interface for people to look at: every panel alone in three sizes, and for every kind of data, the whole page
// wide, narrow and embedded, both themes, some dialogues; after 2 and 10 seconds, the whole page also after 60. Run by
// tests/browser/screenshots; words choose pictures by their names, and --busy lets another process compete for the cores.

import { spawn } from "node:child_process";
import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { Context, kRoot, pause } from "./browser.mjs";

const kFolder = join(kRoot, "build/screenshots/gallery");
const kPanels = ["network", "draw", "latent", "curves", "reconstructions", "generate", "notes", "interpolate", "traverse", "settings"];
const kThemes = ["dark", "light"];
// One preset for each kind of data, and colour.
const kKinds = ["faces", "heartbeats", "transactions", "words"];

// name -> {hash, size, before: actions before the screenshot, seconds of training, or several}
function shots() {
  const list = [];
  for (const theme of kThemes) {
    const add = (name, hash, size, more = {}) => list.push({ name: `${name}-${theme}`, hash: `#${hash}${hash && "&"}theme=${theme}`, size, ...more });
    add("wide", "", { width: 1280, height: 800 }, { seconds: [2, 10, 60] });
    add("large", "", { width: 1920, height: 1200 });
    add("narrow", "", { width: 390, height: 844, scale: 2 }, { seconds: [2, 10, 60] });
    add("narrow-long", "", { width: 390, height: 4400 });
    add("untrained", "preset=vanilla", { width: 1280, height: 800 }, { seconds: 0, paused: true });
    add("density-1.5", "", { width: 900, height: 600, scale: 1.5 });
    add("density-3", "", { width: 390, height: 844, scale: 3 });
    add("embedded", "focus=latent&embedded=1", { width: 640, height: 420 });
    add("diverged", "preset=too-fast", { width: 1280, height: 800 });
    add("convolutional", "preset=convolutional", { width: 1280, height: 800 });
    add("drawn", "", { width: 1280, height: 1500 }, { before: draw });
    add("keys", "", { width: 1280, height: 800 }, { before: (app) => app.click("button.keys") });
    add("presets", "", { width: 1280, height: 800 }, { before: (app) => app.click("button.presets") });
    add("accessible-controls", "", { width: 1280, height: 800 }, { before: (app) => app.page.evaluate(() => hourglassTest.app.showControls(true)) });
    for (const panel of kPanels) {
      add(`panel-${panel}`, `focus=${panel}`, { width: 1280, height: 800 }, { seconds: [2, 10] });
      add(`phone-${panel}`, `focus=${panel}`, { width: 390, height: 844 }, { seconds: [2, 10] });
      add(`frame-${panel}`, `focus=${panel}&embedded=1`, { width: 480, height: 320 }, { seconds: [2, 10] });
    }
    for (const kind of kKinds) {
      add(`kind-${kind}`, `preset=${kind}`, { width: 1280, height: 1400 }, { seconds: 8 });
      for (const panel of kPanels) add(`kind-${kind}-${panel}`, `preset=${kind}&focus=${panel}`, { width: 800, height: 560 }, { seconds: 6 });
    }
    add("panel-traverse-ten", "focus=traverse&preset=vae", { width: 800, height: 560 });
    add("panel-reconstructions-noise", "focus=reconstructions&preset=denoising", { width: 800, height: 560 });
    add("panel-curves-pca", "focus=curves&preset=linear", { width: 800, height: 560 });
    add("panel-generate-label", "focus=generate&preset=conditional", { width: 800, height: 560 });
  }
  return list;
}

async function draw(app) {
  const pad = await app.rectangle("draw.pad");
  await app.drag(pad, [[0.3, 0.2], [0.7, 0.2], [0.5, 0.5], [0.7, 0.7], [0.3, 0.85]]);
}

async function take({ name, hash, size, before, seconds = 4, paused = false }) {
  const context = new Context();
  try {
    const app = await context.application({ hash, ...size });
    if (paused) await app.page.evaluate(() => hourglassTest.app.pause());
    let passed = 0;
    for (const moment of [seconds].flat()) {
      await pause(1000 * (moment - passed));
      passed = moment;
      await before?.(app);
      // Soon after the moment; where it trains the picture is never complete.
      await app.frames(paused ? 30 : 2);
      await app.page.screenshot({ path: join(kFolder, `${name}${Array.isArray(seconds) ? `-${moment}s` : ""}.png`) });
    }
    console.log(`${name}${app.errors.length ? `: the console has errors: ${app.errors.join("; ")}` : ""}`);
  } finally {
    await context.close();
  }
}

const words = process.argv.slice(2).filter((word) => word !== "--busy");
const busy = process.argv.includes("--busy") ? spawn(process.execPath, ["-e", "for (;;);"]) : null;
if (words.length === 0) rmSync(kFolder, { recursive: true, force: true });
mkdirSync(kFolder, { recursive: true });
for (const shot of shots()) {
  if (words.length === 0 || words.some((word) => shot.name.includes(word))) await take(shot);
}
await Context.closeShared();
busy?.kill();
console.log(`The pictures are in ${kFolder}.`);
