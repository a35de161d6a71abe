// The package's entry for what trained models are for, in Node.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, test } from "../harness.mjs";
import { assembled, kPackage } from "./assembled.mjs";

function fromPackage(name) {
  assembled();
  return import(pathToFileURL(join(kPackage, name)));
}

// A trained autoencoder's uses, and the modules' functions. Everything is freed after body(uses, functions).
async function withUses(settings, data, body) {
  const { create } = await fromPackage("autoencoder.mjs"), functions = await fromPackage("uses.mjs");
  const autoencoder = await create(settings, data ? { data } : {});
  await autoencoder.train();
  const uses = await functions.openUses(autoencoder, data ? { data } : {});
  try {
    return await body(uses, { ...functions, autoencoder });
  } finally {
    uses.dispose();
    autoencoder.dispose();
  }
}

const kDigits = { hidden: [64], latent: 12, samples: 1000, held_out_samples: 200, epochs: 5, batch: 50 };
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

function codeOf(call) {
  try {
    call();
    return "accepted";
  } catch ({ code }) {
    return code;
  }
}

test("package uses: scores of digits are squared errors, and noise scores higher than digits", () => withUses(kDigits, null, async (uses, { autoencoder, threshold }) => {
  check(uses.kind === "image" && uses.shape.join() === "28,28,1" && uses.heldOut === 200, JSON.stringify(uses));
  const { samples } = uses.samples(), scores = uses.scores(samples);
  const images = await autoencoder.reconstruct(samples.subarray(0, 784));
  const error = samples.subarray(0, 784).reduce((sum, value, i) => sum + (value - images[i]) ** 2, 0);
  check(Math.abs(scores[0] - error) < 1e-3 * error, `${scores[0]}, by reconstruct() ${error}`);
  const noise = Float32Array.from(samples, (_, i) => ((i * 7919) % 1000) / 1000);
  check(Math.min(...uses.scores(noise)) > Math.max(...scores), "noise is not the oddest");
  check(uses.scoreKinds.some(({ id }) => id === "latent") && !uses.scoreKinds.some(({ id }) => id === "likelihood"), JSON.stringify(uses.scoreKinds));
  const odd = threshold(scores, { contamination: 0.1 });
  const flagged = scores.filter((score) => score >= odd).length;
  check(flagged === 20, `${flagged} of 200 are flagged`);
  check(threshold(scores, { quantile: 0.9 }) === odd, "the quantile is another number");
}));

test("package uses: after ten short epochs a denoising model cleans better than filters that learn nothing", () =>
  withUses({ ...kDigits, family: "denoising", samples: 4000, epochs: 10 }, null, (uses) => {
    const { noisy, denoised, plain } = uses.measureDenoising({ corruption: "gaussian", strength: 0.5 });
    check(denoised.psnrDb > noisy.psnrDb + 6, `from ${noisy.psnrDb} to ${denoised.psnrDb} dB`);
    check(plain.length === 3 && plain.every(({ cleanness }) => cleanness.psnrDb > noisy.psnrDb), JSON.stringify(plain));
    const filters = plain.filter(({ method }) => !method.startsWith("PCA"));
    check(filters.length === 2 && filters.every(({ cleanness }) => denoised.psnrDb > cleanness.psnrDb), `${denoised.psnrDb}: ${JSON.stringify(plain)}`);
    return `${noisy.psnrDb.toFixed(1)} dB, cleaned ${denoised.psnrDb.toFixed(1)} dB, ${plain.map(({ method, cleanness }) => `${method} ${cleanness.psnrDb.toFixed(1)}`).join(", ")}`;
  }));

test("package uses: missing cells of a table are filled in, and the others stay", async () => {
  const { readData } = await fromPackage("data.mjs");
  const rows = Array.from({ length: 80 }, (_, i) => (i % 2 ? `10,red,${i % 8 === 7 ? "" : "5.5"}` : "2,blue,1.5"));
  const data = await readData({ name: "things.csv", bytes: new TextEncoder().encode(`size,colour,price\n${rows.join("\n")}\n`) });
  const settings = { hidden: [24], latent: 3, epochs: 60, batch: 10, learning_rate: 0.01 };
  await withUses(settings, data, (uses) => {
    const { samples } = uses.samples("training"), features = samples.length / uses.training;
    const row = Array.from({ length: uses.training }, (_, n) => samples.subarray(n * features, (n + 1) * features)).find((values) => values[0] > 0.5 && !values.some(Number.isNaN));
    const hidden = Float32Array.from(row, (value, i) => (i === features - 1 ? NaN : value));
    const filled = uses.denoise(hidden, { fillMissing: true });
    check(filled.subarray(0, features - 1).every((value, i) => value === row[i]), `${filled}`);
    check(Math.abs(filled.at(-1) - row.at(-1)) < 0.3, `${filled.at(-1)} where ${row.at(-1)} was hidden`);
    check(mean(uses.scores(row)) < 0.5, `a usual row scores ${uses.scores(row)}`);
  });
});

