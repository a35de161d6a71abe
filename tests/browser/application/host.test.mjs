// What the page does for the application: clipboard, downloads, choosing files, preferred colours and motion.

import { mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { idxImages } from "../package/engine_cases.mjs";
import { check, Skip, test, until } from "../harness.mjs";

// {width, height, bytes} of a PNG file.
function readPng(bytes) {
  check(bytes.subarray(1, 4).toString() === "PNG", "not a PNG file");
  return { width: bytes.readUInt32BE(16), height: bytes.readUInt32BE(20), bytes };
}

test("host: text is copied, with and without the browser's clipboard", async (context) => {
  const app = await context.application();
  await app.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const copied = async (text) => {
    await app.page.evaluate((text) => hourglassTest.host.copyText(text), text);
    return until(async () => await app.page.evaluate(() => navigator.clipboard.readText()) === text, `"${text}" is in the clipboard`);
  };
  await copied("one way");
  await app.page.evaluate(() => { navigator.clipboard.writeText = () => Promise.reject(new Error("not allowed")); });
  await app.page.mouse.click(5, 5);
  await copied("the other way");
  check(await app.page.evaluate(() => document.querySelectorAll("textarea").length) === 0, "a field was left behind");
  check(await app.page.evaluate(() => document.activeElement.id) === "canvas", "the canvas lost the focus");
});

test("host: the decoder is saved for ONNX Runtime", async (context) => {
  const app = await context.application();
  await until(async () => (await app.ask("metrics")).step > 20, "it trains");
  const coming = app.page.waitForEvent("download", { timeout: 30_000 });
  await app.click("button.share");
  await app.frames(3);
  await app.click("share.part.decoder");
  await app.frames(3);
  await app.click("share.onnx");
  const download = await coming;
  check(download.suggestedFilename() === "hourglass_decoder.onnx", download.suggestedFilename());
  const file = await readFile(await download.path());
  check(file[0] === 8 && file.includes("decoder.0.weight") && !file.includes("encoder.0.weight"), `no decoder in ${file.length} bytes`);
  await until(async () => await app.ask("noticeText") === "Saved hourglass_decoder.onnx.", "the notice says so");
  return `${file.length} bytes`;
});

test("host: a panel is saved as a picture", async (context) => {
  const app = await context.application({ scale: 2 });
  await until(async () => (await app.ask("metrics")).step > 20, "it trains");
  const panel = await app.rectangle("panel.curves");
  await app.click("panel.curves.menu");
  await app.frames(3);
  const { x, y, height } = await app.rectangle("panel.curves.menu");
  // Click the second row of the menu, which has opened below the button and to its left.
  const coming = app.page.waitForEvent("download", { timeout: 20_000 });
  await app.page.mouse.move(x - 40, y + height + 60);
  await app.frames(3);
  await app.page.mouse.down();
  await app.frames(3);
  await app.page.mouse.up();
  const download = await coming;
  check(download.suggestedFilename() === "hourglass-curves.png", download.suggestedFilename());
  const picture = readPng(await readFile(await download.path()));
  check(Math.abs(picture.width - 2 * panel.width) <= 2 && Math.abs(picture.height - 2 * panel.height) <= 2,
    `${picture.width} x ${picture.height} pixels of ${panel.width} x ${panel.height}`);
  check(await app.ask("noticeText") === "Saved hourglass-curves.png.", await app.ask("noticeText"));
  const colours = await app.page.evaluate(async (bytes) => {
    const image = await createImageBitmap(new Blob([new Uint8Array(bytes)]));
    const canvas = new OffscreenCanvas(image.width, image.height);
    const pencil = canvas.getContext("2d");
    pencil.drawImage(image, 0, 0);
    const pixels = new Uint32Array(pencil.getImageData(0, 0, image.width, image.height).data.buffer);
    return new Set(pixels).size;
  }, [...picture.bytes]);
  check(colours > 20, `the picture has ${colours} colours`);
  return `${picture.width} x ${picture.height} pixels, ${colours} colours`;
});

test("host: a chosen file becomes the training set, however long it takes to choose", async (context) => {
  const app = await context.application();
  const browser = await app.page.context().newCDPSession(app.page);
  for (const domain of ["Page", "DOM"]) await browser.send(`${domain}.enable`);
  await browser.send("Page.setInterceptFileChooserDialog", { enabled: true });
  const opened = new Promise((resolve) => browser.once("Page.fileChooserOpened", resolve));
  await app.page.evaluate(() => hourglassTest.host.chooseFile());
  await app.page.getByRole("button", { name: "Choose files" }).click();
  const { backendNodeId } = await opened;
  // Meanwhile the browser collects what nothing refers to.
  await browser.send("HeapProfiler.collectGarbage");
  const folder = await mkdtemp(join(tmpdir(), "hourglass-")), path = join(folder, "chosen-idx3-ubyte");
  await writeFile(path, idxImages(120, 28));
  await browser.send("DOM.setFileInputFiles", { files: [path], backendNodeId });
  await app.page.getByRole("button", { name: "Train on it" }).click();
  await until(async () => (await app.snapshot()).data.name.includes("chosen"), "the data changes");
  check(await app.page.locator("input[type=file]").count() === 0, "the field stays in the page");
  await rm(folder, { recursive: true });
});

test("host: theme and motion follow the system's settings, also while the page runs", async (context) => {
  const app = await context.application();
  const shown = async () => [await app.ask("theme"), await app.page.evaluate(() => document.documentElement.dataset.theme)].join();
  await app.page.emulateMedia({ colorScheme: "light", reducedMotion: "reduce" });
  await until(async () => await shown() === "light,light", "the theme is light");
  await until(() => app.ask("reducedMotion"), "movement is reduced");
  await app.page.emulateMedia({ colorScheme: "dark", reducedMotion: "no-preference" });
  await until(async () => await shown() === "dark,dark", "the theme is dark");
  await until(async () => !await app.ask("reducedMotion"), "movement is back");
});

test("host: text is copied from a field to the clipboard and pasted back", async (context) => {
  const app = await context.application();
  await app.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  const field = (await app.ask("layout"))["settings.latent"];
  if (!field || field.y + field.height > 800) throw new Skip("the field is not on the screen");
  await app.page.mouse.dblclick(field.x + 20, field.y + field.height / 2);
  await app.frames(3);
  await app.page.keyboard.press("Control+a", { delay: 60 });
  await app.page.keyboard.press("Control+c", { delay: 60 });
  await until(async () => await app.page.evaluate(() => navigator.clipboard.readText()) === "2", "the number is in the clipboard");
  await app.page.evaluate(() => navigator.clipboard.writeText("11"));
  await app.page.keyboard.press("Control+a", { delay: 60 });
  await app.page.keyboard.press("Control+v", { delay: 60 });
  await app.frames(3);
  await app.page.keyboard.press("Control+a", { delay: 60 });
  await app.page.keyboard.press("Control+c", { delay: 60 });
  await until(async () => await app.page.evaluate(() => navigator.clipboard.readText()) === "11", "the field holds what was pasted");
});
