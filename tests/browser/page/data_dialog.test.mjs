// The dialogue for data of the visitor's own: where they come from, what it shows of them, and what it keeps.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, test, until } from "../harness.mjs";

const kFixtures = join(import.meta.dirname, "../../fixtures/data");

const kRows = Array.from({ length: 60 }, (_, i) => `${i % 7},${i % 5 === 0 ? "" : (i * 3) % 11 / 2},${["red", "green", "blue"][i % 3]}`);
const kTable = `weight,size,colour\n${kRows.join("\n")}\n`;

const text = (name, content) => ({ name, bytes: new TextEncoder().encode(content) });
const dialogOf = (app) => app.page.locator("dialog.data");
const button = (app, name) => app.page.getByRole("button", { name, exact: true });

// What the dialogue says once it shows the data of this name.
async function preview(app, name) {
  await until(async () => await app.page.locator("#data-title").textContent() === name, `the dialogue shows ${name}`);
  await button(app, "Train on it").waitFor();
  return dialogOf(app).innerText();
}

// The run once it trains on the data of this name; so few samples are soon learned to the end.
const trainsOn = (app, name) => until(async () => {
  const now = await app.snapshot();
  return now.data.name === name && now.step > 0 ? now : null;
}, `it trains on ${name}`);

async function openDialog(app) {
  await app.page.evaluate(() => hourglassTest.host.chooseFile());
  await button(app, "Choose files").waitFor();
}

function holds(said, ...parts) {
  for (const part of parts) check(said.includes(part), `"${part}" is missing: ${said}`);
}

test("data dialogue: a dropped table is shown before anything is trained on it", async (context) => {
  const app = await context.application();
  const before = await app.snapshot();
  await app.dropOnly([text("things.csv", kTable)]);
  const said = await preview(app, "things.csv");
  holds(said, "3 columns", "weight", "0 to 6", "3 categories", "8 missing", "52 to train on, 8 held out");
  check((await app.snapshot()).data.name === before.data.name, "it trains on them already");
  await app.screenshot("data-dialogue-table");
  await button(app, "Close").click();
  check((await app.snapshot()).data.name === before.data.name, "closing changed the data");
});

test("data dialogue: a table's column becomes the labels", async (context) => {
  const app = await context.application();
  await app.dropOnly([text("things.csv", kTable)]);
  await preview(app, "things.csv");
  const shown = () => app.page.getByLabel("Label column").evaluate((select) => select.selectedOptions[0].textContent);
  check(await shown() === "none", `the choice shows "${await shown()}"`);
  await app.page.getByLabel("Label column").selectOption("colour");
  await until(async () => (await dialogOf(app).innerText()).includes("3 labels"), "the labels are shown");
  holds(await preview(app, "things.csv"), "2 columns");
  check(await shown() === "colour", `the choice shows "${await shown()}"`);
  await button(app, "Train on it").click();
  const { data, settings } = await trainsOn(app, "things.csv");
  check(data.classes === 3, `${data.classes} classes`);
  await until(async () => (await app.snapshot()).settings.label_column === "colour", `the setting follows, ${settings.label_column}`);
});

test("data dialogue: pictures in an archive are decoded and shown, by folders", async (context) => {
  const app = await context.application();
  await app.dropOnly([{ name: "folders.zip", bytes: readFileSync(join(kFixtures, "folders.zip")) }]);
  holds(await preview(app, "folders.zip"), "2 labels");
  const pictures = await dialogOf(app).locator("canvas").count();
  check(pictures > 1, `${pictures} pictures`);
  await app.screenshot("data-dialogue-pictures");
});

// Gives the dialogue `count` pictures in two folders, which take a while to decode.
const openManyPictures = (app, count) => app.page.evaluate(async (count) => {
  const picture = async (x) => {
    const canvas = new OffscreenCanvas(24, 24);
    const context = canvas.getContext("2d");
    context.fillRect(x, 4, 6, 14);
    return new Uint8Array(await (await canvas.convertToBlob()).arrayBuffer());
  };
  const kinds = [["left", await picture(2)], ["right", await picture(15)]];
  const files = Array.from({ length: count }, (_, i) => {
    const [folder, bytes] = kinds[Math.floor(2 * i / count)];
    return { name: `shapes/${folder}/${i}.png`, bytes };
  });
  const { openDataDialog } = await import("./page/data_dialog.mjs");
  openDataDialog((await (await import("./page/page.mjs")).ready).app, files);
}, count);

