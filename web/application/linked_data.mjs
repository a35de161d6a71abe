// Data at an address that a link names: data=https://example.org/things.csv.

import { valuesIn, without } from "../shared/link.mjs";
import { openFiles } from "./data_sets.mjs";
import { fetchFile } from "./remote_file.mjs";

// All other names are those of built-in sets, or of files of one's own, which a link cannot open.
const addressIn = (link) => valuesIn(link, "data").filter((value) => /^https?:\/\//i.test(value)).at(-1) ?? null;

/// The link without the address of its data, which only fetchLinkedData() understands.
export const withoutAddress = (link) => (addressIn(link) === null ? link : without(link, "data"));

/// The data at the link's address: {address, file: {name, bytes}}; null where the link has none. Rejects with a sentence and a code.
export async function fetchLinkedData(link) {
  const address = addressIn(link);
  return address === null ? null : { address, file: await fetchFile(address, "data") };
}

/// Trains on such data. They are called by their address, so that the application's link names them again. Resolves to the
/// sentences about what was left out; rejects with a sentence and a code.
export const openLinkedData = (app, { address, file }) => openFiles(app, [file], address);

/// Opens another link in the running application, with the data at its address, unless they are those in use.
export async function openLink(app, link) {
  const address = addressIn(link);
  if (address === null || address === app.metrics().settings.data) return app.useLink(link);
  app.useLink(without(link, "data"));
  await openLinkedData(app, await fetchLinkedData(link));
}
