// The trained model that a link may name.

import { valuesIn } from "../shared/link.mjs";
import { errorWithCode } from "../shared/errors.mjs";

const kMostBytes = 256e6;

const modelIn = (link) => valuesIn(link, "model")[0] ?? null;

function addressOf(text) {
  let address = null;
  try {
    address = new URL(text, document.baseURI);
  } catch {
    // Refused below.
  }
  if (["http:", "https:"].includes(address?.protocol)) return address;
  throw errorWithCode("model-bad-address", "The link names a model at an address that is not http or https.");
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
    // The model's server learns neither cookies nor the page's address.
    response = await fetch(address, { credentials: "omit", referrerPolicy: "no-referrer" });
  } catch (error) {
    throw refuse("its server does not answer, or does not allow other sites to read it (Access-Control-Allow-Origin)", error);
  }
  if (!response.ok) throw refuse(`its server answered with status ${response.status}`);
  if (Number(response.headers.get("Content-Length")) > kMostBytes) throw refuse(`it is larger than ${kMostBytes / 1e6} MB`);
  return { name, bytes: new Uint8Array(await response.arrayBuffer()) };
}

/// Replaces the run by the model, then applies the settings of the link that a running network can change.
export function openLinkedModel(app, link, { name, bytes }) {
  app.useModel(bytes, name);
  for (const { key, live } of app.settingsTable()) {
    const value = valuesIn(link, key).at(-1);
    if (live && value !== undefined) app.apply(key, value);
  }
}
