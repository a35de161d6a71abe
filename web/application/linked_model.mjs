// The trained model that a link may name.

import { valuesIn } from "../shared/link.mjs";
import { fetchFile } from "./remote_file.mjs";

/// The model that a link names: {name, bytes}, or null where it names none. Rejects with a sentence and a code.
export async function fetchLinkedModel(link) {
  const [address] = valuesIn(link, "model");
  return address === undefined ? null : fetchFile(address, "model");
}

/// Replaces the run by the model, then applies the settings of the link that a running network can change.
export function openLinkedModel(app, link, { name, bytes }) {
  app.useModel(bytes, name);
  for (const { key, live } of app.settingsTable()) {
    const value = valuesIn(link, key).at(-1);
    if (live && value !== undefined) app.apply(key, value);
  }
}
