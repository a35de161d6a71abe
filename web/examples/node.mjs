#!/usr/bin/env node
// Trains an autoencoder in Node, prints its figures and saves it.
//
//   node node.mjs [FILE.safetensors]

import { writeFile } from "node:fs/promises";

import { create } from "../autoencoder.mjs";  // installed from npm: from "hourglass-autoencoders"

const model = await create({ family: "vae", hidden: [128], latent: 8, samples: 2000, held_out_samples: 500 });
await model.train({
  epochs: 5,
  onEpoch: ({ epoch, heldOut }) => console.log(`pass ${epoch}: held-out loss ${heldOut.total.toFixed(2)} nats`),
});

const { psnrDb, elboPerImage } = await model.evaluate();
console.log(`PSNR ${psnrDb.toFixed(2)} dB, ELBO ${elboPerImage.toFixed(2)} nats per image`);
for (const { sentence, suggestion } of await model.diagnose()) {
  console.log(`${sentence} Try ${suggestion.setting} ${suggestion.value}.`);
}

const [, , file] = process.argv;
if (file) await writeFile(file, await model.save());
model.dispose();
