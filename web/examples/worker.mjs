// The page of the worker example: shows the paths that worker_model.mjs sends, the newest at the bottom. While the network
// learns, a new row begins whenever the number of passes has doubled.

import { drawImages, inBothThemes } from "./pictures.mjs";

const element = (id) => document.getElementById(id);
const kRows = 5, kSteps = 10;

const worker = new Worker(new URL("./worker_model.mjs", import.meta.url), { type: "module" });
let rows = [];
let last = "";  // what the newest row shows

function draw() {
  const wide = kSteps * 28 * 28;
  const images = new Float32Array(kRows * wide);
  rows.forEach((row, i) => images.set(row, i * wide));
  drawImages(element("ways"), images, { columns: kSteps });
}

worker.onmessage = ({ data: { from, to, images, epoch, loss, finished } }) => {
  const now = `${from} ${to} ${Math.floor(Math.log2(epoch))}`;
  rows = [...(now === last ? rows.slice(0, -1) : rows), images].slice(-kRows);
  last = now;
  const text = `Pass ${Math.floor(epoch)}, held-out loss ${loss.toFixed(1)}`;
  element("status").textContent = finished ? `Finished. ${text}` : text;
  draw();
};
worker.onerror = (event) => { element("status").textContent = event.message || "The worker did not load."; };

for (const [id, chosen] of [["from", 3], ["to", 6]]) {
  const select = element(id);
  for (let digit = 0; digit < 10; digit++) select.add(new Option(digit, digit, false, digit === chosen));
  select.disabled = false;
  select.onchange = () => worker.postMessage({ from: Number(element("from").value), to: Number(element("to").value) });
}
inBothThemes(draw);