test("package uses: compressed digits come back as the model makes them, in few bytes", () => withUses(kDigits, null, (uses) => {
  const { samples } = uses.samples(), file = uses.compress(samples), back = uses.decompress(file);
  const mse = (values) => mean(values.map((value, i) => (value - samples[i]) ** 2)), model = mse(uses.denoise(samples));
  check(file.length < samples.length / 20, `${file.length} bytes for ${samples.length} pixels`);
  check(back.samples.length === samples.length && mse(back.samples) < 1.25 * model, `${mse(back.samples)} where the model itself has ${model}`);
  const most = Math.floor(0.7 * file.length), small = uses.compress(samples, { maxBytes: most });
  check(small.length <= most && mse(uses.decompress(small).samples) > mse(back.samples), `${small.length} bytes where ${most} are allowed`);
  const damaged = file.slice();
  damaged[file.length - 30] ^= 1;
  check(codeOf(() => uses.decompress(damaged)) === "file-corrupt", "a changed byte");
  check(codeOf(() => uses.compress(samples, { step: 1, maxBytes: 9 })) === "argument-wrong-type", "both options");
  return `${file.length} bytes, ${small.length} at most ${most}`;
}));

test("package uses: groups of digits agree with their labels better than chance, and a probe reads labels", () => withUses(kDigits, null, (uses) => {
  const { samples, labels } = uses.samples("training");
  const { count, groups, sizes, agreement } = uses.groups(samples, { count: 10, labels });
  check(count === 10 && groups.length === 1000 && sizes.reduce((sum, size) => sum + size) === 1000, `${count} groups of ${sizes}`);
  check(agreement.purity > 0.3 && agreement.adjustedRandIndex > 0.1, JSON.stringify(agreement));
  check(uses.groups(samples, { most: 4 }).agreement === undefined, "an agreement without labels");
  const { trainingError, heldOutError } = uses.evaluateProbe();
  check(trainingError <= heldOutError && heldOutError < 0.3, `${trainingError} and ${heldOutError} wrong`);
  check(codeOf(() => uses.groups(samples, { method: "colour" })) === "argument-not-a-choice", "an unknown method");
  check(codeOf(() => uses.groups(samples, { count: 2000 })) === "argument-out-of-range", "more groups than samples");
  return `purity ${agreement.purity.toFixed(2)}, ${(100 * heldOutError).toFixed(1)} % wrong`;
}));

test("package uses: insides are counted whole, and a weight's step is what it says", () => withUses({ ...kDigits, epochs: 1 }, null, (uses) => {
  const { layers, filters, spread, effectiveRank, samples } = uses.inside();
  const sum = ({ counts }) => counts.reduce((total, count) => total + count, 0);
  check(layers.every(({ outputs }) => sum(outputs) % samples === 0), "outputs that are counted in part");
  check(filters.shape.join() === "28,28,1" && filters.values.length % 784 === 0, JSON.stringify(filters.shape));
  check(effectiveRank >= 1 && effectiveRank <= spread.length, `an effective rank of ${effectiveRank}`);
  const [first] = uses.denseLayers(), step = uses.weightStep({ layer: first.name });
  const terms = step.arriving.shown.map(({ weight, value }) => weight * value);
  check(Math.abs(terms.reduce((total, term) => total + term, step.arriving.others + step.bias) - step.sum) < 1e-6, "a sum of other terms");
  check(Math.abs(step.sumError * step.input + step.beside - step.gradient) <= 1e-5 * Math.abs(step.gradient), "a gradient of other parts");
  check(step.allChangedLoss < step.loss, `a loss of ${step.loss}, then ${step.allChangedLoss}`);
  const again = uses.weightStep({ layer: first.name, unit: step.unit, from: step.from });
  check(again.gradient === step.gradient, "the same weight has another gradient");
  check(codeOf(() => uses.weightStep({ layer: "encoder.9" })) === "argument-out-of-range", "a layer that is not there");
  check(codeOf(() => uses.weightStep({ sample: 1e6 })) === "argument-out-of-range", "a sample that is not there");
}));

