import { chromium } from "playwright-core";
const [,, url, out, w, h, scale] = process.argv;
const browser = await chromium.launch({ executablePath: "/usr/bin/chromium", headless: true, args: ["--no-sandbox","--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"] });
const ctx = await browser.newContext({ viewport: { width: +w, height: +h }, deviceScaleFactor: +scale });
const page = await ctx.newPage();
page.on("console", m => console.log("console:", m.text())); page.on("pageerror", e => console.log("pageerror:", e.message));
const t0 = Date.now();
await page.goto(url);
await page.evaluate(async () => { globalThis.T = await (await import("./page.mjs")).ready; });
console.log("ready after ms", Date.now() - t0);
while (!(await page.evaluate(() => T.app.snapshot().step > 0))) await new Promise(r => setTimeout(r, 20));
console.log("trains after ms", Date.now() - t0);
await page.waitForTimeout(2500);
const info = await page.evaluate(() => ({ frames: T.app.frames(), ms: T.app.lastFrameMs(), step: T.app.snapshot().step, rate: T.app.snapshot().samplesPerSecond, canvas: [canvas.width, canvas.height, canvas.clientWidth, canvas.clientHeight], pad: T.app.layout()["draw.pad"], err: T.app.errorText() }));
console.log(JSON.stringify(info));
const pad = info.pad;
const at = (x, y) => [pad.x + x * pad.width, pad.y + y * pad.height];
if (+w > 700) {
await page.mouse.move(...at(.3,.2)); await page.waitForTimeout(200); await page.mouse.down(); await page.waitForTimeout(200);
for (const p of [[.7,.2],[.5,.5],[.4,.85]]) { await page.mouse.move(...at(...p), { steps: 8 }); await page.waitForTimeout(150); }
await page.mouse.up(); await page.waitForTimeout(600);
}
await page.screenshot({ path: out });
if (+w > 1000) { await page.setViewportSize({ width: 1000, height: 620 }); await page.waitForTimeout(800); console.log("resized", JSON.stringify(await page.evaluate(() => [canvas.width, canvas.height, canvas.clientWidth, canvas.clientHeight]))); }
await browser.close();
