// The package's entry for data of every kind: files in any format, and the built-in sets, in Node and in a page.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, kRoot, test } from "../harness.mjs";
import { assembled, kPackage } from "./assembled.mjs";

const kFixtures = join(kRoot, "tests/fixtures/data");

function fromPackage(name) {
  assembled();
  return import(pathToFileURL(join(kPackage, name)));
}

const text = (name, content) => ({ name, bytes: new TextEncoder().encode(content) });
const kRows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i * 3) % 11 / 2},${["red", "green", "blue"][i % 3]}`);
const kTable = text("things.csv", `weight,size,colour\n${kRows.join("\n")}\n`);

async function codeOf(promise) {
  try {
    await promise;
    return "accepted";
  } catch ({ code }) {
    return code;
  }
}

test("package data: a table is read, described and trained on in Node", async () => {
  const { readData } = await fromPackage("data.mjs"), { create } = await fromPackage("autoencoder.mjs");
  const { preview, ignored, files } = await readData(kTable, { labelColumn: "colour" });
  check(preview.kind === "table" && preview.shape.join() === "1,1,2", JSON.stringify(preview));
  check(preview.columns.map(({ name, largest }) => `${name} ${largest}`).join() === "weight 6,size 5", JSON.stringify(preview.columns));
  check(preview.classes.map(({ name }) => name).sort().join() === "blue,green,red", JSON.stringify(preview.classes));
  check(preview.first.length === 8 && preview.first[0].length === 2 && ignored.length === 0, JSON.stringify(preview.first));
  const autoencoder = await create({ latent: 1, hidden: [8], epochs: 3 }, { data: { files } });
  const { state, step } = await autoencoder.train();
  const { name, classes } = await autoencoder.data();
  autoencoder.dispose();
  check(state === "finished" && step > 0 && name === "things.csv" && classes === 3, `${state} at ${step}, ${name}, ${classes}`);
});

test("package data: a built-in set is drawn as the program draws it", async () => {
  const { drawData } = await fromPackage("data.mjs"), { create } = await fromPackage("autoencoder.mjs");
  const set = await drawData({ data: "heartbeats", samples: 40, held_out_samples: 10, seed: 3 });
  const autoencoder = await create({ latent: 2, hidden: [8], epochs: 1 }, { data: set });
  const { width, training, heldOut } = await autoencoder.data();
  autoencoder.dispose();
  check(width === 128 && training === 40 && heldOut === 10, `${width} wide, ${training} and ${heldOut}`);
});

test("package data: several files are one set, named by their folder; the others are named", async () => {
  const { readData } = await fromPackage("data.mjs");
  const { preview, ignored } = await readData([text("pets/words.txt", "cat\ndog\nhen\ncow\n"), text("pets/notes.pdf", "%PDF\u0001")]);
  check(preview.name === "pets" && preview.kind === "text", JSON.stringify(preview));
  check(ignored.length === 1 && ignored[0].startsWith("pets/notes.pdf: "), ignored.join());
});

test("package data: what cannot be read is refused by a code", async () => {
  const { readData, drawData } = await fromPackage("data.mjs");
  check(await codeOf(readData(text("a.bin", "\u0001\u0002"))) === "file-unknown-format", "noise is read");
  check(await codeOf(readData(kTable, { labelColumn: "taste" })) === "data-no-such-column", "a column that is not there");
  check(await codeOf(readData(kTable, { scale: "huge" })) === "setting-not-a-choice", "a scale that is not there");
  check(await codeOf(drawData({ data: "nothing" })) === "file-not-found", "a set that is not there");
  check(await codeOf(readData(kTable, {}, { title: "x" })) === "argument-unknown", "an option that is not there");
});

test("package data: in a page pictures in an archive are decoded", async (context) => {
  assembled();
  const { page, errors } = await context.tab();
  await page.goto(`${await context.site({ root: kPackage })}package.json`);
  const archive = [...readFileSync(join(kFixtures, "folders.zip"))];
  const { preview, seen } = await page.evaluate(async (archive) => {
    const { readData } = await import("/data.mjs");
    const seen = [], file = new File([new Uint8Array(archive)], "folders.zip");
    const { preview } = await readData(file, {}, { onProgress: ({ done, total }) => seen.push(`${done} of ${total}`) });
    return { preview: { ...preview, first: preview.first.pixels.length }, seen };
  }, archive);
  check(preview.shape.join() === "8,8,1" && preview.first === 640 && preview.classes.length === 2, JSON.stringify(preview));
  check(seen.at(-1) === "14 of 14", seen.join());
  check(errors.length === 0, errors.join("; "));
});
