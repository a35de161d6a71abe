// The contract of the package's main entry, as cases that run unchanged in Node and in a page. So this file imports nothing.

const kSmall = { hidden: [32], latent: 8, samples: 600, held_out_samples: 100, batch: 50 };
const kPixels = 784;

function check(condition, message) {
  if (!condition) throw new Error(message);
}

function same(found, expected, what) {
  check(JSON.stringify(found) === JSON.stringify(expected), `${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}

// Checks that the promise rejects with an Error with this code and a message of several words.
async function refuses(code, promise) {
  const error = await promise.then(() => null, (thrown) => thrown);
  check(error instanceof Error, `expected an Error with code ${code}, found ${error === null ? "none" : String(error)}`);
  check(error.code === code, `expected code ${code}, found ${error.code}: ${error.message}`);
  check(error.message.length > 10 && error.message.endsWith("."), `not a sentence: ${error.message}`);
  return error;
}

async function withModel(create, settings, use, options) {
  const model = await create(settings, options);
  try {
    return await use(model);
  } finally {
    model.dispose();
  }
}

async function training(create) {
  await withModel(create, kSmall, async (model) => {
    same([(await model.metrics()).state, (await model.settings()).latent], ["paused", 8], "a new model");
    const ends = [];
    const last = await model.train({ epochs: 3, onEpoch: (metrics) => ends.push(metrics) });
    same(ends.map(({ epoch, step, state }) => [epoch, step, state]), [1, 2, 3].map((n) => [n, 12 * n, "running"]), "the epochs");
    same([last.epoch, last.state], [3, "finished"], "the end");
    check(last.heldOut.total < ends[0].heldOut.total, `the loss went from ${ends[0].heldOut.total} to ${last.heldOut.total}`);
    same((await model.train({ epochs: 1 })).epoch, 4, "one more");
    check((await model.history()).length > 1, "no curves");
    same([(await model.data()).heldOut, Array.isArray(await model.diagnose())], [100, true], "data and diagnosis");
  });
}

async function pausing(create) {
  await withModel(create, kSmall, async (model) => {
    let running;
    await new Promise((onEpoch, reject) => { running = model.train({ epochs: 100000, onEpoch }); running.catch(reject); });
    await refuses("already-training", model.train());
    await model.set("learning_rate", 0.002);
    await model.pause();
    const paused = await running;
    same([paused.state, (await model.metrics()).step], ["paused", paused.step], "after pause");
    const again = model.train();
    await model.pause();
    same((await again).state, "paused", "the next one");
    await refuses("epoch-failed", model.train({ epochs: 1, async onEpoch() { throw Object.assign(new Error("It failed later."), { code: "epoch-failed" }); } }));
    await refuses("epoch-failed", model.train({ epochs: 1, onEpoch() { throw Object.assign(new Error("It failed on purpose."), { code: "epoch-failed" }); } }));
  });
}

async function aborting(create) {
  await refuses("aborted", create(kSmall, { signal: AbortSignal.abort() }));
  const soon = new AbortController();
  const created = create(kSmall, { signal: soon.signal });
  soon.abort();
  await refuses("aborted", created);
  await withModel(create, kSmall, async (model) => {
    const control = new AbortController();
    const error = await refuses("aborted", model.train({ epochs: 100000, signal: control.signal, onEpoch: () => control.abort() }));
    same(error.name, "AbortError", "the error's name");
    const { state, step } = await model.metrics();
    same([state, (await model.metrics()).step], ["paused", step], "after the abort");
    await refuses("aborted", model.evaluate({ signal: AbortSignal.abort() }));
    await refuses("aborted", model.train({ epochs: 100000, signal: AbortSignal.timeout(50) }));
    same((await model.train({ epochs: 1, signal: new AbortController().signal })).state, "finished", "a train after that");
  });
}

async function arrays(create) {
  await withModel(create, { ...kSmall, family: "vae" }, async (model) => {
    await model.train({ epochs: 2 });
    const { images, labels } = await model.samples({ count: 5 });
    same([images.length, labels.length, images instanceof Float32Array], [5 * kPixels, 5, true], "samples");
    const codes = await model.encode(images.subarray(kPixels, 3 * kPixels));
    same([codes.length, images.length], [16, 5 * kPixels], "codes of two, and what was given");
    const decoded = await model.decode(codes);
    same([...await model.reconstruct(images.subarray(kPixels, 3 * kPixels))], [...decoded], "reconstruct and decode(encode)");
    check(decoded.every((x) => x >= 0 && x <= 1) && decoded.buffer.byteLength === decoded.byteLength, "pixels of their own in [0, 1]");

    const [from, to] = [codes.slice(0, 8), codes.slice(8)];
    for (const path of ["straight", "spherical"]) {
      const way = await model.interpolate({ from, to, steps: 5, path });
      same([way.images.length, [...way.codes.subarray(0, 8)], [...way.codes.subarray(32)]], [5 * kPixels, [...from], [...to]], path);
    }
    const first = await model.generate({ count: 3, seed: 7 });
    same([first.images.length, first.codes.length, first.labels], [3 * kPixels, 24, []], "generated");
    // tests/analysis/prior_draws_test.cpp expects the same numbers from the program and the page.
    const draws = [0.253632754, 2.12463164, -1.34238899, -2.23505688, -0.287472695, -0.926430225, 0.452657282, -0.727118015];
    same([...first.codes.subarray(0, 8)], [...Float32Array.from(draws)], "the draws of every face");
    same([...(await model.generate({ count: 2, seed: 7 })).codes], [...first.codes.subarray(0, 16)], "the same seed");
    await refuses("setting-does-not-fit", model.generate({ label: 3 }));
    check([...(await model.generate({ count: 3, seed: 8 })).codes].join() !== [...first.codes].join(), "another seed, the same codes");
    same([...(await model.generate({ count: 1, temperature: 0 })).codes], Array(8).fill(0), "temperature 0");

    const [tensor] = await model.weights();
    same([tensor.name, tensor.shape, tensor.values.length], ["encoder.0.weight", [32, kPixels], 32 * kPixels], "weights");

    const figures = await model.evaluate();
    for (const key of ["msePerPixel", "squaredErrorPerImage", "bcePerImage", "bcePerPixel", "lossPerImage", "lossPerPixel", "klPerImage",
      "elboPerImage", "psnrDb", "ssim"]) check(Number.isFinite(figures[key]), `${key} is ${figures[key]}`);
    same([figures.codeMean.length, figures.penalties.kl], [8, figures.klPerImage], "per coordinate, and the penalties");
  });
}

// Numbers in other kinds of arrays, and bytes as a canvas returns them.
async function otherArrays(create) {
  await withModel(create, kSmall, async (model) => {
    const bytes = Uint8Array.from({ length: kPixels }, (_, i) => (i * 37) % 256), pixels = Float32Array.from(bytes, (byte) => byte / 255);
    const code = [...await model.encode(pixels)];
    for (const given of [bytes, Uint8ClampedArray.from(bytes), Float64Array.from(pixels), [...pixels]]) {
      same([...await model.encode(given)], code, given.constructor.name);
    }
    same([...await model.decode(code)], [...await model.decode(Float32Array.from(code))], "a list as code");
    const to = Array(8).fill(0);
    same([...(await model.interpolate({ from: code, to, steps: 2 })).codes], [...Float32Array.from([...code, ...to])], "lists as ends");
    await refuses("array-out-of-range", model.encode(Float32Array.from(bytes)));
  });
}

async function conditions(create) {
  await withModel(create, { ...kSmall, family: "conditional-vae" }, async (model) => {
    await model.train({ epochs: 2 });
    same((await model.generate({ count: 12 })).labels, [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 0, 1], "all labels in turn");
    const sevens = await model.generate({ count: 2, label: 7 });
    same(sevens.labels, [7, 7], "one label");
    const decoded = await model.decode(sevens.codes, { labels: [7, 7] });
    same([...decoded], [...sevens.images], "decoded by that label");
    check((await model.decode(sevens.codes, { labels: Uint8Array.of(1, 1) })).some((x, i) => x !== decoded[i]), "the label makes no difference");
    await refuses("data-no-such-class", model.generate({ label: 10 }));
    await refuses("array-wrong-length", model.decode(sevens.codes, { labels: [7] }));
    await refuses("data-no-such-class", model.decode(sevens.codes, { labels: [7, 12] }));
    await refuses("argument-wrong-type", model.decode(sevens.codes, { labels: "77" }));
  });
}

async function refusals(create) {
  await refuses("setting-unknown", create({ latnet: 3 }));
  await refuses("argument-wrong-type", create("latent"));
  await refuses("setting-out-of-range", create({ latent: 0 }));
  await refuses("setting-not-a-choice", create({ optimiser: "magic" }));
  await refuses("argument-wrong-type", create(kSmall, { signal: "soon" }));
  await refuses("argument-unknown", create(kSmall, { date: null }));
  await refuses("idx-bad-magic", create({}, { data: new Uint8Array(100) }));
  await withModel(create, kSmall, async (model) => {
    for (const call of ["encode", "decode", "reconstruct"]) {
      for (const value of [undefined, null, 3, "text", {}, new Int32Array(kPixels), new DataView(new ArrayBuffer(8))]) {
        await refuses("argument-wrong-type", model[call](value));
      }
      await refuses("array-wrong-length", model[call]([1, 2]));
      await refuses("array-not-finite", model[call](Array(kPixels).fill("text")));
      for (const length of [0, kPixels + 1]) await refuses("array-wrong-length", model[call](new Float32Array(length)));
      await refuses("array-not-finite", model[call](new Float32Array(kPixels).fill(NaN)));
      await refuses("argument-wrong-type", model[call](() => 1));
    }
    const code = new Float32Array(8);
    await refuses("array-wrong-length", model.interpolate({ from: code, to: new Float32Array(16) }));
    await refuses("argument-wrong-type", model.interpolate());
    await refuses("argument-not-a-choice", model.interpolate({ from: code, to: code, path: "curved" }));
    await refuses("argument-out-of-range", model.interpolate({ from: code, to: code, steps: 1 }));
    await refuses("argument-out-of-range", model.generate({ count: 2.5 }));
    const text = await refuses("argument-out-of-range", model.generate({ count: "5" }));
    check(/found "5";/.test(text.message), text.message);
    await refuses("argument-out-of-range", model.generate({ temperature: -1 }));
    await refuses("argument-wrong-type", model.generate(3));
    await refuses("setting-does-not-fit", model.generate());
    await refuses("setting-does-not-fit", model.decode(code, { labels: [3] }));
    await refuses("argument-not-a-choice", model.samples({ split: "test" }));
    await refuses("argument-out-of-range", model.train({ epochs: 0 }));
    await refuses("argument-wrong-type", model.train(5));
    await refuses("argument-unknown", model.train({ learning_rate: 0.1 }));
    await refuses("argument-wrong-type", model.train({ signal: new AbortController() }));
    await refuses("argument-wrong-type", model.train({ onEpoch: 5 }));
    same((await model.metrics()).state, "paused", "after refused calls of train");
    await refuses("setting-needs-reset", model.set("latent", 4));
    await refuses("argument-wrong-type", model.load("text"));
    const hash = await model.weightsHash();
    await refuses("setting-out-of-range", model.reset({ latent: -1 }));
    same(await model.weightsHash(), hash, "the weights after a refused reset");
    await model.reset({ ...kSmall, latent: 5 });
    same((await model.settings()).latent, 5, "after a reset");
    check((await model.settingsTable()).some(({ key }) => key === "latent"), "no table of settings");
  });
}

async function saving(create) {
  await withModel(create, kSmall, async (model) => {
    await model.train({ epochs: 1 });
    const saved = await model.save();
    await model.train({ epochs: 1 });
    await withModel(create, { ...kSmall, latent: 3 }, async (other) => {
      await other.load(new Blob([saved]));
      same((await other.metrics()).epoch, 1, "loaded from a blob");
      await other.load(saved.buffer.slice(saved.byteOffset, saved.byteOffset + saved.length));
      await other.train({ epochs: 1 });
      same(await other.weightsHash(), await model.weightsHash(), "the continued run");
      const error = await other.load(saved.subarray(0, 100)).then(() => null, (thrown) => thrown);
      check(/^safetensors-/.test(error?.code), `a cut file gives ${error?.code}`);
      same(await other.weightsHash(), await model.weightsHash(), "after a refused load");
    });
  });
}

// The setting `epochs` is the run's total; the option `epochs` of train() is the number of further epochs.
async function totals(create) {
  const ends = async (model, options) => {
    const { epoch, state } = await model.train(options);
    return [epoch, state];
  };
  await withModel(create, { ...kSmall, epochs: 2 }, async (model) => {
    same(await ends(model), [2, "finished"], "the first run");
    same(await ends(model), [2, "finished"], "a finished run");
    await withModel(create, kSmall, async (loaded) => {
      await loaded.load(await model.save());
      same(await ends(loaded), [2, "finished"], "a loaded run");
      await loaded.set("epochs", 3);
      same(await ends(loaded), [3, "finished"], "a loaded run with a larger total");
    });
    for (const total of [4, 6]) same(await ends(model, { epochs: 2 }), [total, "finished"], "two more");
  });
  await withModel(create, kSmall, async (model) => {
    same(await ends(model, { epochs: 1 }), [1, "finished"], "one");
    await model.set("epochs", 4);
    same(await ends(model), [4, "finished"], "up to the total");
  });
}

async function ownData(create) {
  const header = new DataView(new ArrayBuffer(16));
  [0x803, 60, 8, 8].forEach((value, i) => header.setUint32(4 * i, value));
  const bytes = new Uint8Array(16 + 60 * 64).map((_, i) => i < 16 ? header.getUint8(i) : (i * 7) % 256);
  const packed = await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).blob();
  for (const data of [bytes, bytes.buffer, { name: "a", bytes }, new Blob([bytes]), [bytes], packed]) {
    await withModel(create, { hidden: [16], latent: 2, batch: 10 }, async (model) => {
      const { height, width, training, heldOut } = await model.data();
      same([height, width, training + heldOut], [8, 8, 60], "the data");
    }, { data });
  }
  check((await refuses("gzip-truncated", create({}, { data: new File([packed.slice(0, 50)], "cut.gz") }))).message.startsWith("cut.gz"), "the file's name");
  check(bytes.length === 16 + 60 * 64, "the page's bytes were taken away");
}

// The same images by arrays as by an IDX file: the same weights after training.
async function ownArrays(create) {
  const settings = { hidden: [16], latent: 2, batch: 10 };
  const trained = (data) => withModel(create, settings, async (model) => {
    await model.train({ epochs: 2 });
    return [await model.weightsHash(), await model.data()];
  }, { data });
  for (const shape of [[8, 8], [5, 4, 3]]) {
    const [height, width, channels = 1] = shape, size = height * width * channels;
    const bytes = Uint8Array.from({ length: 60 * size }, (_, i) => (i * 31) % 256);
    const header = new DataView(new ArrayBuffer(channels === 1 ? 16 : 20));
    [0x800 + header.byteLength / 4 - 1, 60, height, width, channels].slice(0, header.byteLength / 4).forEach((value, i) => header.setUint32(4 * i, value));
    const [hash, info] = await trained(new Blob([header, bytes]));
    same([info.height, info.width, info.channels], [height, width, channels], "the shape");
    const floats = Float32Array.from(bytes, (byte) => byte / 255);
    const each = Array.from({ length: 60 }, (_, i) => floats.subarray(i * size, (i + 1) * size));
    const kinds = [floats, each.map((one) => [...one]), bytes, Uint8ClampedArray.from(bytes), [...floats], each];
    for (const samples of channels === 1 ? kinds : kinds.slice(0, 2)) {
      same((await trained({ samples, shape }))[0], hash, `${samples.constructor.name} of ${shape}`);
    }
  }
}

// Labels, and a part of one's own that is held out.
async function ownParts(create) {
  const samples = new Float32Array(40 * 30).fill(0.5), labels = Array.from({ length: 40 }, (_, i) => i % 3);
  const heldOut = { samples: new Uint8Array(9 * 30).fill(51), labels: Uint8Array.of(2, 1, 0, 2, 1, 0, 2, 1, 0) };
  await withModel(create, { hidden: [4], latent: 2, batch: 10 }, async (model) => {
    const { height, width, training, heldOut, classes } = await model.data();
    same([height, width, training, heldOut, classes], [6, 5, 40, 9, 3], "both parts");
    const { images, labels } = await model.samples({ count: 9 });
    same([labels, Math.round(100 * images[0])], [[2, 1, 0, 2, 1, 0, 2, 1, 0], 20], "what is held out");
  }, { data: { samples, labels, shape: [6, 5], heldOut } });
}

async function wrongArrays(create) {
  const samples = new Float32Array(4 * 64), shape = [8, 8];
  const changed = (value) => Object.assign(new Float32Array(samples), { 70: value });
  for (const [code, data] of [
    ["argument-wrong-type", { samples }], ["argument-wrong-type", { samples, shape: 64 }], ["argument-wrong-type", { samples, shape: [64] }],
    ["argument-out-of-range", { samples, shape: [8, 0] }], ["argument-out-of-range", { samples, shape: [8, 8, 5] }],
    ["argument-wrong-type", { samples: "0101", shape }], ["argument-wrong-type", { samples: new Int16Array(64), shape }],
    ["argument-wrong-type", { samples: [samples, "text"], shape: [16, 16] }], ["argument-unknown", { samples, shape, width: 8 }],
    ["array-wrong-length", { samples, shape: [9, 9] }], ["array-wrong-length", { samples: [], shape }],
    ["array-wrong-length", { samples: [samples, samples], shape }], ["array-wrong-length", { samples, shape, labels: [1] }],
    ["argument-wrong-type", { samples, shape, labels: "1234" }], ["argument-out-of-range", { samples, shape, labels: [1, 2, 3, 256] }],
    ["array-out-of-range", { samples: changed(255), shape }], ["array-not-finite", { samples: changed(NaN), shape }],
    ["array-not-finite", { samples: Array(64).fill("0"), shape }], ["argument-unknown", { samples, shape, heldOut: { images: samples } }],
    ["array-wrong-length", { samples, shape, heldOut: { samples: [1] } }],
  ]) {
    const { message } = await refuses(code, create({}, { data }));
    if (code === "array-out-of-range") check(/found 255 at 70; divide bytes by 255/.test(message), message);
  }
}

async function disposal(create) {
  const model = await create(kSmall);
  const pending = [model.train({ epochs: 100000 }), model.evaluate()];
  model.dispose();
  model.dispose();
  for (const call of [...pending, model.metrics(), model.encode(new Float32Array(kPixels)), model.train()]) await refuses("session-disposed", call);
}

// Calls the methods that `using` and `await using` call at the end of a block.
async function disposalByUsing(create) {
  for (const name of ["dispose", "asyncDispose"]) {
    const model = await create(kSmall);
    await model[Symbol[name] ?? Symbol.for(`Symbol.${name}`)]();
    await refuses("session-disposed", model.metrics());
  }
}

/// [name, async (create) => nothing]; a case fails by throwing. `create` is the package's, perhaps with options.
export const cases = [
  ["trains the requested epochs and reports each", training],
  ["pauses and continues", pausing],
  ["abort signals", aborting],
  ["arrays in and out", arrays],
  ["other arrays of numbers, and bytes", otherArrays],
  ["labels of conditional models", conditions],
  ["refusals", refusals],
  ["a saved model continues to the same bits", saving],
  ["epochs are the run's total", totals],
  ["data of its own", ownData],
  ["arrays of its own as data", ownArrays],
  ["labels and held-out samples of its own", ownParts],
  ["arrays that are no data", wrongArrays],
  ["dispose", disposal],
  ["dispose by using", disposalByUsing],
];
