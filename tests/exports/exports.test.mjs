// Exported models compute what the engine does: every family, layer and kind of data, in ONNX Runtime, C and PyTorch.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { copyFileSync, existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath, pathToFileURL } from "node:url";

import { axesOf, channelsFirst, engineOutputs, hourglass, kSamples, largestDifference, train } from "./engine.mjs";
import { modelsToExport, tableWithGaps } from "./models.mjs";

const kModules = process.env.HG_EXPORTS_DIR ?? "";
const kPython = "/usr/bin/python3";
const kTolerance = 2e-5;
const kBatches = [1, 7, kSamples];

const here = (name) => fileURLToPath(new URL(name, import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "hourglass-exports-"));
after(() => rmSync(folder, { recursive: true, force: true }));

const table = join(folder, "gaps.csv");
writeFileSync(table, tableWithGaps());
const kModels = modelsToExport(hourglass("families").families.map(({ id }) => id), table);

const made = new Map();

// The trained model of that name: {path, folder, engine}.
function modelOf(name) {
  if (!made.has(name)) {
    const own = join(folder, String(made.size));
    mkdirSync(own);
    const path = join(own, "model.safetensors");
    train(path, kModels.get(name));
    made.set(name, { path, folder: own, engine: engineOutputs(path, own) });
  }
  return made.get(name);
}

// The same model with smaller weights.
function smallModelOf(name, weights) {
  const key = `${name}, ${weights}`;
  if (!made.has(key)) {
    const own = join(folder, String(made.size));
    mkdirSync(own);
    const path = exported(name, "safetensors", join(own, "model.safetensors"), "--weights", weights);
    made.set(key, { path, folder: own, engine: engineOutputs(path, own) });
  }
  return made.get(key);
}

function exported(name, format, ending, ...more) {
  const { path, folder: own } = modelOf(name);
  return hourglass("export", path, "--format", format, "-o", resolve(own, ending), ...more).file;
}

// ---- ONNX Runtime ----

const require = kModules === "" ? null : createRequire(join(kModules, "x.js"));
const hasRuntime = require !== null && existsSync(join(kModules, "onnxruntime-node"));
const skipRuntime = hasRuntime ? false : "onnxruntime-node could not be installed";
const node = hasRuntime ? require("onnxruntime-node") : null;

const openInNode = (file) => node.InferenceSession.create(file, { intraOpNumThreads: 1, interOpNumThreads: 1 });

// Runs a session over all samples in batches of `size`; `inputs` maps a name to {values, axes}, `axes` without the batch's.
async function runInBatches(runtime, session, inputs, count, size) {
  const results = {};
  for (let first = 0; first < count; first += size) {
    const batch = Math.min(size, count - first);
    const feeds = {};
    for (const name of session.inputNames) {
      const { values, axes } = inputs[name];
      const perSample = axes.reduce((a, b) => a * b, 1);
      const part = values.slice(first * perSample, (first + batch) * perSample);
      feeds[name] = new runtime.Tensor(name === "label" ? "int64" : "float32", part, [batch, ...axes]);
    }
    for (const [name, tensor] of Object.entries(await session.run(feeds))) {
      assert.equal(tensor.dims[0], batch, `the batch of ${name}`);
      if (!(name in results)) results[name] = new Float32Array((tensor.data.length / batch) * count);
      results[name].set(tensor.data, (tensor.data.length / batch) * first);
    }
  }
  return results;
}

// What goes into a model's file.
function inputsOf({ sample, code, outputs, ...engine }) {
  return {
    [sample]: { values: channelsFirst(engine, outputs.sample), axes: axesOf(engine) },
    code: { values: outputs.code, axes: [code] },
    label: { values: BigInt64Array.from(outputs.label, BigInt), axes: [] },
  };
}

// Compares all outputs with the engine's; fails unless the outputs are those of the part.
function compare(engine, results, part, message) {
  const { posterior, logits } = engine;
  const wanted = [];
  if (part !== "decoder") wanted.push("code", ...(posterior ? ["mean", "log_variance"] : []));
  if (part !== "encoder") wanted.push("reconstruction", ...(logits ? ["logits"] : []));
  assert.deepEqual(Object.keys(results).sort(), wanted.sort(), message);
  for (const name of wanted) {
    const isSample = name === "reconstruction" || name === "logits";
    const expected = isSample ? channelsFirst(engine, engine.outputs[name]) : engine.outputs[name];
    const difference = largestDifference(results[name], expected, name === "reconstruction" ? engine.factor : []);
    assert.ok(difference <= kTolerance, `${message}: ${name} differs by ${difference}`);
  }
}

for (const name of kModels.keys()) {
  test(`ONNX Runtime computes what the engine does: ${name}`, { skip: skipRuntime }, async () => {
    const { engine } = modelOf(name);
    for (const [part, sizes] of [["encoder", [kSamples]], ["decoder", [kSamples]], ["autoencoder", kBatches]]) {
      const session = await openInNode(exported(name, "onnx", `${part}.onnx`, "--part", part));
      for (const size of sizes) {
        const results = await runInBatches(node, session, inputsOf(engine), engine.count, size);
        compare(engine, results, part, `${part}, batches of ${size}`);
      }
      await session.release();
    }
  });
}

