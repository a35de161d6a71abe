// Files dropped on the page: valid ones become the training set, malformed ones are refused with a sentence.

import { gzipSync } from "node:zlib";

import { idxImages } from "../package/engine_cases.mjs";
import { check, test, until } from "../harness.mjs";

for (const [kind, pack] of [["plain", (bytes) => bytes], ["gzipped", gzipSync]]) {
  test(`drop: a ${kind} IDX file becomes the training set`, async (context) => {
    const app = await context.application();
    const before = await app.snapshot();
    await app.drop([{ name: "squares-idx3-ubyte", bytes: pack(idxImages(300, 28)) }]);
    const after = await until(async () => {
      const now = await app.snapshot();
      return now.data.name !== before.data.name ? now : null;
    }, "the data changes");
    check(after.data.name.includes("squares"), `the data is called ${after.data.name}`);
    check(after.data.training + after.data.heldOut === 300, `it has ${after.data.training} + ${after.data.heldOut} images`);
    await until(async () => (await app.snapshot()).step > 0, "it trains on them");
    check(await app.complaint() === "", `a complaint: ${await app.complaint()}`);
    await app.screenshot(`dropped-${kind}`);
  });
}

test("drop: files dropped together are joined to one training set", async (context) => {
  const app = await context.application();
  const labels = new Uint8Array([0, 0, 8, 1, 0, 0, 0, 60, ...Array.from({ length: 60 }, (_, i) => 1 + (i % 3))]);
  await app.drop([{ name: "train-labels-idx1-ubyte", bytes: labels }, { name: "t10k-images-idx3-ubyte", bytes: idxImages(20, 28) },
    { name: "train-images-idx3-ubyte", bytes: idxImages(60, 28) }]);
  const after = await until(async () => {
    const now = await app.snapshot();
    return now.data.name === "3 files" ? now : null;
  }, "the data changes");
  check(after.data.training === 60 && after.data.heldOut === 20, `it has ${after.data.training} + ${after.data.heldOut} images`);
  check(await app.complaint() === "", `a complaint: ${await app.complaint()}`);
});

test("drop: malformed files are refused with a sentence, and the data stay", async (context) => {
  const app = await context.application();
  const before = await app.snapshot();
  const file = idxImages(50, 28);
  const broken = [["cut.idx", file.slice(0, 900)], ["cut.gz", gzipSync(file).subarray(0, 60)], ["notes.txt", new TextEncoder().encode("hello")]];
  for (const [name, bytes] of broken) {
    await app.drop([{ name, bytes }]);
    const sentence = await until(async () => {
      const text = await app.complaint();
      return text.includes(name) ? text : null;
    }, `${name} is refused by name`);
    check(sentence.includes("expected") && sentence.endsWith("."), `not a sentence: ${sentence}`);
    const now = await app.snapshot();
    check(now.data.name === before.data.name && now.generation === before.generation, "the run changed");
  }
  await app.screenshot("refused");
});

test("drop: an overlay shows while files hover", async (context) => {
  const app = await context.application();
  const hover = (type) => app.page.evaluate((type) => {
    const dataTransfer = new DataTransfer();
    dataTransfer.items.add(new File(["x"], "x"));
    document.body.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
    return !document.getElementById("drop").hidden;
  }, type);
  check(await hover("dragenter"), "no overlay");
  await app.screenshot("hovering");
  check(!await hover("dragleave"), "the overlay stays");
});

test("drop: a notice says how far many files are loaded, and they keep their order", async (context) => {
  const app = await context.application();
  const { notices, names, hidden } = await app.page.evaluate(async () => {
    const { readFiles } = await import("./application/drop.mjs");
    const notice = document.getElementById("notice"), notices = new Set();
    const file = (name) => ({ name, arrayBuffer: async () => (notices.add(notice.textContent), new ArrayBuffer(1)) });
    const read = await new Promise((take, fail) => readFiles(Array.from({ length: 2500 }, (_, i) => file(String(i))), take, fail));
    return { notices: [...notices], names: read.map(({ name }) => name), hidden: notice.hidden };
  });
  check(notices.join("|") === "0 of 2,500 files are loaded.|1,000 of 2,500 files are loaded.|2,000 of 2,500 files are loaded.", notices.join("|"));
  check(names.every((name, i) => name === String(i)) && names.length === 2500, `${names.length} names`);
  check(hidden, "the notice is still there");
});
