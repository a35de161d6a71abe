// What the application opens with: the link in the address and a trained model, which the link names or, where it asks for
// nothing else, our own.

import { runPart, valuesIn } from "../shared/link.mjs";
import { errorWithCode } from "../shared/errors.mjs";

const kModel = "assets/digits-vae.safetensors";
// The model's run, as links name it.
const kModelRun = "preset=vae-2d";
// How long the application waits for the model once it is loaded itself, in milliseconds.
const kPatience = 3000;
const kMostBytes = 256e6;

const kNone = new Uint8Array();

async function fetchModel() {
  try {
    const response = await fetch(new URL(kModel, document.baseURI));
    return response.ok ? new Uint8Array(await response.arrayBuffer()) : kNone;
  } catch {
    return kNone;  // without it, a fresh network opens
  }
}

const wantsModel = (link) => ["", kModelRun].includes(runPart(link)) && modelIn(link) === null;

/// Begins to fetch what is needed. The function it gives resolves to {link, model} soon after it is called; `model` has
/// no bytes where there is none.
export function fetchOpening(link) {
  const model = wantsModel(link) ? fetchModel() : kNone;
  return async () => ({
    link,
    model: await Promise.race([model, new Promise((done) => setTimeout(done, kPatience, kNone))]),
  });
}

const modelIn = (link) => valuesIn(link, "model")[0] ?? null;

function addressOf(text) {
  let address = null;
  try {
    address = new URL(text, document.baseURI);
  } catch {
    // Refused below.
  }
  if (["http:", "https:"].includes(address?.protocol)) return address;
  throw errorWithCode("model-address", "The link names a model at an address that is none of the web.");
}

/// The model that a link names: {name, bytes}, or null where it names none. Rejects with a sentence and a code.
export async function fetchLinkedModel(link) {
  const text = modelIn(link);
  if (text === null) return null;
  const address = addressOf(text);
  const name = address.pathname.split("/").at(-1) || address.hostname;
  const refuse = (reason, cause) => errorWithCode("model-unreachable", `The model ${name} could not be fetched: ${reason}.`, cause);
  let response;
  try {
    // Who asks is nobody's business.
    response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  } catch (error) {
    throw refuse("its server does not answer, or does not allow other sites to read it (Access-Control-Allow-Origin)", error);
  }
  if (!response.ok) throw refuse(`its server answered with status ${response.status}`);
  if (Number(response.headers.get("Content-Length")) > kMostBytes) throw refuse(`it is larger than ${kMostBytes / 1e6} MB`);
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/// Puts the model in the place of the run, and then what the link sets that a running network can take.
export function openLinkedModel(app, link, { name, bytes }) {
  app.useModel(bytes, name);
  for (const { key, live } of app.settingsTable()) {
    const value = valuesIn(link, key).at(-1);
    if (live && value !== undefined) app.apply(key, value);
  }
}
