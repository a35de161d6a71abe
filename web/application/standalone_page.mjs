// Saving a page with the model in it: standalone.html of this site, with the model in the place of nothing.

import { errorWithCode } from "../shared/errors.mjs";
import { saveFile } from "./host.mjs";

const kPlace = '<script type="application/json" id="model">null</script>';

async function emptyPage() {
  const response = await fetch(new URL("standalone.html", document.baseURI)).catch(() => null);
  const page = response?.ok ? await response.text() : "";
  if (page.includes(kPlace)) return page;
  throw errorWithCode("program-unreachable", "The page that a model is put into could not be loaded; check the connection and try again.");
}

// In base64, in pieces that a call can take.
function base64Of(bytes) {
  let text = "";
  for (let i = 0; i < bytes.length; i += 0x8000) text += String.fromCharCode(...bytes.subarray(i, i + 0x8000));
  return btoa(text);
}

/// Saves a page as a download: with the model, a saved one's bytes, and samples with their labels (below 0: none). Resolves to a
/// sentence about it.
export async function saveStandalone(model, samples, labels) {
  const page = await emptyPage();
  const content = JSON.stringify({ model: base64Of(model), samples: base64Of(new Uint8Array(samples.buffer)), labels: [...labels] });
  return saveFile("hourglass.html", page.replace(kPlace, () => kPlace.replace("null", () => content)));
}
