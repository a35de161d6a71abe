// A page with a trained model in it, in one file: scripts/assemble_site.sh makes standalone.html of this folder, and
// web/application/standalone_page.mjs puts a model into it.

import createProgram from "../wasm/hourglass_player.mjs";
import { openModel } from "./model.mjs";
import packedProgram from "./program.gz";
import { code, drawing, generation, path } from "./sections.mjs";

const element = (id) => document.getElementById(id);

async function open() {
  const model = await openModel(JSON.parse(element("model").textContent), createProgram, packedProgram);
  const { family, data, codeSize, step } = model.about;
  element("title").textContent = `${family}, trained on ${data}`;
  element("about").textContent = `Its code has ${codeSize.toLocaleString("en")} values; it was saved after ${step.toLocaleString("en")} steps of training.`;
  document.title = element("title").textContent;
  for (const make of [generation, code, path, drawing]) element("main").append(...[make(model)].filter(Boolean));
}

open().catch((error) => {
  element("about").setAttribute("role", "alert");
  element("about").textContent = error?.message ?? String(error);
});
