// The dialogue "Put the model to use": what its tabs show is what the program says of the same model.

import { readFile } from "node:fs/promises";

import { check, test, until } from "../harness.mjs";

const kSmall = "samples=1000&held_out_samples=200&batch=50";
const kDigits = `data=digits&family=vanilla&hidden=64&latent=12&${kSmall}`;
const kTable = `size,colour,price\n${Array.from({ length: 90 }, (_, i) => (i % 3 ? `10.5,red,${i % 8 === 7 ? "" : 5 + (i % 4) / 4}` : `2,"blue, light",${1 + (i % 5) / 8}`)).join("\n")}\n`;

async function paused(app) {
  await app.ask("pause");
  await app.rests();
}

// The application after so many steps, paused. A link's first data=, or preset= that is called like its data, is waited for: until a set
// is drawn, the opening run goes on.
async function trained(context, link, { steps = 100, ...tab } = {}) {
  const app = await context.application({ hash: `#${link}`, ...tab });
  const [, name] = /(?:data|preset)=(\w+)/.exec(link);
  await until(async () => {
    const { data, step } = await app.snapshot();
    return data.name === name && step >= steps;
  }, `it trains on ${name} for ${steps} steps`);
  await paused(app);
  return app;
}

const dialogOf = (app) => app.page.locator("dialog.uses");
const panelOf = (app) => dialogOf(app).getByRole("tabpanel");
const openUses = (app) => app.page.evaluate(() => hourglassTest.host.openUses());
const openTab = (app, title) => dialogOf(app).getByRole("tab", { name: title }).click();

// What the dialogue says while it works, or why it does not.
const statusOf = async (app) => (await dialogOf(app).locator(".model, [role=status], .complaint:not([hidden])").allInnerTexts()).filter(Boolean).join(" | ");

// Waits until nothing is computed any more, and complains where something was refused.
async function finished(app) {
  const rests = () => app.page.evaluate(() => {
    const dialog = document.querySelector("dialog.uses");
    return dialog.querySelector(".model").textContent !== "" && !dialog.querySelector("[aria-busy=true]");
  });
  await until(rests, "the dialogue has finished", 120_000).catch(async ({ message }) => check(false, `${message}: ${await statusOf(app)}`));
  const refused = await dialogOf(app).locator(".complaint:not([hidden])").allInnerTexts();
  check(refused.length === 0, refused.join());
}

async function open(app, title) {
  await openUses(app);
  if (title) await openTab(app, title);
  await finished(app);
}

// The text beside a name in the lists of figures.
const figure = async (app, name) => (await panelOf(app).locator("dl.figures div").filter({ has: app.page.getByText(name, { exact: true }) }).locator("dd").innerText()).replaceAll("\u00a0", " ");
const numberIn = (text) => Number(text.replaceAll(",", "").match(/-?[\d.]+/)[0]);
const close = (a, b) => Math.abs(a - b) <= 6e-4 * Math.max(Math.abs(a), Math.abs(b));

// What the package says of the application's model: ask(uses, {samples, labels}), a function of the page.
const bySelf = (app, ask, given) => app.page.evaluate(async ([source, given]) => {
  const { openUses } = await import("./uses.mjs");
  const uses = await openUses(hourglassTest.app.modelFile(false), { data: { files: hourglassTest.app.usedFiles() } });
  try {
    return (0, eval)(`(${source})`)(uses, uses.samples(), given);
  } finally {
    uses.dispose();
  }
}, [String(ask), given]);

