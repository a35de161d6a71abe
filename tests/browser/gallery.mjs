// Screenshots of the interface for people to look at: every panel alone, the whole page wide, narrow and embedded, both themes,
// before and after training, some dialogues. Run by tests/browser/screenshots.

import { mkdirSync, rmSync } from "node:fs";
import { join } from "node:path";

import { Context, kRoot, pause } from "./browser.mjs";

const kFolder = join(kRoot, "build/screenshots/gallery");
const kPanels = ["network", "draw", "latent", "curves", "reconstructions", "generate", "notes", "interpolate", "traverse", "settings"];
const kThemes = ["dark", "light"];

// name -> {hash, size, before: actions before the screenshot, seconds of training}
function shots() {
  const list = [];
  for (const theme of kThemes) {
    const add = (name, hash, size, more = {}) => list.push({ name: `${name}-${theme}`, hash: `#${hash}${hash && "&"}theme=${theme}`, size, ...more });
    add("wide", "", { width: 1280, height: 800 });
    add("large", "", { width: 1920, height: 1200 });
    add("narrow", "", { width: 390, height: 844, scale: 2 });
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
    for (const panel of kPanels) add(`panel-${panel}`, `focus=${panel}`, { width: 800, height: 560 });
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
    await pause(1000 * seconds);
    await before?.(app);
    await app.frames(30);
    await app.page.screenshot({ path: join(kFolder, `${name}.png`) });
    console.log(`${name}${app.errors.length ? `: the console has errors: ${app.errors.join("; ")}` : ""}`);
  } finally {
    await context.close();
  }
}

const words = process.argv.slice(2);
if (words.length === 0) rmSync(kFolder, { recursive: true, force: true });
mkdirSync(kFolder, { recursive: true });
for (const shot of shots()) {
  if (words.length === 0 || words.some((word) => shot.name.includes(word))) await take(shot);
}
await Context.closeShared();
console.log(`The pictures are in ${kFolder}.`);
