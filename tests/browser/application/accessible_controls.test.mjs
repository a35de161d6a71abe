// The accessible controls, used by keyboard and mouse: they control the run and show its changes.

import { idxImages } from "../package/engine_cases.mjs";
import { Application, check, pause, test, until } from "../harness.mjs";

const open = async (app) => {
  await app.page.keyboard.press("F2");
  await app.page.waitForSelector("#controls:not([hidden])", { timeout: 5000 });
};

const valueOf = (app, key) => app.page.inputValue(`#control-${key}`);
const textOf = (app, selector) => app.page.textContent(selector);

// The console reports violations of the content security policy.
function checkQuiet(app) {
  check(app.errors.length === 0, `the console has errors: ${app.errors.join("; ")}`);
}

test("accessible controls: the skip link is first in the tab order and opens them", async (context) => {
  const { page, errors } = await context.tab();
  // The key may be pressed before the page has loaded.
  await page.route("**/*.wasm", async (route) => {
    await pause(1500);
    await route.continue();
  });
  await page.goto(await context.site({ csp: true }), { waitUntil: "load" });
  const covered = await page.evaluate(() => {
    const { width, height } = document.getElementById("show-controls").getBoundingClientRect();
    return width * height;
  });
  check(covered <= 1, `the link covers ${covered} pixels without focus`);
  await page.keyboard.press("Tab");
  check(await page.evaluate(() => document.activeElement.id) === "show-controls", "the first tab stop is something else");
  const app = new Application(page, errors);
  await app.ready();
  check(await page.evaluate(() => document.activeElement.id) === "show-controls", "the focus was taken away");
  check(!await page.isVisible("#controls"), "the panel is visible before it was opened");
  await pause(500);
  await app.screenshot("control-skip-link");
  await page.keyboard.press("Enter");
  await until(() => page.isVisible("#controls"), "the panel opens");
  check(await page.evaluate(() => document.activeElement.textContent) === "Close", "the focus is not in the panel");
  checkQuiet(app);
});

test("accessible controls: show all settings and figures, with labels and help", async (context) => {
  const app = await context.application({ site: { csp: true } });
  await until(async () => (await app.ask("metrics")).heldOut, "there is a loss");
  await open(app);
  const table = await app.ask("settingsTable");
  const { settings } = await app.ask("metrics");
  const fields = await app.page.evaluate(() => [...document.querySelectorAll("#controls fieldset .field")].map((field) => {
    const input = field.querySelector("input, select");
    return {
      group: field.closest("fieldset").querySelector("legend").textContent, key: input.id.slice("control-".length), value: input.value,
      label: input.labels[0]?.textContent ?? "",
      help: document.getElementById(input.getAttribute("aria-describedby"))?.textContent ?? "",
      choices: input.options ? [...input.options].map((option) => option.value) : [],
    };
  }));
  check(fields.length === table.length, `${fields.length} fields for ${table.length} settings`);
  for (const [i, row] of table.entries()) {
    const field = fields.find(({ key }) => key === row.key);
    check(field && field.group === row.group, `${row.key} has no field in ${row.group}`);
    check(field.value === settings[row.key], `${row.key} is ${settings[row.key]} and shown as ${field.value}`);
    check(field.label.length > 1 && field.help.toLowerCase().startsWith(row.help.toLowerCase()), `${row.key}: ${field.label}, ${field.help}`);
    check(String(field.choices) === String(row.choices), `${row.key} (${i}) offers ${field.choices}`);
  }
  const figures = await app.page.evaluate(() =>
    [...document.querySelectorAll("#controls dl:not(.words) div")].map((row) => row.textContent));
  const words = await app.page.evaluate(() => [...document.querySelectorAll("#controls .words dd")].map((row) => row.textContent));
  check(words.length > 20 && words.every((text) => text.endsWith(".")), words.join("; "));
  check(figures.length === 5 && figures.every((text) => /\d/.test(text)), figures.join("; "));
  check(/^Training: epoch [\d.]+, step \d+, held-out loss/.test(await textOf(app, "#controls .status")), await textOf(app, "#controls .status"));
  await app.screenshot("accessible-controls");
  checkQuiet(app);
});