for (const opset of [18, 19, 20]) {
  test(`opset ${opset} computes the same`, { skip: skipRuntime }, async () => {
    for (const name of ["masked", "max pooling, nearest, group normalisation, gelu", "vq-vae", "k-sparse", "a table with missing values"]) {
      const { engine } = modelOf(name);
      const session = await openInNode(exported(name, "onnx", `opset${opset}.onnx`, "--opset", String(opset)));
      compare(engine, await runInBatches(node, session, inputsOf(engine), engine.count, kSamples), "autoencoder", name);
      await session.release();
    }
  });
}

// ONNX Runtime may put a multiply of whole numbers, less exact, in the place of one that reads such weights.
for (const [weights, every] of [["f16", 6], ["int8", 1]]) {
  test(`ONNX files with ${weights} weights compute what the engine does with those`, { skip: skipRuntime }, async () => {
    for (const name of [...kModels.keys()].filter((_, i) => i % every === 0)) {
      const { engine } = smallModelOf(name, weights);
      const session = await openInNode(exported(name, "onnx", `${weights}.onnx`, "--weights", weights));
      compare(engine, await runInBatches(node, session, inputsOf(engine), engine.count, kSamples), "autoencoder", name);
      await session.release();
    }
  });
}

test("with --sampling the code is a draw from the posterior by the noise given", { skip: skipRuntime }, async () => {
  const { engine } = modelOf("vae");
  const { outputs, code } = engine;
  const noise = Float32Array.from(outputs.code, (_, i) => Math.sin(i * 12.9898) * 2);
  const session = await openInNode(exported("vae", "onnx", "sampling.onnx", "--sampling", "--part", "encoder"));
  assert.deepEqual(session.inputNames, ["image", "noise"]);
  const results = await runInBatches(node, session, { ...inputsOf(engine), noise: { values: noise, axes: [code] } }, engine.count, kSamples);
  const expected = outputs.mean.map((mean, i) => mean + Math.exp(outputs.log_variance[i] / 2) * noise[i]);
  assert.ok(largestDifference(results.code, expected) <= kTolerance);
  assert.ok(largestDifference(results.mean, outputs.mean) <= kTolerance);
});

test("labels that are unknown or no class leave the condition empty", { skip: skipRuntime }, async () => {
  const { engine } = modelOf("conditional-vae");
  const session = await openInNode(exported("conditional-vae", "onnx", "labels.onnx", "--part", "decoder"));
  const codeOf = async (label) => {
    const feeds = { code: new node.Tensor("float32", engine.outputs.code.slice(0, engine.code), [1, engine.code]),
      label: new node.Tensor("int64", BigInt64Array.of(BigInt(label)), [1]) };
    return (await session.run(feeds)).reconstruction.data;
  };
  const unknown = await codeOf(-1);
  assert.deepEqual(await codeOf(1000), unknown);
  assert.deepEqual(await codeOf(-10), unknown);
  assert.notDeepEqual(await codeOf(3), unknown);
});

const hasWeb = require !== null && existsSync(join(kModules, "onnxruntime-web", "dist", "ort.node.min.mjs"));
test("the web build of ONNX Runtime computes the same", { skip: hasWeb ? false : "onnxruntime-web could not be installed" }, async () => {
  const web = await import(pathToFileURL(join(kModules, "onnxruntime-web", "dist", "ort.node.min.mjs")));
  web.env.wasm.numThreads = 1;
  for (const name of ["vanilla", "conv-vae", "masked", "vq-vae", "k-sparse", "conditional-vae", "a table with missing values", "texts"]) {
    const { engine } = modelOf(name);
    const session = await web.InferenceSession.create(exported(name, "onnx", "web.onnx"));
    compare(engine, await runInBatches(web, session, inputsOf(engine), engine.count, kSamples), "autoencoder", name);
    await session.release();
    const small = smallModelOf(name, "int8").engine;
    const smallSession = await web.InferenceSession.create(exported(name, "onnx", "web_int8.onnx", "--weights", "int8"));
    compare(small, await runInBatches(web, smallSession, inputsOf(small), small.count, kSamples), "autoencoder", `${name}, int8`);
    await smallSession.release();
  }
});

test("the example decodes with an exported model", { skip: hasWeb ? false : "onnxruntime-web could not be installed" }, () => {
  const file = exported("vae", "onnx", "decoder.onnx", "--part", "decoder");
  // Beside the modules that it imports, as where its reader has installed them.
  const place = join(folder, "example");
  mkdirSync(place);
  symlinkSync(kModules, join(place, "node_modules"));
  copyFileSync(here("../../web/examples/onnx.mjs"), join(place, "onnx.mjs"));
  const lines = execFileSync(process.execPath, ["--preserve-symlinks", "onnx.mjs", file, "20"], { cwd: place, encoding: "utf8" }).trimEnd().split("\n");
  assert.equal(lines.length, 28);
  assert.ok(lines.every((line) => line.length === 28));
});