test("data dialogue: training begins with the pictures that are read, of all folders, and goes on with all of them", async (context) => {
  const app = await context.application(), count = 6_000;
  await openManyPictures(app, count);
  await button(app, "Begin with what is read").click();
  const part = await trainsOn(app, "shapes");
  const first = part.data.training + part.data.heldOut;
  check(first >= 1000 && first < count, `it begins with ${first}`);
  check(part.data.classes === 2, `of ${part.data.classes} folders`);
  const bar = app.page.getByRole("region", { name: "Reading data" });
  await until(async () => (await bar.innerText()).includes("6,000 files of shapes are read."), "the page says how far it is");
  check(!(await dialogOf(app).isVisible()), "the dialogue is still there");
  await bar.getByText("All of shapes is read: 6,000").waitFor();
  await app.screenshot("data-read-behind-the-run");
  await button(app, "Train on all of it").click();
  await until(async () => {
    const { data } = await app.snapshot();
    return data.name === "shapes" && data.training + data.heldOut === count;
  }, "it trains on all of them");
  check(await bar.count() === 0, "the bar is still there");
});

test("data dialogue: reading behind a run can be stopped", async (context) => {
  const app = await context.application();
  await openManyPictures(app, 6_000);
  await button(app, "Begin with what is read").click();
  await trainsOn(app, "shapes");
  await button(app, "Stop reading").click();
  await app.page.getByRole("region", { name: "Reading data" }).waitFor({ state: "detached" });
  // The worker that reads is free again.
  await app.dropOnly([text("things.csv", kTable)]);
  await preview(app, "things.csv");
});

test("data dialogue: pasted words are read", async (context) => {
  const app = await context.application();
  await openDialog(app);
  await app.screenshot("data-dialogue");
  await app.page.getByRole("textbox", { name: "As text" }).fill("anna\nbert\ncarl\ndora\nemil\nfritz\ngabi\nhans");
  await button(app, "Read the text").click();
  holds(await preview(app, "pasted text"), "up to 5 places", "anna");
  await button(app, "Train on it").click();
  await trainsOn(app, "pasted text");
});

test("data dialogue: data at an address are fetched, and the link names them", async (context) => {
  const app = await context.application();
  const address = await context.elsewhere(kTable, { "Access-Control-Allow-Origin": "*" });
  await openDialog(app);
  await app.page.getByLabel("At an address").fill(address);
  await button(app, "Fetch").click();
  await preview(app, address);
  await button(app, "Train on it").click();
  await trainsOn(app, address);
  const link = await app.ask("link");
  check(new URLSearchParams(link).get("data") === address, link);
  const again = await context.application({ hash: `#${link}` });
  await trainsOn(again, address);
  check(await again.complaint() === "", await again.complaint());
});

test("data dialogue: an address that cannot be read is refused by a sentence with a code", async (context) => {
  const silent = await context.elsewhere(kTable);  // allows no other site
  const app = await context.application();
  await openDialog(app);
  for (const [address, sentence] of [[silent, "does not allow other sites"], ["ftp://example.org/x.csv", "not one of http or https"]]) {
    await app.page.getByLabel("At an address").fill(address);
    await button(app, "Fetch").click();
    await until(async () => (await app.complaint()).includes(sentence), `${address} is refused`);
  }
  const codes = await app.page.evaluate(async (addresses) => {
    const { fetchFile } = await import("./application/remote_file.mjs");
    return Promise.all(addresses.map((address) => fetchFile(address, "data").then(() => "", ({ code }) => code)));
  }, [silent, "ftp://example.org/x.csv"]);
  check(codes[0] === "data-unreachable" && codes[1] === "data-bad-address", codes.join());
  app.errors.length = 0;  // the browser's own report on the refused request
});

test("data dialogue: kept data and their run continue after a reload, and can be deleted", async (context) => {
  const app = await context.application();
  await app.dropOnly([text("things.csv", kTable)]);
  await preview(app, "things.csv");
  await app.page.getByLabel("Keep the data in this browser").check();
  await button(app, "Train on it").click();
  await trainsOn(app, "things.csv");
  await until(() => app.page.evaluate(async () => (await (await import("./page/run_storage.mjs")).storedRun())?.data === "things.csv"),
    "the run is stored");
  await app.reload();
  await button(app, "Continue").click();
  const { step } = await trainsOn(app, "things.csv");
  check(step > 100, `it continues at step ${step}`);
  await openDialog(app);
  await dialogOf(app).getByText("Kept in this browser: things.csv").waitFor();
  await button(app, "Delete it").click();
  await dialogOf(app).getByText("things.csv is deleted.").waitFor();
  await openDialog(app);
  check(await dialogOf(app).getByText("Kept in this browser: things.csv").count() === 0, "it is still there");
});

test("data dialogue: what cannot be read is refused in it, and others can be chosen", async (context) => {
  const app = await context.application();
  await app.dropOnly([{ name: "paper.pdf", bytes: new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 1, 2, 3, 255, 254]) }]);
  await dialogOf(app).getByRole("alert").getByText("paper.pdf").waitFor();
  check(await button(app, "Choose files").isVisible(), "nothing else can be chosen");
  const low = await dialogOf(app).locator("button:not(header button), input, select, textarea").evaluateAll((controls) =>
    controls.filter((control) => control.getBoundingClientRect().height < 44).map((control) => control.outerHTML));
  check(low.length === 0, `lower than a finger: ${low}`);
});
