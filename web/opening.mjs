// What the application opens with: the link in the address and, where that asks for nothing else, a trained model.

import { runPart } from "./hash.mjs";

const kModel = new URL("assets/digits-vae.safetensors", import.meta.url);
// The model's run, as links name it.
const kModelRun = "preset=vae-2d";
// How long the application waits for the model once it is loaded itself, in milliseconds.
const kPatience = 3000;

const kNone = new Uint8Array();

async function fetchModel() {
  try {
    const response = await fetch(kModel);
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : kNone;
  } catch {
    return kNone;  // without it, a fresh network opens
  }
}

const wantsModel = (link) => ["", kModelRun].includes(runPart(link));

/// Begins to fetch what is needed. The function it gives resolves to {link, model} soon after it is called; `model` has
/// no bytes where there is none.
export function fetchOpening(link) {
  const model = wantsModel(link) ? fetchModel() : kNone;
  return async () => ({
    link,
    model: await Promise.race([model, new Promise((done) => setTimeout(done, kPatience, kNone))]),
  });
}
