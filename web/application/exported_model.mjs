// Saving models in the formats of other programs. The program that writes them is loaded when one is wanted, in a worker.

import { WorkerClient } from "../shared/worker_client.mjs";
import { saveFile } from "./host.mjs";

/// Saves the model, a saved one's bytes, in a format as a download; resolves to a sentence about it.
export async function saveExported(model, format, part) {
  const client = new WorkerClient("application/export_worker.mjs", "writes other formats");
  try {
    const { name, bytes, readsModel } = await client.ask("export", [model, format, part]);
    const saved = saveFile(name, bytes);
    return readsModel ? `${saved} It reads hourglass.safetensors, which Save the model saves.` : saved;
  } finally {
    client.close();
  }
}
