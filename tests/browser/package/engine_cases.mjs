// The contract of the engine's JavaScript API, as cases that run unchanged in Node and in a page. So this file imports nothing.

const kSmall = { hidden: [32], latent: 8, samples: 600, held_out_samples: 100, batch: 50 };
const kPixels = 784;

function check(condition, message) {
  if (!condition) throw new Error(message);
}

function same(found, expected, what) {
  check(JSON.stringify(found) === JSON.stringify(expected), `${what}: expected ${JSON.stringify(expected)}, found ${JSON.stringify(found)}`);
}

// Checks that the call throws an Error with this code and a message of several words.
function refuses(code, call) {
  let thrown = null;
  try {
    call();
  } catch (error) {
    thrown = error;
  }
  check(thrown instanceof Error, `expected an Error with code ${code}, found ${thrown === null ? "none" : String(thrown)}`);
  check(thrown.code === code, `expected code ${code}, found ${thrown.code}: ${thrown.message}`);
  check(thrown.message.length > 20 && thrown.message.endsWith("."), `not a sentence: ${thrown.message}`);
  return thrown;
}

// Runs `use` with a new session and frees it.
async function withSession(engine, settings, use, data) {
  const session = engine.create(settings, data);
  try {
    return await use(session);
  } finally {
    session.dispose();
  }
}

const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Pixels of `samples` synthetic images.
function someImages(samples) {
  return Float32Array.from({ length: samples * kPixels }, (_, i) => ((i * 7919) % 256) / 255);
}

const gzipped = async (bytes) =>
  new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(new CompressionStream("gzip"))).arrayBuffer());

// An IDX file of `count` images of `size` x `size`, each with one bright square.
export function idxImages(count, size) {
  const file = new Uint8Array(16 + count * size * size);
  const view = new DataView(file.buffer);
  [0x803, count, size, size].forEach((value, i) => view.setUint32(4 * i, value));
  for (let n = 0; n < count; n++) {
    const left = n % (size - 3), top = (n * 5) % (size - 3);
    for (let y = top; y < top + 3; y++) file.fill(255, 16 + (n * size + y) * size + left, 16 + (n * size + y) * size + left + 3);
  }
  return file;
}

async function tables(engine) {
  check(/^\d+\.\d+\.\d+/.test(engine.version), `version ${engine.version}`);
  const rows = engine.settingsTable();
  check(rows.length >= 20, `only ${rows.length} settings`);
  for (const row of rows) {
    check(row.key && row.help && row.group, `row without key, help or group: ${JSON.stringify(row)}`);
    check(row.type === "text" || row.type === "boolean" || row.minimum <= row.maximum, `range of ${row.key}`);
    check(row.default !== undefined, `default of ${row.key}`);
  }
  check(engine.workloads().some((workload) => workload.id === "W1"), "no workload W1");
}

async function training(engine) {
  await withSession(engine, { ...kSmall, epochs: 40 }, async (session) => {
    same(session.metrics().state, "paused", "a new run");
    session.step(5);
    same(session.settle().step, 5, "steps after step(5)");
    const before = session.metrics().heldOut ?? session.history()[0].heldOut;
    session.step(235);
    const after = session.settle();
    same([after.step, after.state], [240, "paused"], "after 240 steps");
    check(after.heldOut.total < 0.8 * before.total, `held-out loss went from ${before.total} to ${after.heldOut.total}`);
    const history = session.history();
    check(history.length >= 2 && history.at(-1).step <= 240, `history of ${history.length} points`);
  });
}

async function background(engine) {
  await withSession(engine, { ...kSmall, epochs: 10000 }, async (session) => {
    session.start();
    for (let i = 0; i < 100 && session.metrics().step < 20; i++) await pause(50);
    const running = session.metrics();
    check(running.step >= 20 && running.state === "running", `after start: ${JSON.stringify(running)}`);
    session.pause();
    const paused = session.settle();
    same(paused.state, "paused", "after pause");
    await pause(100);
    same(session.metrics().step, paused.step, "steps while paused");
  });
}