test("accessible controls: buttons train, pause, step and reset", async (context) => {
  const app = await context.application();
  await open(app);
  const press = (name) => app.page.click(`#controls button:text-is("${name}")`);
  await press("Pause");
  const { step } = await app.rests();
  await until(async () => (await textOf(app, "#controls .status")).startsWith("Paused"), "the status says so");
  await press("Step");
  await until(async () => (await app.ask("metrics")).step === step + 1, "the step is done");
  await press("Epoch");
  await until(async () => Math.abs((await app.ask("metrics")).epoch % 1) < 1e-6 && (await app.ask("metrics")).step > step + 1, "the epoch is done");
  await press("Reset");
  await until(async () => (await app.ask("metrics")).step === 0, "a new run starts");
  await press("Train");
  await until(async () => (await app.ask("metrics")).step > 3, "it trains");
  await until(async () => (await textOf(app, "#controls .primary")) === "Pause", "the button pauses");
});

test("accessible controls: a typed setting is applied, a refused one is explained beside its field", async (context) => {
  const app = await context.application();
  await open(app);
  const { generation } = await app.ask("metrics");
  await app.page.focus("#control-latent");
  await app.page.keyboard.press("Control+a");
  await app.page.keyboard.press("Backspace");
  await app.page.keyboard.type("6");
  await app.page.keyboard.press("Tab");
  await until(async () => (await app.ask("metrics")).settings.latent === "6", "the setting is applied");
  check((await app.ask("metrics")).generation > generation, "no new run started");
  check(await app.page.evaluate(() => document.activeElement.id) !== "control-latent", "Tab does not move on");

  const before = await app.ask("metrics");
  await app.page.fill("#control-beta", "0.5");
  await app.page.press("#control-beta", "Enter");
  await until(async () => (await app.ask("metrics")).settings.beta === "0.5", "a live setting is applied");
  check((await app.ask("metrics")).generation === before.generation, "a live setting started a new run");

  await app.page.fill("#control-beta", "-7");
  await app.page.press("#control-beta", "Tab");
  const refusal = await app.page.waitForSelector("#control-beta-complaint:not([hidden])", { timeout: 5000 });
  check(/expected.*0 to 1000.*-7/.test(await refusal.textContent()), await refusal.textContent());
  check(await app.page.getAttribute("#control-beta", "aria-invalid") === "true", "it is not marked as invalid");
  check((await app.page.getAttribute("#control-beta", "aria-describedby")).split(" ")[0] === "control-beta-complaint", "the reason is not its description");
  await pause(1200);
  check(await valueOf(app, "beta") === "-7" && await refusal.isVisible(), "the reason goes before it is read");
  check((await app.ask("metrics")).settings.beta === "0.5", "the refused value was taken");
  await app.page.fill("#control-beta", "1");
  await app.page.press("#control-beta", "Tab");
  await until(async () => !await refusal.isVisible(), "the reason goes with a good value");
  check(await app.page.getAttribute("#control-beta", "aria-invalid") === null, "it stays marked as invalid");
});

