// A worker that trains an autoencoder and paints ways from one digit to another.
//
//   in:  { from, to }                                  labels of the digits
//   out: { from, to, images, epoch, loss, finished }   the way between them, with what the network knows now

import { create } from "../autoencoder.mjs";  // installed from npm: from "hourglass-autoencoders"

const kSteps = 10;

let ends = { from: 3, to: 6 };
let news = {};  // of the training
let paint = () => {};  // until there is something to show

// Set before anything is waited for, so that no message is lost.
onmessage = ({ data }) => {
  ends = data;
  paint();
};

// This is a worker already: the model may live in it.
const model = await create({ family: "vae", hidden: [256], latent: 16, learning_rate: 0.003, batch: 64, samples: 4000, held_out_samples: 500,
  epochs: 24 }, { worker: false });
const { images, labels } = await model.samples({ count: 200 });
const pixels = images.length / labels.length;

function codeOf(label) {
  const at = labels.indexOf(label) * pixels;
  return model.encode(images.subarray(at, at + pixels));
}

async function paintWay() {
  const asked = ends;
  const [from, to] = await Promise.all([codeOf(asked.from), codeOf(asked.to)]);
  const way = await model.interpolate({ from, to, steps: kSteps, path: "spherical" });
  postMessage({ ...asked, ...news, images: way.images }, [way.images.buffer]);
}

function learned({ epoch, heldOut }, finished) {
  news = { epoch, loss: heldOut.total, finished };
  paint = paintWay;
  paint();
}

learned(await model.train({ onEpoch: (metrics) => learned(metrics, false) }), true);