async function arrays(engine) {
  await withSession(engine, kSmall, (session) => {
    const images = someImages(3);
    const codes = session.encode(images);
    const decoded = session.decode(codes);
    const reconstructed = session.reconstruct(images);
    for (const array of [codes, decoded, reconstructed]) {
      check(array instanceof Float32Array, "not a Float32Array");
      check(array.buffer instanceof ArrayBuffer && array.buffer.byteLength === array.byteLength, "a view, not an array of its own");
    }
    same([codes.length, decoded.length, reconstructed.length], [24, 3 * kPixels, 3 * kPixels], "lengths");
    same([...reconstructed], [...decoded], "reconstruct and decode(encode)");
    same([...session.encode(images.subarray(kPixels, 2 * kPixels))].map((x) => x.toFixed(4)),
      [...codes.subarray(8, 16)].map((x) => x.toFixed(4)), "one sample and the same within a batch");
    check(reconstructed.every((x) => x >= 0 && x <= 1), "pixels outside [0, 1]");
  });
}

async function weights(engine) {
  await withSession(engine, kSmall, (session) => {
    const tensors = session.weights();
    same(tensors.map(({ name, shape }) => [name, shape]).slice(0, 2), [["encoder.0.weight", [32, kPixels]], ["encoder.0.bias", [32]]], "the first layer");
    for (const { name, shape, values } of tensors) same(values.length, shape.reduce((a, b) => a * b, 1), `the values of ${name}`);
    const [{ values }] = tensors, before = values.slice();
    check(values.some((value) => value !== 0), "all weights are 0");
    session.step(5);
    session.settle();
    same([...values], [...before], "the copy after training");
    check(session.weights()[0].values.some((value, i) => value !== before[i]), "training changed nothing");
  });
}

async function wrongArrays(engine) {
  await withSession(engine, kSmall, (session) => {
    for (const call of ["encode", "decode", "reconstruct"]) {
      for (const value of [undefined, null, 3, "text", {}, new Int32Array(kPixels), new DataView(new ArrayBuffer(8))]) {
        refuses("argument-wrong-type", () => session[call](value));
      }
      refuses("array-wrong-length", () => session[call](new Float32Array(0)));
      refuses("array-wrong-length", () => session[call]([1, 2]));
      refuses("array-wrong-length", () => session[call](new Float32Array(kPixels + 1)));
      for (const bad of [NaN, Infinity, -Infinity]) {
        const array = new Float32Array(kPixels);
        array[7] = bad;
        check(/index 7/.test(refuses("array-not-finite", () => session[call](array)).message), "the place of the bad value");
      }
    }
  });
}

async function wrongSettings(engine) {
  // Asked for more threads than it has workers, the engine uses all workers.
  if (engine.threads) await withSession(engine, { ...kSmall, threads: 64 }, (session) => same(session.settings().threads, 8, "threads"));
  refuses("setting-unknown", () => engine.create({ latnet: 3 }));
  refuses("data-not-drawn", () => engine.create({ data: "shapes" }));
  refuses("argument-wrong-type", () => engine.create("latent"));
  refuses("setting-out-of-range", () => engine.create({ latent: 0 }));
  refuses("setting-not-a-number", () => engine.create({ latent: "many" }));
  refuses("setting-not-a-number", () => engine.create({ learning_rate: NaN }));
  refuses("setting-not-a-choice", () => engine.create({ optimiser: "magic" }));
  refuses("setting-bad-list", () => engine.create({ hidden: [64, "x"] }));
  refuses("setting-not-a-choice", () => engine.create({ tied: 2 }));
  refuses("setting-given-twice", () => engine.create({ learningRate: 0.1, learning_rate: 0.2 }));
  const meant = refuses("setting-unknown", () => engine.create({ learningrate: 0.1 })).message;
  check(meant.includes("did you mean learning_rate?"), meant);
  class Chosen { get latent() { return 3; } }
  for (const value of [new Chosen(), [["latent", 3]], new Float32Array(1), new Map([[3, 4]]), { latent: null }, { hidden: {} }, { [Symbol("latent")]: 3 }]) {
    refuses("argument-wrong-type", () => engine.create(value));
  }
  await withSession(engine, kSmall, (session) => {
    session.set("learning_rate", 0.01);
    refuses("setting-unknown", () => session.set("nothing", 1));
    refuses("setting-needs-reset", () => session.set("latent", 4));
    refuses("setting-out-of-range", () => session.set("learning_rate", -1));
    refuses("argument-out-of-range", () => session.step(0));
    refuses("argument-out-of-range", () => session.step(1.5));
    refuses("argument-unknown", () => session.samples({ cuont: 3 }));
    const hash = session.weightsHash();
    refuses("setting-out-of-range", () => session.reset({ latent: -1 }));
    same(session.weightsHash(), hash, "the weights after a refused reset");
    session.reset({ ...kSmall, latent: 5 });
    same([session.settle().step, session.settings().latent, session.settings().hidden], [0, 5, [32]], "after reset");
  });
}