// Presses a button that saves a file; returns its name and content.
async function saved(app, name) {
  const [download] = await Promise.all([app.page.waitForEvent("download"), panelOf(app).getByRole("button", { name }).click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

// How probably one of `yes` scores above one of `no`, pair by pair.
function areaByPairs(scores, isUnusual) {
  let sum = 0, pairs = 0;
  scores.forEach((a, i) => isUnusual[i] && scores.forEach((b, k) => {
    if (isUnusual[k]) return;
    ++pairs;
    sum += a > b ? 1 : a === b ? 0.5 : 0;
  }));
  return sum / pairs;
}

test("uses dialogue: the menu opens it, and the threshold counts what the scores say", async (context) => {
  const app = await trained(context, `preset=transactions`, { site: { isolation: false } });
  await app.click("button.share");
  await app.click("share.uses");
  await dialogOf(app).waitFor();
  await finished(app);
  const { scores, labels } = await bySelf(app, (uses, { samples, labels }) => ({ scores: [...uses.scores(samples)], labels }));
  const isFraud = labels.map((label) => label === 1);
  const slider = panelOf(app).getByRole("slider", { name: "Threshold" });
  const counts = [];
  for (const place of [300, 700]) {
    await slider.fill(String(place));
    const threshold = numberIn(await figure(app, "Threshold")), shown = await figure(app, "Called unusual");
    const above = numberIn(shown), least = scores.filter((score) => score >= 1.001 * threshold).length, most = scores.filter((score) => score >= 0.999 * threshold).length;
    check(least <= above && above <= most, `${shown} from ${threshold} on, by the scores ${least} to ${most}`);
    const found = scores.filter((score, i) => isFraud[i] && score >= threshold).length, frauds = isFraud.filter(Boolean).length;
    check(Math.abs(numberIn(await figure(app, "Precision")) - 100 * found / above) < 3, `precision ${await figure(app, "Precision")}, ${found} of ${above}`);
    check(Math.abs(numberIn(await figure(app, "Recall")) - 100 * found / frauds) < 3, `recall ${await figure(app, "Recall")}, ${found} of ${frauds}`);
    counts.push(above);
  }
  check(counts[0] > counts[1] && counts[1] > 0, counts.join());
  const area = numberIn(await figure(app, "Area under the ROC curve"));
  check(area > 0.7 && Math.abs(area - areaByPairs(scores, isFraud)) < 6e-4, `area ${area}, pair by pair ${areaByPairs(scores, isFraud)}`);
  const first = await panelOf(app).getByRole("region", { name: "The most unusual samples" }).locator("tbody th").first().innerText();
  check(close(numberIn(first), Math.max(...scores)), `${first}, the highest score is ${Math.max(...scores)}`);
  await app.screenshot("uses-unusual");
});

test("uses dialogue: equal scores share their ranks in the area under the curve", async (context) => {
  const { page } = await context.tab();
  await page.goto(await context.site(), { waitUntil: "commit" });
  const scores = [1, 1, 1, 2, 2, 3, 3, 3, 0], isUnusual = [false, true, false, true, false, true, true, false, false];
  const area = await page.evaluate(async (given) => (await import("./page/uses/detection.mjs")).areaUnderRoc(...given), [scores, isUnusual]);
  check(Math.abs(area - areaByPairs(scores, isUnusual)) < 1e-12, `${area}`);
});

test("uses dialogue: labels that are chosen as unusual are measured against, and no others", async (context) => {
  const app = await trained(context, kDigits);
  await open(app);
  check(await panelOf(app).getByText("Precision").count() === 0, "digits have unusual labels");
  await panelOf(app).getByRole("checkbox", { name: "1", exact: true }).check();
  const { scores, labels } = await bySelf(app, (uses, { samples, labels }) => ({ scores: [...uses.scores(samples)], labels }));
  const area = numberIn(await figure(app, "Area under the ROC curve"));
  check(Math.abs(area - areaByPairs(scores, labels.map((label) => label === 1))) < 6e-4, `area ${area}`);
  await panelOf(app).getByLabel("Score", { exact: true }).selectOption("latent");
  await finished(app);
  check(await panelOf(app).getByRole("checkbox", { name: "1", exact: true }).isChecked(), "the label is forgotten");
  check(!close(numberIn(await figure(app, "Area under the ROC curve")), area), "another score has the same area");
});

test("uses dialogue: a larger step makes a smaller file that is further from the samples", async (context) => {
  const app = await trained(context, kDigits);
  await open(app, "Compress");
  const slider = panelOf(app).getByRole("slider"), made = [];
  for (const place of [-60, 0, 60]) {
    await slider.fill(String(place));
    await finished(app);
    made.push({ step: numberIn(await panelOf(app).locator("output").innerText()), bytes: numberIn(await figure(app, "File")), psnr: numberIn(await figure(app, "PSNR")) });
  }
  check(made[0].bytes > made[1].bytes && made[1].bytes > made[2].bytes, JSON.stringify(made));
  check(made[0].psnr >= made[1].psnr && made[1].psnr > made[2].psnr, JSON.stringify(made));
  const usual = await bySelf(app, (uses, { samples, labels }) => uses.compress(samples, { labels }).length);
  check(Math.abs(made[1].bytes - usual) < 0.15 * usual, `${made[1].bytes} bytes by the usual step, by the program's ${usual}`);
  check(await panelOf(app).locator("figure.rate circle.dot").count() === 8, "the plot has not eight points");
  await slider.fill("0");
  await finished(app);
  const file = await saved(app, "Save the file");
  check(file.name === "hourglass.hgz" && file.bytes.length === made[1].bytes, `${file.name} of ${file.bytes.length} bytes`);
  const psnr = await bySelf(app, (uses, { samples }, bytes) => {
    const back = uses.decompress(Uint8Array.from(bytes)).samples;
    return -10 * Math.log10(back.reduce((sum, value, i) => sum + (value - samples[i]) ** 2, 0) / back.length);
  }, [...file.bytes]);
  check(Math.abs(psnr - made[1].psnr) < 0.06, `${psnr} dB of the saved file, shown are ${made[1].psnr} dB`);
  await app.screenshot("uses-compress");
});

test("uses dialogue: the samples of a codebook's model need no step", async (context) => {
  const app = await trained(context, `data=digits&family=vq-vae&latent=64&${kSmall}`, { steps: 20 });
  await open(app, "Compress");
  await panelOf(app).getByText("entries of a codebook").waitFor();
  check(numberIn(await figure(app, "File")) > 0 && await panelOf(app).getByRole("slider").count() === 0, "there is a step");
});

test("uses dialogue: a denoising model cleans, and the table says what others do", async (context) => {
  const app = await trained(context, `data=digits&family=denoising&hidden=128&latent=32&samples=4000&held_out_samples=100&batch=50&learning_rate=0.003`, { steps: 800 });
  await open(app, "Clean");
  await panelOf(app).getByLabel("Noise", { exact: true }).selectOption("gaussian");
  await panelOf(app).getByLabel("Strength").fill("0.5");
  await finished(app);
  const shown = Object.fromEntries(await panelOf(app).locator("tbody tr").evaluateAll((rows) => rows.map((row) => [row.cells[0].textContent, Number(row.cells[1].textContent)])));
  const { noisy, denoised, plain } = await bySelf(app, (uses) => uses.measureDenoising({ corruption: "gaussian", strength: 0.5 }));
  check(shown["Cleaned by the model"] > shown.Noisy + 3, JSON.stringify(shown));
  check(Math.abs(shown.Noisy - noisy.psnrDb) < 0.06 && Math.abs(shown["Cleaned by the model"] - denoised.psnrDb) < 0.06, `${JSON.stringify(shown)}, ${noisy.psnrDb}, ${denoised.psnrDb}`);
  check(Object.keys(shown).length === 2 + plain.length, Object.keys(shown).join());
  check(await panelOf(app).getByRole("columnheader", { name: "PSNR in dB" }).count() === 1, "the unit is missing");
  check(await panelOf(app).locator("canvas").count() === 18, "not three rows of six pictures");
  await app.screenshot("uses-clean");
});

test("uses dialogue: while it measures there is progress, and a later question takes an earlier one's place", async (context) => {
  const app = await trained(context, kDigits, { steps: 30 });
  await open(app, "Clean");
  await panelOf(app).getByLabel("Strength").fill("0.8");
  await panelOf(app).getByRole("progressbar").waitFor();
  check((await panelOf(app).getByRole("status").allInnerTexts()).some((said) => said.startsWith("Measuring")), "the status says nothing");
  await panelOf(app).getByLabel("Noise", { exact: true }).selectOption("masking");
  await finished(app);
  check(await panelOf(app).getByRole("progressbar").count() === 0, "the progress is still there");
  const shown = Number(await panelOf(app).locator("tbody tr").first().locator("td").innerText());
  const { noisy } = await bySelf(app, (uses) => uses.measureDenoising({ corruption: "masking", strength: 0.8 }));
  check(Math.abs(shown - noisy.psnrDb) < 0.06, `${shown} dB, masked samples have ${noisy.psnrDb}`);
});

test("uses dialogue: groups are named and saved as CSV, a row for each sample", async (context) => {
  const app = await trained(context, `preset=heartbeats&held_out_samples=300`);
  await open(app, "Groups");
  await panelOf(app).getByLabel("Number of groups").selectOption("4");
  await finished(app);
  check(numberIn(await figure(app, "Groups")) === 4, await figure(app, "Groups"));
  const own = await bySelf(app, (uses, { samples, labels }) => uses.groups(samples, { count: 4, labels }));
  check(close(numberIn(await figure(app, "Adjusted Rand index")), Number(own.agreement.adjustedRandIndex.toFixed(3))), await figure(app, "Adjusted Rand index"));
  await panelOf(app).getByLabel("Name of group 2").fill('fast, "early"');
  const { name, bytes } = await saved(app, "Save as CSV");
  const rows = bytes.toString("utf8").trimEnd().split("\r\n");
  check(name === "hourglass_groups.csv" && rows[0] === "sample,group,name,label" && rows.length === 301, `${name}: ${rows.length} rows, ${rows[0]}`);
  const groups = rows.slice(1).map((row) => Number(row.split(",")[1]) - 1);
  check(groups.join() === own.groups.join(), "the groups in the file are others");
  const second = rows.slice(1).filter((_, i) => groups[i] === 1);
  check(second.every((row) => row.includes('"fast, ""early"""')) && /,(normal|premature|no P|raised|inverted)/.test(second[0]), second[0]);
  await app.screenshot("uses-groups");
});

test("uses dialogue: inside are filters, the use of the code, and each layer's weights and outputs", async (context) => {
  const app = await trained(context, kDigits);
  await open(app, "Inside");
  const inside = await bySelf(app, (uses) => uses.inside());
  check(inside.layers.length === 4 && inside.filters.units === 64, JSON.stringify(inside).slice(0, 200));
  check(await figure(app, "Values") === "12", "the code's values");
  const rank = numberIn(await figure(app, "Directions in use (effective rank)"));
  check(rank > 1 && rank <= 12 && close(rank, inside.effectiveRank), `an effective rank of ${rank}`);
  const panel = panelOf(app);
  check(await panel.getByRole("group", { name: "Filters of the first layer" }).locator("canvas").count() === 32, "there are 32 filters");
  check(await panel.locator("section.group").count() === 4, "there are four layers");
  check(await panel.locator("section.group svg[role=img]").count() === 8, "each has two histograms");
  await app.screenshot("uses-inside");
});

test("uses dialogue: a step is told part by part, and its numbers make up each other", async (context) => {
  const app = await trained(context, kDigits);
  await open(app, "Step by step");
  const panel = panelOf(app), parts = panel.locator("ol.parts > li");
  check(await parts.count() === 1, "one part comes first");
  await panel.getByRole("button", { name: "Next" }).click();
  check(await parts.count() === 2, "the next part follows");
  await panel.getByRole("button", { name: "All at once" }).click();
  check(await parts.count() === 8, "all parts are there");
  check(await panel.getByRole("button", { name: "Next" }).isDisabled(), "nothing follows the last part");
  const formulas = (await parts.locator(".formula").allInnerTexts()).map((text) => text.replaceAll("\u2212", "-").replaceAll(",", ""));
  const last = (text) => Number(text.split("=").at(-1));
  const gradient = last(formulas[5]), nudged = last(formulas[6]);
  check(Math.abs(gradient) > 0 && Math.abs(nudged - gradient) < 0.1 * Math.abs(gradient), `${gradient} backwards, ${nudged} by a nudge`);
  const before = numberIn(await figure(app, "Loss before")), [one, all] = await Promise.all(["Change by this weight alone", "Change by all weights"].map(async (name) =>
    numberIn((await figure(app, name)).replace("\u2212", "-"))));
  check(close(before, last(formulas[2])) && one < 0 && all < one, `a loss of ${before}, changed by ${one} and ${all}`);
  await app.screenshot("uses-step");
  // Another weight, by its numbers; the steepest is one press away.
  const unit = panel.getByLabel("To unit"), steepest = await unit.inputValue();
  await unit.fill("3");
  await unit.press("Enter");
  await finished(app);
  check((await parts.first().innerText()).includes("Unit 3 of encoder.0"), "the other unit is followed");
  await panel.getByRole("button", { name: "Take the steepest weight" }).click();
  await finished(app);
  check(await unit.inputValue() === steepest, "the steepest weight is another one");
  await panel.getByLabel("Layer").selectOption("decoder.1");
  await finished(app);
  check((await parts.nth(3).innerText()).includes("the comparison with the sample"), "the last layer hears from the loss");
});

test("uses dialogue: networks of other layers are looked into, and their dense layers followed", async (context) => {
  for (const family of ["conditional-vae", "convolutional", "contractive"]) {
    const app = await trained(context, `data=digits&family=${family}&latent=8&${kSmall}${family === "contractive" ? "&hidden=24,12" : ""}`, { steps: 10 });
    await open(app, "Inside");
    check(await panelOf(app).locator("section.group").count() >= 4, `${family}: layers are missing`);
    await openTab(app, "Step by step");
    await finished(app);
    await panelOf(app).getByRole("button", { name: "All at once" }).click();
    check(await panelOf(app).locator("ol.parts > li").count() === 8, `${family}: parts are missing`);
    check(!(await panelOf(app).innerText()).includes("NaN"), `${family}: a number is none`);
    await app.page.close();
  }
});

test("uses dialogue: every kind of samples is drawn in every tab", async (context) => {
  const drawn = { digits: "canvas", heartbeats: "svg.signal path", transactions: ".rows tbody tr", words: "p.text" };
  for (const [preset, selector] of Object.entries(drawn)) {
    const app = await trained(context, preset === "digits" ? kDigits : `preset=${preset}&held_out_samples=100`, { steps: 30 });
    await open(app);
    for (const title of ["Find what is unusual", "Compress", "Clean", "Groups", "Inside", "Step by step"]) {
      await openTab(app, title);
      await finished(app);
      const inside = { Inside: "section.group", "Step by step": "ol.parts > li" }[title];
      if (inside) {
        check(await panelOf(app).locator(inside).count() >= 1, `${preset}, ${title}: nothing is shown`);
        continue;
      }
      const count = await panelOf(app).locator(selector).count();
      check(count >= 12, `${preset}, ${title}: ${count} samples`);
    }
    check(app.errors.length === 0, app.errors.join());
    await app.page.close();
  }
});

test("uses dialogue: data of one's own are put to use, and a built-in set takes their place", async (context) => {
  const app = await context.application();
  await app.drop([{ name: "things.csv", bytes: new TextEncoder().encode(kTable) }]);
  await until(async () => {
    const { data, step } = await app.snapshot();
    return data.name === "things.csv" && step > 50;
  }, "it trains on the table");
  check((await app.page.evaluate(() => hourglassTest.app.usedFiles().length)) > 0, "no files are remembered");
  await open(app);
  check((await dialogOf(app).locator(".model").innerText()).includes("things.csv"), await dialogOf(app).locator(".model").innerText());
  const said = await panelOf(app).innerText();
  check(said.includes("colour") && said.includes("blue, light") && said.includes("10.5"), said);
  for (const title of ["Compress", "Clean", "Groups"]) {
    await openTab(app, title);
    await finished(app);
  }
  await dialogOf(app).getByRole("button", { name: "Close" }).click();
  await app.ask("useLink", "data=digits");
  await until(async () => (await app.snapshot()).data.name === "digits", "it trains on digits");
  check((await app.page.evaluate(() => hourglassTest.app.usedFiles().length)) === 0, "the table is still remembered");
  await open(app);
  check((await dialogOf(app).locator(".model").innerText()).includes("digits"), "the model is not that of digits");
});

test("uses dialogue: a model that has not learned says so, and a later one is taken", async (context) => {
  const app = await context.application({ hash: `#${kDigits}&autoplay=0` });
  await paused(app);
  await app.ask("reset");
  await paused(app);
  await open(app);
  const note = dialogOf(app).getByText("has not learned anything yet");
  check(await note.isVisible(), await dialogOf(app).locator(".model").innerText());
  await app.ask("start");
  await until(async () => (await app.ask("metrics")).step >= 50, "it trains");
  await paused(app);
  const { step } = await app.ask("metrics");
  await dialogOf(app).getByRole("button", { name: "Take the model as it is now" }).click();
  await finished(app);
  const model = await dialogOf(app).locator(".model").innerText();
  check(model.includes("Family vanilla, a code of 12 values") && model.includes(`step ${step.toLocaleString("en")}.`) && !await note.isVisible(), `${model}, of step ${step}`);
});

test("uses dialogue: opened again at once after it was closed, it shows the model", async (context) => {
  const app = await trained(context, kDigits);
  await open(app);
  await app.page.evaluate(() => {
    const opening = hourglassTest.host.openUses();
    document.querySelector("dialog.uses").close();
    return opening;
  });
  await finished(app);
  await dialogOf(app).getByRole("button", { name: "Close" }).click();
  await until(() => app.page.evaluate(() => document.activeElement.id === "canvas"), "the focus is back");
});

test("uses dialogue: everything is done by keys, and the focus returns to the canvas", async (context) => {
  const app = await trained(context, kDigits);
  await open(app);
  const focused = () => app.page.evaluate(() => document.activeElement.textContent || document.activeElement.id);
  check(await focused() === "Find what is unusual", await focused());
  for (const [key, title] of [["ArrowRight", "Compress"], ["End", "Step by step"], ["ArrowRight", "Find what is unusual"], ["ArrowLeft", "Step by step"], ["Home", "Find what is unusual"]]) {
    await app.page.keyboard.press(key);
    check(await focused() === title, `${key} leads to ${await focused()}`);
    check(await dialogOf(app).getByRole("tab", { name: title, selected: true }).count() === 1, `${title} is not selected`);
    check(await dialogOf(app).getByRole("tabpanel", { name: title }).isVisible(), `the panel of ${title} is hidden`);
  }
  await finished(app);
  for (let i = 0; i < 3; ++i) await app.page.keyboard.press("Tab");
  check(await focused() === "uses-threshold", await focused());
  const before = await figure(app, "Called unusual");
  for (let i = 0; i < 150; ++i) await app.page.keyboard.press("ArrowLeft");
  check(numberIn(await figure(app, "Called unusual")) > numberIn(before), `${before}, after the key ${await figure(app, "Called unusual")}`);
  await app.page.keyboard.press("Escape");
  check(!await dialogOf(app).isVisible() && await focused() === "canvas", `the focus is on ${await focused()}`);
});

test("uses dialogue: it fits a phone under a strict policy, and what is pressed is as high as a finger", async (context) => {
  const app = await trained(context, `preset=transactions&held_out_samples=100`, { width: 360, height: 640, site: { csp: true } });
  await open(app);
  for (const title of ["Find what is unusual", "Compress", "Clean", "Groups", "Inside", "Step by step"]) {
    await openTab(app, title);
    await finished(app);
    const [inside, wide] = await dialogOf(app).evaluate((dialog) => [dialog.scrollWidth, dialog.clientWidth]);
    check(inside <= wide, `${title}: ${inside} of ${wide} pixels`);
    const low = await dialogOf(app).locator("button:not(header button), select, input:not([type=checkbox])").evaluateAll((controls) =>
      controls.filter((control) => control.checkVisibility() && control.getBoundingClientRect().height < 44).map(({ outerHTML }) => outerHTML));
    check(low.length === 0, `${title}: lower than a finger: ${low}`);
  }
  await app.screenshot("uses-phone");
  check(app.errors.length === 0, app.errors.join());
});

test("uses dialogue: a program that cannot be loaded is a sentence", async (context) => {
  const app = await trained(context, kDigits, { steps: 10 });
  await app.page.route("**/hourglass_uses.*", (route) => route.abort());
  await openUses(app);
  await dialogOf(app).getByRole("alert").getByText("could not be loaded").first().waitFor();
  app.errors.length = 0;  // the browser's own report on the request
});
