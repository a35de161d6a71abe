// The worker of exported_model.mjs: writes models in the formats of other programs.

const program = import("../wasm/hourglass_uses.mjs").then(({ default: createUses }) => createUses());

addEventListener("message", async ({ data: { number, values: [model, format, part] } }) => {
  let uses;
  try {
    uses = await program;
  } catch (error) {
    postMessage({ complaint: error.message });
    return;
  }
  const { weights } = uses.exportFormats().find(({ id }) => id === format);
  const answer = uses.exportModel(model, format, part, "hourglass", 0, false, "");
  if (answer.value) answer.value.readsModel = !weights;
  postMessage({ number, answer }, answer.value ? [answer.value.bytes.buffer] : []);
});
