// The worker of exported_model.mjs: writes one model in the format of another program.

addEventListener("message", async ({ data: { model, format, part } }) => {
  let uses;
  try {
    const { default: createUses } = await import("../wasm/hourglass_uses.mjs");
    uses = await createUses();
  } catch (error) {
    postMessage({ complaint: error.message });
    return;
  }
  const { weights } = uses.exportFormats().find(({ id }) => id === format);
  const answer = uses.exportModel(model, format, part, "hourglass", 0, false);
  postMessage({ answer, readsModel: !weights }, answer.value ? [answer.value.bytes.buffer] : []);
});