// ---- Python ----

// Whether Python can import a module.
function pythonHas(module) {
  try {
    execFileSync(kPython, ["-c", `import ${module}`], { stdio: "ignore" });
    return true;
  } catch {
    return false;
  }
}

test("the checker of the onnx package accepts every file", { skip: pythonHas("onnx") ? false : "python3-onnx is not installed" }, () => {
  const files = [...kModels.keys()].flatMap((name, i) => [exported(name, "onnx", "checked.onnx"),
    exported(name, "onnx", "checked_small.onnx", "--weights", ["f16", "int8"][i % 2]), exported(name, "onnx", "checked_decoder.onnx", "--part", "decoder")]);
  execFileSync(kPython, [here("check_onnx.py"), ...files], { stdio: ["ignore", "ignore", "pipe"] });
});

test("PyTorch scripts compute what the engine does", { skip: pythonHas("torch") ? false : "python3-torch is not installed" }, () => {
  const jobs = [...kModels.keys()].map((name) => ({ name, script: exported(name, "pytorch", "model_torch.py"), folder: modelOf(name).folder }));
  const list = join(folder, "jobs.json");
  writeFileSync(list, JSON.stringify(jobs));
  execFileSync(kPython, [here("compare_torch.py"), list], { stdio: ["ignore", "ignore", "pipe"] });
});

test("PyTorch scripts read smaller weights", { skip: pythonHas("torch") ? false : "python3-torch is not installed" }, () => {
  const jobs = ["vanilla", "conv-vae", "masked", "vq-vae"].flatMap((name) => ["f16", "int8"].map((weights) => {
    const { path, folder: own } = smallModelOf(name, weights);
    return { name: `${name}, ${weights}`, script: hourglass("export", path, "--format", "pytorch", "-o", join(own, "model_torch.py")).file, folder: own };
  }));
  const list = join(folder, "small_jobs.json");
  writeFileSync(list, JSON.stringify(jobs));
  execFileSync(kPython, [here("compare_torch.py"), list], { stdio: ["ignore", "ignore", "pipe"] });
});

test("Keras scripts are Python", { skip: existsSync(kPython) ? false : "python3 is not installed" }, () => {
  const scripts = [...kModels.keys()].map((name) => exported(name, "keras", "model_keras.py"));
  execFileSync(kPython, ["-m", "py_compile", ...scripts], { stdio: ["ignore", "ignore", "pipe"] });
});

// ---- C ----

const hasCompiler = ["/usr/bin/cc", "/usr/bin/gcc"].some(existsSync);
for (const name of kModels.keys()) {
  test(`the C header computes what the engine does: ${name}`, { skip: hasCompiler ? false : "there is no C compiler" }, () => {
    const { engine, folder: own } = modelOf(name);
    exported(name, "c", "net.h", "--name", "net");
    const program = join(own, "compare");
    const flags = ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", "-O1"];
    const conditional = engine.classes > 0 ? ["-DCONDITIONAL"] : [];
    execFileSync("cc", [...flags, ...conditional, `-I${own}`, here("compare.c"), "-o", program, "-lm"], { stdio: ["ignore", "pipe", "pipe"] });
    // All samples would take long in plain loops.
    const results = execFileSync(program, [own, "48"], { maxBuffer: 1 << 28 });
    const values = new Float32Array(results.buffer.slice(results.byteOffset, results.byteOffset + results.length));
    const features = engine.outputs.sample.length / engine.count, count = values.length / (features + engine.code);
    assert.equal(count, Math.min(48, engine.count));
    const codes = values.slice(0, count * engine.code), samples = values.slice(count * engine.code);
    const codeDifference = largestDifference(codes, engine.outputs.code.slice(0, codes.length));
    assert.ok(codeDifference <= kTolerance, `code differs by ${codeDifference}`);
    const difference = largestDifference(samples, engine.outputs.reconstruction.slice(0, samples.length), engine.factor);
    assert.ok(difference <= kTolerance, `reconstruction differs by ${difference}`);
  });
}

test("a header of one part compiles and has no weights of the other", { skip: hasCompiler ? false : "there is no C compiler" }, () => {
  const { folder: own } = modelOf("vae");
  for (const [part, call] of [["encoder", "net_encode(x, y)"], ["decoder", "net_decode(x, y)"]]) {
    const file = exported("vae", "c", `${part}.h`, "--part", part, "--name", "net");
    const source = join(own, `${part}.c`);
    writeFileSync(source, `#include "${file}"\nint main(void) { static float x[net_FEATURES + net_CODE], y[net_FEATURES + net_CODE]; ${call}; return y[0] != y[0]; }\n`);
    execFileSync("cc", ["-std=c99", "-Wall", "-Wextra", "-Werror", "-pedantic", source, "-o", join(own, part), "-lm"]);
    execFileSync(join(own, part));
  }
  assert.ok(readdirSync(own).includes("encoder.h"));
});