// All accepted spellings and containers of settings give the same settings.
async function settingSpellings(engine) {
  const expected = { latent: 3, samples: 100, held_out_samples: 50, learning_rate: 0.02, tied: true, hidden: [32, 16] };
  const spelt = { latent: 3, samples: 100, heldOutSamples: 50, "learning-rate": 0.02, tied: true, hidden: [32, 16] };
  const given = [expected, spelt, { ...spelt, tied: "on" }, { ...spelt, tied: "true" }, new Map(Object.entries(spelt)), Object.create(spelt),
    { ...spelt, hidden: Int32Array.of(32, 16) }, { ...spelt, batch: undefined }];
  for (const settings of given) {
    await withSession(engine, settings, (session) => {
      const taken = session.settings();
      same(Object.fromEntries(Object.keys(expected).map((key) => [key, taken[key]])), expected, "the settings taken");
      session.set("learningRate", 0.5);
      same(session.settings().learning_rate, 0.5, "a setting set in camel case");
    });
  }
}

async function disposal(engine) {
  const session = engine.create(kSmall);
  session.start();
  session.dispose();
  session.dispose();
  for (const call of ["start", "pause", "step", "metrics", "history", "settings", "data", "settle", "save", "reset", "weightsHash"]) {
    refuses("session-disposed", () => session[call]());
  }
  refuses("session-disposed", () => session.encode(new Float32Array(kPixels)));
  await pause(30);
}

async function determinism(engine) {
  const run = (threads) => withSession(engine, { ...kSmall, threads, math: "portable" }, (session) => {
    session.step(30);
    session.settle();
    return session.weightsHash();
  });
  const first = await run(1);
  check(/^[0-9a-f]{16}$/.test(first), `hash ${first}`);
  same(await run(1), first, "the hash of a second run");
  if (engine.threads) same(await run(2), first, "the hash with two threads");
}

async function saving(engine) {
  await withSession(engine, kSmall, async (session) => {
    session.step(10);
    session.settle();
    const saved = session.save();
    check(saved instanceof Uint8Array && saved.length > 1000, "a saved model");
    session.step(10);
    session.settle();
    await withSession(engine, { ...kSmall, latent: 3 }, (other) => {
      other.load(saved);
      other.step(10);
      same([other.settle().step, other.weightsHash()], [20, session.weightsHash()], "the continued run");
      const before = other.weightsHash();
      for (const cut of [0, 4, 100, saved.length - 1]) {
        let refused = false;
        try {
          other.load(saved.slice(0, cut));
        } catch (error) {
          refused = error instanceof Error && typeof error.code === "string" && error.message.length > 20;
        }
        check(refused, `a model cut to ${cut} bytes was taken`);
      }
      refuses("argument-wrong-type", () => other.load("text"));
      same(other.weightsHash(), before, "the weights after refused loads");
    });
  });
}

