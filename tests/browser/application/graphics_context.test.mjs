// The WebGL context is lost and restored: the run continues, and the application is drawn again.

import { check, test, until } from "../harness.mjs";

const loseContext = (app) => app.page.evaluate(() => {
  const graphics = document.getElementById("canvas").getContext("webgl2");
  globalThis.contextTest = graphics.getExtension("WEBGL_lose_context");
  globalThis.contextTest.loseContext();
});

const notice = (app) => app.page.evaluate(() => {
  const element = document.getElementById("notice");
  return element.hidden ? "" : element.textContent;
});

// The number of colours in a screenshot, at most 1,000.
async function coloursOnScreen(app) {
  const picture = (await app.page.screenshot()).toString("base64");
  return app.page.evaluate(async (picture) => {
    const image = new Image();
    image.src = `data:image/png;base64,${picture}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    [canvas.width, canvas.height] = [image.width, image.height];
    const pencil = canvas.getContext("2d");
    pencil.drawImage(image, 0, 0);
    return new Set(new Uint32Array(pencil.getImageData(0, 0, image.width, image.height).data.buffer)).size;
  }, picture);
}

for (const isolation of [true, false]) {
  test(`graphics context: lost and restored, ${isolation ? "with" : "without"} threads`, async (context) => {
    const app = await context.application({ site: { isolation } });
    await until(async () => (await app.ask("metrics")).step > 0, "it trains");
    const before = await coloursOnScreen(app);
    const { generation } = await app.ask("metrics");
    await loseContext(app);
    await until(async () => (await notice(app)).includes("Training goes on"), "the page says so");
    const lost = await app.ask("metrics"), frames = await app.ask("frames");
    await until(async () => (await app.ask("metrics")).step > lost.step + 20, "it trains without a picture");
    check(await app.ask("frames") === frames, "frames were drawn");
    await app.page.evaluate(() => contextTest.restoreContext());
    await until(async () => await notice(app) === "", "the notice goes");
    await app.frames(10);
    const after = await app.ask("metrics");
    check(after.generation === generation, "a new run started");
    check(after.step > lost.step, `step ${lost.step} before, ${after.step} after`);
    const colours = await coloursOnScreen(app);
    check(colours > before / 2 && colours > 50, `${before} colours before, ${colours} after`);
    await app.screenshot(`context-restored-${isolation ? "threads" : "single"}`);
    check(app.errors.length === 0, app.errors.join("; "));
    return `${before} colours before, ${colours} after; step ${lost.step} before, ${after.step} after`;
  });
}

test("graphics context: lost twice, with a change of theme in between", async (context) => {
  const app = await context.application();
  for (const theme of ["light", "dark"]) {
    await loseContext(app);
    await app.ask("useLink", `#theme=${theme}`);
    await app.page.evaluate(() => new Promise((done) => setTimeout(done, 300)));
    await app.page.evaluate(() => contextTest.restoreContext());
    await app.frames(5);
    await until(async () => await app.ask("theme") === theme, `the theme is ${theme}`);
    check(await coloursOnScreen(app) > 50, "the canvas is blank");
  }
});
