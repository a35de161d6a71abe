// Trains an autoencoder in a worker and draws its reconstructions, new digits and loss on plain canvases.

import { create } from "../autoencoder.mjs";  // installed from npm: from "hourglass-autoencoders"
import { drawCurve, drawImages, inBothThemes } from "./pictures.mjs";

const element = (id) => document.getElementById(id);

let seed = 1;
let shown = null;  // what the canvases show
const losses = [];

function draw() {
  if (!shown) return;
  drawImages(element("reconstructions"), shown.pairs, { columns: 10 });
  drawImages(element("generated"), shown.generated, { columns: 10 });
  if (losses.length > 1) drawCurve(element("curve"), losses);
}

// Asks the model for its present images.
async function look(model, digits) {
  const [reconstructions, { images }] = await Promise.all([model.reconstruct(digits), model.generate({ count: 30, seed })]);
  const pairs = new Float32Array(digits.length * 2);
  pairs.set(digits);
  pairs.set(reconstructions, digits.length);
  shown = { pairs, generated: images };
  draw();
}

function report({ epoch, state, heldOut, samplesPerSecond }) {
  const speed = samplesPerSecond > 0 ? `, ${Math.round(samplesPerSecond).toLocaleString("en")} images/s` : "";
  const loss = heldOut ? `, held-out loss ${heldOut.total.toFixed(1)}` : "";
  element("status").textContent = `${state === "running" ? "Pass" : `${state[0].toUpperCase()}${state.slice(1)} after pass`} ${Math.floor(epoch)}${loss}${speed}`;
}

async function train(model, digits) {
  element("train").textContent = "Pause";
  const last = await model.train({
    onEpoch(metrics) {
      losses.push(metrics.heldOut.total);
      report(metrics);
      look(model, digits);
    },
  });
  await look(model, digits);
  report(last);
  element("train").textContent = "Train";
}

async function main() {
  const model = await create({ family: "vae", hidden: [256], latent: 8, learning_rate: 0.003, batch: 64, samples: 4000, held_out_samples: 500,
    epochs: 30 });
  const { images: digits } = await model.samples({ count: 10 });
  let running = null;
  element("train").onclick = () => {
    if (running) model.pause();
    else running = train(model, digits).finally(() => { running = null; });
  };
  element("more").onclick = () => {
    seed += 1;
    look(model, digits);
  };
  element("train").disabled = element("more").disabled = false;
  element("train").click();
  inBothThemes(draw);
}

main().catch((error) => { element("status").textContent = error.message; });
