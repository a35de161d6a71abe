// Saving models in the formats of other programs. The program that writes them is loaded when one is wanted, in a worker.

import { errorWithCode, unwrap } from "../shared/errors.mjs";
import { saveFile } from "./host.mjs";

const unreachable = (cause) => errorWithCode("program-unreachable",
  `The program that writes other formats could not be loaded (${cause}); check the connection and try again.`);

function askWorker(request) {
  const worker = new Worker(new URL("application/export_worker.mjs", document.baseURI), { type: "module" });
  return new Promise((resolve, reject) => {
    worker.addEventListener("message", ({ data }) => (data.complaint ? reject(unreachable(data.complaint)) : resolve(data)));
    worker.addEventListener("error", ({ message }) => reject(unreachable(message ?? "its worker did not start")));
    worker.postMessage(request);
  }).finally(() => worker.terminate());
}

/// Saves the model, a saved one's bytes, in a format as a download; resolves to a sentence about it.
export async function saveExported(model, format, part) {
  const { answer, readsModel } = await askWorker({ model, format, part });
  const { name, bytes } = unwrap(answer);
  const saved = saveFile(name, bytes);
  return readsModel ? `${saved} It reads hourglass.safetensors, which Save the model saves.` : saved;
}