test("package uses: a model is exported in every format, whole and in parts", () => withUses({ ...kDigits, epochs: 1 }, null, async (uses, { autoencoder, exportModel, exportFormats }) => {
  const formats = await exportFormats(), names = [], saved = await autoencoder.save();
  check(formats.map(({ id }) => id).join() === "onnx,pytorch,keras,c,safetensors", JSON.stringify(formats));
  for (const { id, parts } of formats) {
    for (const part of parts) {
      const { name, bytes } = await exportModel(saved, id, { part, name: "digits" });
      check(bytes instanceof Uint8Array && bytes.length > 1000, `${name} has ${bytes.length} bytes`);
      names.push(name);
    }
  }
  check(names.join() === "digits_encoder.onnx,digits_decoder.onnx,digits.onnx,digits_torch.py,digits_keras.py,digits_encoder.h,digits_decoder.h,digits.h,digits_small.safetensors", names.join());
  const script = new TextDecoder().decode((await exportModel(autoencoder, "pytorch")).bytes);
  check(script.includes('PATH = "model.safetensors"'), script.slice(0, 300));
  const codeOf = (format, options) => exportModel(saved, format, options).then(() => "accepted", ({ code }) => code);
  check(await codeOf("word") === "argument-not-a-choice", "an unknown format");
  check(await codeOf("onnx", { part: "half" }) === "argument-not-a-choice", "an unknown part");
  check(await codeOf("onnx", { opset: 3 }) === "argument-out-of-range", "an old version of the operators");
  check(await codeOf("onnx", { sampling: true }) === "setting-does-not-fit", "a draw without a posterior");
  check(await codeOf("c", { opset: 17 }) === "setting-does-not-fit", "operators of a header");
}));

test("package uses: a model with smaller weights is a quarter of the file, and reconstructs nearly the same", () => withUses({ ...kDigits, hidden: "128", epochs: 2 }, null, async (uses, { autoencoder, exportModel, openUses }) => {
  const saved = await autoencoder.save(), sample = uses.samples().samples.slice(0, 784), bytes = {};
  const before = uses.denoise(sample);
  for (const [weights, share, far] of [["f32", 1, 0], ["f16", 0.55, 0.002], ["int8", 0.3, 0.05]]) {
    const file = await exportModel(saved, "safetensors", { weights });
    bytes[weights] = file.bytes.length;
    check(file.bytes.length <= share * bytes.f32, `${weights}: ${file.bytes.length} bytes`);
    const small = await openUses(file.bytes);
    const differences = small.denoise(sample).map((value, i) => Math.abs(value - before[i]));
    small.dispose();
    check(Math.max(...differences) <= far, `${weights}: off by ${Math.max(...differences)}`);
  }
  check((await exportModel(saved, "safetensors")).bytes.length === bytes.f16, "the usual type is another");
  check((await exportModel(saved, "onnx", { weights: "int8" })).bytes.length < 0.3 * bytes.f32, "ONNX is larger");
  const codeOf = (format, weights) => exportModel(saved, format, { weights }).then(() => "accepted", ({ code }) => code);
  check(await codeOf("c", "int8") === "setting-does-not-fit", "a header with smaller weights");
  check(await codeOf("onnx", "f8") === "argument-not-a-choice", "a type that is none");
  return JSON.stringify(bytes);
}));

test("package uses: what does not fit is refused by a code", () => withUses({ ...kDigits, epochs: 1 }, null, async (uses, { openUses, threshold }) => {
  check(codeOf(() => uses.scores(new Float32Array(100))) === "array-wrong-length", "a short array");
  check(codeOf(() => uses.scores(new Float32Array(784).fill(NaN))) === "array-not-finite", "NaN in an image");
  check(codeOf(() => uses.scores(new Float32Array(784), { score: "hidden" })) === "argument-not-a-choice", "a score that images lack");
  check(codeOf(() => uses.scores(new Float32Array(784), { labels: [1, 2] })) === "data-count-mismatch", "two labels");
  check(codeOf(() => uses.measureDenoising({ corruption: "rain" })) === "argument-not-a-choice", "an unknown noise");
  check(codeOf(() => threshold([1, 2], { quantile: 2 })) === "argument-out-of-range", "a share above 1");
  const code = await openUses(new Uint8Array(20)).then(() => "accepted", (error) => error.code);
  check(code.startsWith("safetensors-") || code.startsWith("model-"), code);
  check(await openUses(7).then(() => "accepted", (error) => error.code) === "argument-wrong-type", "a number as model");
}));