test("accessible controls: several files are opened together, a refusal stands beside the field", async (context) => {
  const app = await context.application();
  await open(app);
  const labels = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 60, ...Array.from({ length: 60 }, (_, i) => i % 3)]);
  const file = (name, bytes) => ({ name, mimeType: "application/octet-stream", buffer: Buffer.from(bytes) });
  await app.page.setInputFiles("#control-files",
    [file("train-labels-idx1-ubyte", labels), file("train-images-idx3-ubyte", idxImages(60, 28)), file("t10k-images-idx3-ubyte", idxImages(20, 28))]);
  const data = await until(async () => {
    const now = await app.snapshot();
    return now.data.name.includes("train-images") ? now.data : null;
  }, "the data changes");
  check(data.training === 60 && data.heldOut === 20 && data.classes === 3, JSON.stringify(data));
  await app.page.setInputFiles("#control-files", [file("notes.txt", Buffer.from("hello"))]);
  const complaint = app.page.locator(".field:has(#control-files) [role=alert]");
  await until(async () => (await complaint.textContent()).includes("notes.txt"), "the file is refused by name");
  check((await app.snapshot()).data.name === data.name, "the data changed");
  checkQuiet(app);
});

test("accessible controls: fields show changes made elsewhere, but not while they have the focus", async (context) => {
  const app = await context.application();
  await open(app);
  await app.page.focus("#control-hidden");
  await app.page.keyboard.press("Control+a");
  await app.page.keyboard.type("99");
  await app.ask("useLink", "#preset=vanilla");
  await until(async () => await valueOf(app, "family") === "vanilla" && await valueOf(app, "latent") === "16", "the fields follow", 3000);
  check(await valueOf(app, "hidden") === "99", "the field under the hands changed");
  check(await app.page.inputValue("#control-preset") === "vanilla", "the preset does not follow");
  check((await textOf(app, "#control-preset-help")).length > 20, "the preset has no help");
  await app.page.selectOption("#control-preset", "denoising");
  await until(async () => (await app.ask("metrics")).settings.family === "denoising", "the preset is applied");
});

test("accessible controls: keys typed into a field do not reach the canvas, nor the reverse", async (context) => {
  const app = await context.application();
  await open(app);
  await app.page.focus("#control-data");
  await app.page.keyboard.type(" srem0?");
  await app.frames(4);
  check((await app.ask("metrics")).state === "running" && (await app.ask("panels")).alone === null, "the canvas took the keys");
  await app.page.keyboard.press("Escape");
  check(!await app.page.isVisible("#controls"), "Escape does not close it");
  check(await app.page.evaluate(() => document.activeElement.id) === "canvas", "the canvas did not get the focus back");
  await app.page.keyboard.press("Space", { delay: 80 });
  await until(async () => (await app.ask("metrics")).state === "paused", "the canvas has the keys");
});

test("accessible controls: lie over the canvas, scroll on their own, and fill a phone", async (context) => {
  const app = await context.application({ width: 1280, height: 700 });
  await open(app);
  const boxes = () => app.page.evaluate(() => ["controls", "canvas"].map((id) => {
    const { x, width, height } = document.getElementById(id).getBoundingClientRect();
    return [x, width, height].join();
  }).join(" "));
  check(await boxes() === "890,390,700 0,1280,700", await boxes());
  await app.page.mouse.move(1000, 400);
  await app.page.mouse.wheel(0, 400);
  await until(() => app.page.evaluate(() => document.getElementById("controls").scrollTop > 100), "the wheel scrolls it");
  await app.page.setViewportSize({ width: 360, height: 640 });
  check(await boxes() === "0,360,640 0,360,640", await boxes());
  check(await app.page.evaluate(() => document.getElementById("controls").scrollWidth <= 360), "it is wider than a phone");
  await app.screenshot("control-phone");
});

test("accessible controls: the link can be copied, and the light theme applies", async (context) => {
  const app = await context.application({ hash: "#preset=vanilla&theme=light" });
  await app.page.context().grantPermissions(["clipboard-read", "clipboard-write"]);
  await open(app);
  await app.page.click("#controls button:text-is('Copy')");
  const expected = `${await context.site()}#${await app.ask("link")}`;
  check(await textOf(app, "#control-link") === expected, `${await textOf(app, "#control-link")} instead of ${expected}`);
  await until(async () => await app.page.evaluate(() => navigator.clipboard.readText()) === expected, "it is in the clipboard");
  await app.screenshot("control-light");
});