async function ownData(engine) {
  const file = idxImages(200, 12);
  await withSession(engine, { hidden: [16], latent: 4, batch: 20 }, (session) => {
    const data = session.data();
    same([data.height, data.width, data.channels, data.training + data.heldOut], [12, 12, 1, 200], "the data");
    same(session.encode(new Float32Array(144)).length, 4, "the code's length");
    session.step(3);
    same(session.settle().step, 3, "steps on the data given");
  }, { name: "squares", bytes: file });
  await withSession(engine, { hidden: [16], latent: 4, batch: 20 }, (session) => {
    same([session.data().height, session.data().training + session.data().heldOut], [12, 200], "the same as an array");
  }, { samples: file.subarray(16), shape: [12, 12] });
  refuses("idx-truncated", () => engine.create({}, file.slice(0, 1000)));
  check(/squares/.test(refuses("idx-truncated", () => engine.create({}, { name: "squares", bytes: file.slice(0, 10) })).message), "the file's name");
  refuses("argument-wrong-type", () => engine.create({}, [1, 2, 3]));
}

async function gzippedData(engine) {
  const file = idxImages(200, 12), packed = await gzipped(file);
  check(/squares/.test(refuses("gzip-not-unpacked", () => engine.create({}, { name: "squares", bytes: packed })).message), "the file's name");
  const unpacked = await engine.unpack([{ name: "squares", bytes: packed }, file]);
  same(unpacked.map(({ name }) => name), ["squares", "data 2"], "the names");
  for (const { bytes } of unpacked) same([...bytes], [...file], "the bytes");
  const joined = (...parts) => Uint8Array.from(parts.flatMap((part) => [...part]));
  const parts = [await gzipped(file.subarray(0, 100)), await gzipped(file.subarray(100)), new Uint8Array(20)];
  same([...(await engine.unpack(joined(...parts)))[0].bytes], [...file], "two members and zeros");
  same(await engine.unpack(), [], "nothing unpacked");
  const refused = async (code, bytes) => {
    const error = await engine.unpack({ name: "squares", bytes }).then(() => null, (error) => error);
    check(error?.code === code && error.message.startsWith("squares"), `expected ${code}, found ${error}`);
  };
  await refused("gzip-truncated", packed.slice(0, 60));
  await refused("gzip-truncated", joined(packed, packed.slice(0, 60)));
  await refused("gzip-trailing-bytes", joined(packed, [0, 1]));
  await refused("gzip-corrupt", packed.map((byte, i) => (i === packed.length - 6 ? byte ^ 1 : byte)));
  await refused("gzip-over-budget", await gzipped(new Uint8Array(4e6)));
}

async function benchmark(engine) {
  const result = engine.benchmark("W1", { threads: 1, seconds: 0.3 });
  same(Object.keys(result), ["workload", "threads", "math", "isa", "samples_per_second", "ms_per_step", "gflops", "peak_gflops",
    "fraction_of_peak"], "the fields");
  same([result.workload, result.threads], ["W1", 1], "what ran");
  check(result.samples_per_second > 100 && result.gflops > 0 && result.peak_gflops > 0, JSON.stringify(result));
  refuses("argument-not-a-choice", () => engine.benchmark("W99", { seconds: 0.1 }));
  refuses("argument-out-of-range", () => engine.benchmark("W1", { threads: 1000 }));
  refuses("argument-out-of-range", () => engine.benchmark("W1", { seconds: -1 }));
  return `W1 ${Math.round(result.samples_per_second)} samples/s, ${result.gflops.toFixed(1)} GFLOP/s of ${result.peak_gflops.toFixed(1)}`;
}

/// [name, async (engine) => note or nothing]; a case fails by throwing.
export const cases = [
  ["version and tables", tables],
  ["training lowers the held-out loss", training],
  ["start trains in the background, pause stops", background],
  ["encode, decode, reconstruct", arrays],
  ["weights are named copies", weights],
  ["wrong arrays are refused", wrongArrays],
  ["wrong settings are refused", wrongSettings],
  ["settings are accepted in every spelling", settingSpellings],
  ["a disposed session refuses every call", disposal],
  ["two runs end in the same hash", determinism],
  ["a saved run continues to the same bits", saving],
  ["trains on bytes of an IDX file", ownData],
  ["gzipped files are unpacked, damaged ones refused", gzippedData],
  ["benchmark has the program's fields", benchmark],
];
