// A worker that trains an autoencoder and sends images on the path from one digit to another.
//
//   in:  { from, to }                                  labels of the digits
//   out: { from, to, images, epoch, loss, finished }   the path between them, by the network as it is now

import { create } from "../autoencoder.mjs";  // installed from npm: from "hourglass-autoencoders"

const kSteps = 10;

let ends = { from: 3, to: 6 };
let progress = {};  // of the training
let send = () => {};  // until the first pass is done

// Set before the first await, so that no message is lost.
onmessage = ({ data }) => {
  ends = data;
  send();
};

// This is a worker already, so the model needs none of its own.
const model = await create({ family: "vae", hidden: [256], latent: 16, learning_rate: 0.003, batch: 64, samples: 4000, held_out_samples: 500,
  epochs: 24 }, { worker: false });
const { images, labels } = await model.samples({ count: 200 });
const pixels = images.length / labels.length;

function codeOf(label) {
  const at = labels.indexOf(label) * pixels;
  return model.encode(images.subarray(at, at + pixels));
}

async function sendPath() {
  const asked = ends;
  const [from, to] = await Promise.all([codeOf(asked.from), codeOf(asked.to)]);
  const path = await model.interpolate({ from, to, steps: kSteps, path: "spherical" });
  postMessage({ ...asked, ...progress, images: path.images }, [path.images.buffer]);
}

function learned({ epoch, heldOut }, finished) {
  progress = { epoch, loss: heldOut.total, finished };
  send = sendPath;
  send();
}

learned(await model.train({ onEpoch: (metrics) => learned(metrics, false) }), true);
