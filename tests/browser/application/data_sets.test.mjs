// Data of every kind in the page: built-in sets that another program draws, and files that it reads.

import { readFileSync } from "node:fs";
import { join } from "node:path";
import { check, test, until } from "../harness.mjs";

const kFixtures = join(import.meta.dirname, "../../fixtures/data");

// The run's data once it has this name, and trains.
async function trainsOn(app, name) {
  const first = await until(async () => {
    const now = await app.snapshot();
    return now.data.name === name ? now : null;
  }, `the data are ${name}`, 20_000);
  await until(async () => (await app.snapshot()).step > first.step, "it trains", 20_000);
  return first;
}

const text = (name, content) => ({ name, bytes: new TextEncoder().encode(content) });

const kShapes = { shapes: [32, 32, 3], faces: [32, 32, 3], heartbeats: [1, 128, 1], transactions: [1, 1, null], surface: [1, 1, 3], words: [1, null, null] };

test("data: every built-in set opens by a link", async (context) => {
  for (const [name, [height, width, channels]] of Object.entries(kShapes)) {
    const app = await context.application({ hash: `#data=${name}&samples=600&held_out_samples=100&hidden=32&latent=4` });
    const { data } = await trainsOn(app, name);
    check(data.height === height && (width ?? data.width) === data.width && (channels ?? data.channels) === data.channels,
      `${name} is ${data.height} x ${data.width} x ${data.channels}`);
    check(data.training === 600 && data.heldOut === 100, `${name} has ${data.training} and ${data.heldOut} samples`);
    check((await app.ask("errorText")) === "", await app.ask("errorText"));
    await app.page.close();
  }
});

test("data: a preset of another set draws it, and one of digits leads back", async (context) => {
  const app = await context.application({ hash: "#preset=vanilla" });
  await app.ask("usePreset", "faces");
  await trainsOn(app, "faces");
  check((await app.ask("metrics")).preset === "faces", "the preset is not remembered");
  await app.ask("usePreset", "vae-2d");
  await trainsOn(app, "digits");
});

test("data: a run on another set is saved, and goes on from its file", async (context) => {
  const app = await context.application({ hash: "#preset=heartbeats" });
  await trainsOn(app, "heartbeats");
  check((await app.ask("metrics")).preset === "heartbeats", "the link's preset is not remembered");
  await app.ask("pause");
  const saved = await app.page.evaluate(() => [...hourglassTest.app.modelFile(true)]);
  const { step } = await app.snapshot();
  const again = await context.application({ hash: "#preset=vanilla" });
  await again.drop([{ name: "beats.safetensors", bytes: new Uint8Array(saved) }]);
  const first = await trainsOn(again, "heartbeats");
  check(first.step >= step, `it begins at step ${first.step}, saved at ${step}`);
});

test("data: a dropped table is read, with its categories", async (context) => {
  const app = await context.application();
  const rows = Array.from({ length: 60 }, (_, i) => `${i % 7},${(i * 3) % 11 / 2},${["red", "green", "blue"][i % 3]}`);
  await app.drop([text("things.csv", `weight,size,colour\n${rows.join("\n")}\n`)]);
  const { data } = await trainsOn(app, "things.csv");
  check(data.channels === 5, `${data.channels} features`);
  check(data.training + data.heldOut === 60, `${data.training} and ${data.heldOut} rows`);
});

test("data: dropped pictures of several sizes and formats become one set", async (context) => {
  const app = await context.application();
  const files = await app.page.evaluate(async () => {
    const made = [];
    for (let i = 0; i < 12; ++i) {
      const canvas = new OffscreenCanvas(i === 5 ? 40 : 20, 16), pen = canvas.getContext("2d");
      pen.fillStyle = `hsl(${30 * i} 80% 50%)`;
      pen.fillRect(2, 2, 10, 10);
      const blob = await canvas.convertToBlob({ type: i % 2 ? "image/jpeg" : "image/png" });
      made.push({ name: `${i}.${i % 2 ? "jpg" : "png"}`, bytes: [...new Uint8Array(await blob.arrayBuffer())] });
    }
    return made;
  });
  await app.drop(files.map(({ name, bytes }) => ({ name, bytes: new Uint8Array(bytes) })));
  const { data } = await trainsOn(app, "12 files");
  check(data.height === 16 && data.width === 20 && data.channels === 3, `${data.height} x ${data.width} x ${data.channels}`);
});

test("data: NumPy's archives, sounds and text are read", async (context) => {
  const app = await context.application();
  const npz = readFileSync(join(kFixtures, "npz/keras.npz"));
  await app.drop([{ name: "keras.npz", bytes: npz }]);
  await trainsOn(app, "keras.npz");
  await app.drop([text("names.txt", ["anna", "bert", "carl", "dora", "emil", "fritz", "gabi", "hans"].join("\n"))]);
  const { data } = await trainsOn(app, "names.txt");
  check(data.width === 5, `${data.width} symbols at most`);
});

test("data: what cannot be read is refused by a sentence, and the run goes on", async (context) => {
  const app = await context.application();
  const before = await app.snapshot();
  await app.drop([{ name: "paper.pdf", bytes: new Uint8Array([0x25, 0x50, 0x44, 0x46, 0, 1, 2, 3, 255, 254]) }]);
  const sentence = await until(async () => (await app.complaint()) || null, "the refusal appears");
  check(sentence.includes("paper.pdf"), sentence);
  const now = await app.snapshot();
  check(now.data.name === before.data.name, `the data are ${now.data.name}`);
});
