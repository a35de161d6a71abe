// The npm package: its files, and its main entry in Node, in all kinds of pages, and in pages built by Vite and esbuild.

import { execFileSync } from "node:child_process";
import { cpSync, existsSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, kRoot, kSite, Skip, test, until } from "../harness.mjs";
import { assembled, inPackage, kPackage, projectWithPackage, runInstalled } from "./assembled.mjs";
import { cases } from "./package_cases.mjs";

function fromPackage(name) {
  assembled();
  return import(pathToFileURL(join(kPackage, name)));
}

test("package: npm packs exactly what is needed", () => {
  const manifest = assembled();
  const [{ files, size }] = JSON.parse(execFileSync("npm", ["pack", "--dry-run", "--json", "--offline"], { cwd: kPackage, encoding: "utf8" }));
  const found = files.map(({ path }) => path);
  check(found.sort().join() === inPackage().sort().join(), `packed are ${found}; the folder has ${inPackage()}`);
  const known = /^(LICENSE|README\.md|package\.json|licenses\.txt|(autoencoder|data|hourglass|hourglass-element|inline|uses)\.(mjs|js|d\.mts|d\.ts)|(docs|element|package|shared|site|examples)\/.*|wasm(-threads)?\/hourglass_engine\.(mjs|wasm)|wasm\/hourglass_(sets|uses)\.(mjs|wasm))$/;
  check(found.every((path) => known.test(path)), `packed are ${found.filter((path) => !known.test(path))}`);
  check(!found.some((path) => /article|iframe|^wasm.*hourglass_page/.test(path)), `packed are ${found}`);
  return `${found.length} files, ${Math.round(size / 1000)} kB`;
});

test("package: contains all modules that it exports and imports, and has the engine's version", async () => {
  const manifest = assembled();
  const exported = Object.values(manifest.exports).flatMap((entry) => typeof entry === "string" ? [entry] : Object.values(entry));
  const scripts = inPackage().filter((name) => !/^(examples|wasm)/.test(name) && /\.m?js$/.test(name));
  const imported = scripts.flatMap((name) => [...readFileSync(join(kPackage, name), "utf8").matchAll(/(?:from|import|import\(|new URL\() ?"(\.[^"]+)"/g)]
    .map(([, path]) => join(dirname(name), path)));
  const missing = [...exported, ...imported].map((path) => path.replace(/^\.\//, ""))
    .filter((path) => !path.includes("*") && !existsSync(join(kPackage, path)));
  check(missing.length === 0, `missing: ${missing}`);
  for (const name of ["engine_worker", "engine_worker_threads", "thread"]) {
    check(!/^import /m.test(readFileSync(join(kPackage, `package/${name}.mjs`), "utf8")), `${name} is not in one piece`);
  }
  const { version } = await (await fromPackage("hourglass.mjs")).loadHourglass({ threads: false });
  check(version === manifest.version, `the engine says ${version}, the package ${manifest.version}`);
});

test("package: the element runs from what npm gives alone", async (context) => {
  const root = projectWithPackage("package-element");
  runInstalled(root, "hourglass-autoencoders", "site", "public/hourglass");
  writeFileSync(join(root, "public/index.html"), '<!doctype html><title>npm</title><link rel="icon" href="data:,">' +
    '<hourglass-playground samples="500" epochs="2"></hourglass-playground><script type="module" src="hourglass/hourglass-element.js"></script>');
  const { page, errors } = await context.tab();
  await page.goto(await context.site({ root: join(root, "public"), isolation: false, csp: true }));
  const epochs = await page.evaluate(() => new Promise((done) => {
    const epochs = [];
    addEventListener("hourglass-epoch", ({ detail }) => epochs.push(detail.epoch));
    addEventListener("hourglass-done", () => done(epochs));
    addEventListener("hourglass-error", ({ detail }) => done([detail.message]));
  }));
  check(epochs.at(-1) === 2, `it says ${epochs}`);
  check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
});

test("package: what copies the site refuses what is no folder", () => {
  const root = projectWithPackage("package-element");
  for (const given of [[], ["site"], ["site", "--help"], ["site", "package.json"], ["page", "public"]]) {
    let said = "";
    try {
      runInstalled(root, "hourglass-autoencoders", ...given);
    } catch ({ stderr }) {
      said = stderr;
    }
    check(/hourglass-autoencoders/.test(said) && !/ at /.test(said), `${given} gives ${said}`);
  }
});

for (const worker of [true, false]) {
  for (const [name, run] of cases) {
    test(`package in Node, ${worker ? "in a worker" : "in the calling thread"}: ${name}`, async () => {
      const { create } = await fromPackage("autoencoder.mjs");
      await run((settings, options) => create(settings, { worker, ...options }));
    });
  }
}

test("package in Node: a model trains in its own worker, on the requested number of threads", async () => {
  const { create } = await fromPackage("autoencoder.mjs");
  const hashes = [];
  for (const threads of [1, 2]) {
    const model = await create({ samples: 200, held_out_samples: 20, threads });
    const { epoch } = await model.train({ epochs: 2 });
    hashes.push(await model.weightsHash());
    check(model.inWorker && model.threads === (threads > 1) && epoch === 2, JSON.stringify([model, epoch]));
    model.dispose();
  }
  check(hashes[0] === hashes[1], hashes.join(" and "));
});

test("package in Node: the example program trains, saves, and exits by itself", () => {
  const file = join(kRoot, "build/package-node.safetensors");
  const said = execFileSync(process.execPath, [join(kSite, "examples/node.mjs"), file], { encoding: "utf8", timeout: 60_000 });
  check(/^pass 5: held-out loss [\d.]+ nats$/m.test(said) && /PSNR [\d.]+ dB/.test(said), said);
  check(readFileSync(file).length > 100_000, "the model's file");
});

// Runs every case in a page. `start`, called in the page with `given`, defines the function create.
async function runCases(page, start, given) {
  await page.route("**/package_cases.mjs", (route) => route.fulfill({
    contentType: "text/javascript", body: readFileSync(new URL("package_cases.mjs", import.meta.url), "utf8"),
  }));
  await page.evaluate(start, given);
  for (const [name] of cases) {
    const error = await page.evaluate(async (name) => {
      try {
        const { cases } = await import("/package_cases.mjs");
        await new Map(cases).get(name)(globalThis.create);
      } catch (error) {
        return error.message;
      }
    }, name);
    check(!error, `${name}: ${error}`);
  }
}

// Opens a blank page of the server that serves the package.
async function packagePage(context, site) {
  assembled();
  const { page, errors } = await context.tab({ graphics: false });
  await page.goto(`${await context.site({ root: kPackage, ...site })}licenses.txt`);
  return { page, errors };
}

// Trains a model in the page; where it ran: {inWorker, threads, epoch}.
const place = (page, settings = {}) => page.evaluate(async (settings) => {
  const model = await create({ samples: 200, held_out_samples: 20, ...settings });
  const { epoch } = await model.train({ epochs: 2 });
  const { inWorker, threads } = model;
  model.dispose();
  return { inWorker, threads, epoch };
}, settings);

const startPlain = async (options) => {
  const { create } = await import("/autoencoder.mjs");
  globalThis.create = (settings, more) => create(settings, { ...options, ...more });
};

for (const [name, site, options, inWorker] of [
  ["in a worker", {}, {}, true],
  ["in a worker, without isolation, under a strict policy", { isolation: false, csp: true }, {}, true],
  ["without a worker, under a strict policy", { isolation: false, csp: true }, { worker: false }, false],
]) {
  test(`package in a page, ${name}`, async (context) => {
    const { page, errors } = await packagePage(context, site);
    await runCases(page, startPlain, options);
    const found = await place(page);
    check(found.inWorker === inWorker && found.epoch === 2, JSON.stringify(found));
    check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
    return `${cases.length} cases`;
  });
}

test("package in a page: threads only if isolated and requested, with the same bits", async (context) => {
  const found = [];
  for (const isolation of [true, false]) {
    for (const threads of [1, 2]) {
      const { page } = await packagePage(context, { isolation, csp: isolation });
      await page.evaluate(startPlain);
      found.push(await page.evaluate(async (threads) => {
        const model = await create({ samples: 300, held_out_samples: 20, threads });
        await model.train({ epochs: 2 });
        return { threads: model.threads, inWorker: model.inWorker, hash: await model.weightsHash() };
      }, threads));
    }
  }
  check(found.map(({ threads }) => threads).join() === "false,true,false,false", JSON.stringify(found));
  check(found.every(({ inWorker, hash }) => inWorker && hash === found[0].hash), JSON.stringify(found));
  return found[0].hash;
});

// Opens a page that loads the package from another origin.
async function foreignPage(context, site) {
  assembled();
  const { page, errors } = await context.tab({ graphics: false });
  const foreign = await context.site({ root: kPackage, isolation: false, cors: true });
  await page.goto(`${await context.site(site)}licenses.txt`);
  return { page, errors, address: `${foreign}autoencoder.mjs` };
}

const startForeign = async (address) => { globalThis.create = (await import(address)).create; };

test("package from another origin: the model runs in a worker", async (context) => {
  const { page, errors, address } = await foreignPage(context, { isolation: false });
  await runCases(page, startForeign, address);
  const found = await place(page, { threads: 2 });
  check(found.inWorker && !found.threads && found.epoch === 2, JSON.stringify(found));
  check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
});

test("package: if no worker can start, the model runs in the page's thread", async (context) => {
  const { page } = await packagePage(context, { isolation: false });
  const warnings = [];
  page.on("console", (line) => line.type() === "warning" && warnings.push(line.text()));
  await page.route("**/engine_worker.mjs", (route) => route.fulfill({ status: 404, body: "" }));
  await page.evaluate(startPlain);
  const found = await place(page);
  check(!found.inWorker && found.epoch === 2, JSON.stringify(found));
  check(warnings.length === 1 && /engine_worker\.mjs/.test(warnings[0]), `the warnings are ${warnings}`);
  check(await page.evaluate(async () => /engine_worker\.mjs/.test((await create({ samples: 100 })).workerError)), "workerError names another reason");
});

test("package: a response that is not WebAssembly gives an error with its address", async (context) => {
  const { page } = await packagePage(context, { isolation: false });
  await page.route("**/*.wasm", (route) => route.fulfill({ status: 200, contentType: "text/html", body: "<!doctype html>" }));
  await page.evaluate(startPlain, { worker: false });
  const { code, message } = await page.evaluate(() => create({}).then(() => ({}), ({ code, message }) => ({ code, message })));
  check(code === "wasm-failed" && message.includes("/wasm/hourglass_engine.wasm gave something else than WebAssembly"), message);
  check(!message.includes("ASSERTIONS") && !message.includes("Aborted"), message);
});

// As under Jest's jsdom.
test("package in Node: a model without a worker needs no global MessageChannel", async () => {
  const { create } = await fromPackage("autoencoder.mjs");
  const { MessageChannel } = globalThis;
  try {
    globalThis.MessageChannel = undefined;
    const model = await create({ samples: 100, held_out_samples: 20 }, { worker: false });
    check((await model.train({ epochs: 1 })).epoch === 1, "it did not train");
    model.dispose();
  } finally {
    globalThis.MessageChannel = MessageChannel;
  }
});

// A copy of the package's files, changed by `change`, as a function that loads the engine from it in Node.
function changedPackage(name, change) {
  assembled();
  const root = join(kRoot, "build", name);
  rmSync(root, { recursive: true, force: true });
  cpSync(kPackage, root, { recursive: true });
  change(root);
  return async () => (await import(pathToFileURL(join(root, "hourglass.mjs")))).loadHourglass();
}

// As Vite's test runner does for a linked package where there is a document.
test("package in Node: the program is found beside a script in which a server's address stands", async () => {
  const load = changedPackage("package-served", (root) => {
    const file = join(root, "wasm/hourglass_engine.mjs"), text = readFileSync(file, "utf8");
    const literal = 'new URL("hourglass_engine.wasm",import.meta.url).href';
    check(text.includes(literal), "the loader names its program otherwise");
    writeFileSync(file, text.replace(literal, '"http://localhost:1/@fs/hourglass_engine.wasm"'));
  });
  check((await load()).threads === false, "it did not load");
});

test("package in Node: a program that is not there is named, with what to do", async () => {
  const load = changedPackage("package-without-program", (root) => rmSync(join(root, "wasm/hourglass_engine.wasm")));
  const { code, message } = await load().then(() => ({}), (error) => error);
  check(code === "wasm-failed" && /wasm\/hourglass_engine\.wasm is not there/.test(message) && /hourglass-autoencoders\/inline\.$/.test(message), message);
});

test("package: its files come from the folder `base`", async (context) => {
  const { page } = await packagePage(context, { isolation: true });
  assembled();
  const base = await context.site({ root: kPackage, isolation: false, cors: true });
  await page.evaluate(startPlain);
  const found = await page.evaluate(async (base) => {
    const places = [];
    for (const options of [{ base }, { base, worker: false }, { base: "/" }, { base: "/", worker: false }]) {
      const model = await create({ samples: 300, held_out_samples: 20, threads: 2 }, options);
      await model.train({ epochs: 1 });
      places.push([model.inWorker, model.threads, await model.weightsHash()]);
      model.dispose();
    }
    return places;
  }, base);
  check(found.map(([inWorker]) => inWorker).join() === "true,false,true,false", JSON.stringify(found));
  check(found.every(([, , hash]) => hash === found[0][2]) && found[2][1], JSON.stringify(found));
});

test("package from another origin: if a policy forbids the worker, the model runs in the page's thread", async (context) => {
  const { page, address } = await foreignPage(context, { isolation: false });
  await page.evaluate(() => {
    document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content: "worker-src 'self'" }));
  });
  await page.evaluate(startForeign, address);
  const found = await place(page);
  check(!found.inWorker && found.epoch === 2, JSON.stringify(found));
});

test("package: dispose ends the worker or, without a worker, frees the memory", async (context) => {
  const { page } = await packagePage(context, {});
  await page.evaluate(startPlain);
  for (let i = 0; i < 5; i++) await place(page);
  await until(() => page.workers().length === 0, "all workers have ended", 5000);
  const sizes = await page.evaluate(async () => {
    const { create } = await import("/autoencoder.mjs");
    const sizes = [];
    for (let i = 0; i < 20; i++) {
      const model = await create({ hidden: [512], samples: 500, held_out_samples: 200 }, { worker: false });
      await model.train({ epochs: 1 });
      sizes.push(await model.memoryBytes());
      model.dispose();
    }
    return sizes;
  });
  check(sizes.at(-1) === sizes[1], `memory went ${sizes.map((size) => (size / 1e6).toFixed(0))} MB`);
  return `${(sizes[0] / 1e6).toFixed(0)} MB after 1, ${(sizes.at(-1) / 1e6).toFixed(0)} MB after 20`;
});

test("package in a page: the page's thread is free while a model trains", async (context) => {
  const { page } = await packagePage(context, {});
  await page.evaluate(startPlain);
  const longest = await page.evaluate(async () => {
    const model = await create({ hidden: [1000, 500], samples: 2000, held_out_samples: 1000, batch: 256 });
    let last = performance.now(), longest = 0;
    const timer = setInterval(() => {
      longest = Math.max(longest, performance.now() - last);
      last = performance.now();
    }, 5);
    await model.train({ epochs: 2 });
    await model.evaluate();
    clearInterval(timer);
    model.dispose();
    return longest;
  });
  check(longest < 400, `for ${Math.round(longest)} ms it did nothing else`);
  return `${Math.round(longest)} ms at most between two timers`;
});

// Vite, and the folder of a project that uses the package.
async function viteProject() {
  const vite = await import("vite").catch(() => { throw new Skip("Vite is not installed; npm could not fetch it"); });
  assembled();
  const root = join(kRoot, "build/package-vite");
  rmSync(root, { recursive: true, force: true });
  cpSync(kPackage, join(root, "node_modules/hourglass-autoencoders"), { recursive: true });
  writeFileSync(join(root, "index.html"), '<!doctype html><title>Vite</title><link rel="icon" href="data:,"><script type="module" src="main.js"></script>');
  writeFileSync(join(root, "main.js"), 'import { create } from "hourglass-autoencoders";\nglobalThis.create = create;\n');
  return { vite, root };
}

// Builds the page by Vite with its default settings; returns the folder of the result.
async function buildWithVite() {
  const { vite, root } = await viteProject();
  const warnings = [];
  const customLogger = { ...vite.createLogger("silent"), warn: (message) => warnings.push(message) };
  await vite.build({ root, configFile: false, customLogger, build: { chunkSizeWarningLimit: 2000 } });
  check(warnings.length === 0, `Vite warns: ${warnings.join("; ")}`);
  return join(root, "dist");
}

function runEsbuild(root, ...given) {
  const [, esbuild] = /^HG_ESBUILD=(.*)$/m.exec(
    execFileSync(join(kRoot, "scripts/dependencies.sh"), ["--print", "wasm"], { encoding: "utf8" }));
  execFileSync(esbuild, [...given, "--bundle", "--log-level=warning"], { cwd: root });
}

// Bundles a page that uses package and element by esbuild, which leaves workers and WebAssembly behind; the package's folder lies
// beside it as /hourglass/.
function bundleWithEsbuild() {
  assembled();
  const root = join(kRoot, "build/package-esbuild");
  rmSync(root, { recursive: true, force: true });
  cpSync(kPackage, join(root, "hourglass"), { recursive: true });
  cpSync(kPackage, join(root, "node_modules/hourglass-autoencoders"), { recursive: true });
  writeFileSync(join(root, "index.html"), '<!doctype html><title>esbuild</title><link rel="icon" href="data:,"><script type="module" src="bundle.js"></script>');
  writeFileSync(join(root, "main.js"),
    'import { create } from "hourglass-autoencoders";\nimport "hourglass-autoencoders/element";\nglobalThis.create = create;\n');
  runEsbuild(root, "main.js", "--format=esm", "--outfile=bundle.js");
  rmSync(join(root, "node_modules"), { recursive: true });
  return root;
}

test("package built by esbuild: worker, threads and page, with `base`", async (context) => {
  const { page, errors } = await context.tab({ graphics: false });
  await page.goto(await context.site({ root: bundleWithEsbuild(), isolation: true }));
  await until(() => page.evaluate(() => Boolean(globalThis.create)), "the page's script has run");
  const found = await page.evaluate(async () => {
    const places = [];
    for (const options of [{ base: "/hourglass/" }, { base: "hourglass", worker: false }]) {
      const model = await create({ samples: 200, held_out_samples: 20, threads: 2 }, options);
      places.push([model.inWorker, model.threads, (await model.train({ epochs: 2 })).epoch].join(" "));
    }
    return places;
  });
  check(found.join() === "true true 2,false true 2", found.join());
  check(errors.length === 0, errors.join("; "));
});

// Trains a model of the inline entry in a worker and without; bundled by esbuild alone, in each of the formats.
function bundleInline() {
  const root = projectWithPackage("package-inline");
  writeFileSync(join(root, "main.js"), `import { create } from "hourglass-autoencoders/inline";
    const settings = { family: "vae", latent: 8, hidden: [64], samples: 1000, held_out_samples: 200, batch: 50 };
    async function train(worker) {
      const model = await create(settings, { worker });
      const found = [model.inWorker];
      await model.train({ epochs: 4, onEpoch: ({ heldOut }) => { found.push(heldOut.total.toFixed(0)); } });
      model.dispose();
      return found.join(" ");
    }
    (async () => console.log([await train(true), await train(false)].join(", ")))();`);
  writeFileSync(join(root, "index.html"), '<!doctype html><title>inline</title><link rel="icon" href="data:,"><script src="page.js"></script>');
  runEsbuild(root, "main.js", "--outfile=page.js");
  runEsbuild(root, "main.js", "--platform=node", "--format=esm", "--outfile=node.mjs");
  runEsbuild(root, "main.js", "--platform=node", "--format=cjs", "--outfile=node.cjs");
  rmSync(join(root, "node_modules"), { recursive: true });
  return root;
}

test("package inline: an esbuild bundle of one file trains in Node and in a page, in a worker and without", async (context) => {
  const expected = "true 400 274 243 231, false 400 274 243 231";
  const root = bundleInline();
  for (const file of ["node.mjs", "node.cjs"]) {
    const said = execFileSync(process.execPath, [join(root, file)], { encoding: "utf8", timeout: 60_000 }).trim();
    check(said === expected, `${file} says ${said}`);
  }
  const { page, errors } = await context.tab({ graphics: false });
  const said = [];
  page.on("console", (line) => said.push(line.text()));
  await page.goto(await context.site({ root, isolation: true, csp: true }));
  await until(() => said.length > 0, "the page has trained");
  check(said.join() === expected, `the page says ${said}`);
  check(errors.length === 0, errors.join("; "));
  return `${Math.round(readFileSync(join(root, "page.js")).length / 1000)} kB`;
});

test("package inline: every case, under a policy that forbids its worker", async (context) => {
  const { page } = await packagePage(context, { isolation: false });
  await page.evaluate(() => {
    document.head.append(Object.assign(document.createElement("meta"), { httpEquiv: "Content-Security-Policy", content: "worker-src 'self'" }));
  });
  await runCases(page, async () => { globalThis.create = (await import("/inline.mjs")).create; });
  const found = await place(page, { threads: 2 });
  check(!found.inWorker && !found.threads && found.epoch === 2, JSON.stringify(found));
  const code = await page.evaluate(() => create({}, { base: "/" }).then(() => "none", ({ code }) => code));
  check(code === "argument-unknown", code);
});

test("package built by Vite: worker, threads and page, under a strict policy", async (context) => {
  const root = await buildWithVite();
  const found = [];
  for (const isolation of [false, true]) {
    const { page, errors } = await context.tab({ graphics: false });
    await page.goto(await context.site({ root, isolation, csp: true }));
    await until(() => page.evaluate(() => Boolean(globalThis.create)), "the page's script has run");
    found.push(await place(page, { threads: 2 }));
    found.push(await page.evaluate(async () => {
      const model = await create({ samples: 200, held_out_samples: 20 }, { worker: false });
      const { epoch } = await model.train({ epochs: 2 });
      return { inWorker: model.inWorker, threads: model.threads, epoch };
    }));
    check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
  }
  const expected = [[true, false], [false, false], [true, true], [false, false]];
  check(JSON.stringify(found.map(({ inWorker, threads }) => [inWorker, threads])) === JSON.stringify(expected), JSON.stringify(found));
  check(found.every(({ epoch }) => epoch === 2), JSON.stringify(found));
});

test("package served by Vite's development server", async (context) => {
  const { vite, root } = await viteProject();
  const server = await vite.createServer({
    root, configFile: false, logLevel: "silent", server: { port: 0, host: "localhost" }, optimizeDeps: { exclude: ["hourglass-autoencoders"] },
  });
  try {
    await server.listen();
    const { page, errors } = await context.tab({ graphics: false });
    await page.goto(server.resolvedUrls.local[0]);
    await until(() => page.evaluate(() => Boolean(globalThis.create)), "the page's script has run");
    const found = await place(page);
    check(found.inWorker && found.epoch === 2, JSON.stringify(found));
    check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
  } finally {
    await server.close();
  }
});

// Runs the native program; returns its JSON.
function native(...words) {
  const program = join(kRoot, "build/release/hourglass");
  if (!existsSync(program)) throw new Skip("build/release/hourglass is not built");
  return JSON.parse(execFileSync(program, [...words, "--json"], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim().split("\n").at(-1));
}

test("package: program and JavaScript continue each other's models, to the same bits", async () => {
  const { create } = await fromPackage("autoencoder.mjs");
  const [first, second] = ["native", "script"].map((name) => join(kRoot, `build/package-${name}.safetensors`));
  const begun = native("train", "--family", "vae", "--hidden", "32", "--latent", "4", "--samples", "600", "--held-out-samples", "100", "--batch", "50",
    "--epochs", "2", "--math", "portable", "--save", first, "--keep-optimiser");
  const model = await create();
  await model.load(readFileSync(first));
  check(await model.weightsHash() === begun.weights_hash, "the weights of the program's model");
  const figures = await model.evaluate();
  for (const [key, name] of [["psnrDb", "psnr_db"], ["elboPerImage", "elbo_per_image"], ["ssim", "ssim"]]) {
    check(Math.abs(figures[key] - begun[name]) <= 1e-9 * Math.abs(begun[name]), `${name}: ${begun[name]}, in JavaScript ${figures[key]}`);
  }
  await model.train({ epochs: 1 });
  writeFileSync(second, await model.save());
  await model.train({ epochs: 1 });
  const third = native("train", "--resume", second, "--epochs", "4");
  const straight = native("train", "--resume", first, "--epochs", "4");
  const hash = await model.weightsHash();
  check(third.weights_hash === hash && straight.weights_hash === hash, `JavaScript ${hash}, program ${third.weights_hash}, ${straight.weights_hash}`);
  writeFileSync(second, await model.save());
  const picture = join(kRoot, "build/package-generated.idx");
  native("generate", second, "--count", "3", "--seed", "5", "--idx", picture);
  const { images } = await model.generate({ count: 3, seed: 5 });
  const bytes = readFileSync(picture).subarray(16);
  check(bytes.length === images.length && images.every((x, i) => Math.abs(255 * x - bytes[i]) < 1), "the program generates other images");
  model.dispose();
  return hash;
});

// Whether a canvas shows more than one colour.
const isDrawn = (page, id) => page.evaluate((id) => {
  const canvas = document.getElementById(id);
  const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
  return new Set(new Uint32Array(data.buffer)).size > 1;
}, id);

for (const [name, canvases] of [["canvas", ["reconstructions", "generated", "curve"]], ["worker", ["ways"]]]) {
  for (const colorScheme of ["light", "dark"]) {
    for (const width of [1280, 390]) {
      test(`package example: ${name}, ${colorScheme}, ${width} px`, async (context) => {
        const { page, errors } = await context.tab({ graphics: false, width, height: width === 390 ? 844 : 800, colorScheme });
        await page.goto(`${await context.site({ isolation: false, csp: true })}examples/${name}.html`);
        const before = await page.evaluate(() => document.documentElement.scrollHeight);
        await until(() => page.evaluate(() => /Finished|pass ([4-9]|\d\d)/i.test(document.getElementById("status").textContent)), "it has learned a while", 90_000);
        for (const id of canvases) check(await isDrawn(page, id), `nothing is drawn on ${id}`);
        const after = await page.evaluate(() => ({ height: document.documentElement.scrollHeight, wide: document.documentElement.scrollWidth > innerWidth }));
        check(!after.wide, "it scrolls sideways");
        check(after.height === before, `its height went from ${before} to ${after.height}`);
        check(errors.length === 0, `the console has errors: ${errors.join("; ")}`);
        await page.screenshot({ path: join(kRoot, `build/screenshots/example-${name}-${colorScheme}-${width}.png`), fullPage: true });
      });
    }
  }
}

test("package example: worker draws another path when asked to", async (context) => {
  const { page } = await context.tab({ graphics: false });
  await page.goto(`${await context.site({ isolation: false })}examples/worker.html`);
  await until(async () => /^Finished/.test(await page.textContent("#status")), "it has learned");
  const picture = () => page.evaluate(() => document.getElementById("ways").toDataURL());
  const before = await picture();
  await page.selectOption("#to", "0");
  await until(async () => await picture() !== before, "another path is drawn");
});

test("package example: canvas pauses, continues, and draws other digits", async (context) => {
  const { page } = await context.tab({ graphics: false });
  await page.goto(`${await context.site({ isolation: false })}examples/canvas.html`);
  const status = () => page.textContent("#status");
  await until(async () => /^Pass [1-9]/.test(await status()), "it trains");
  await page.click("#train");
  await until(async () => /^Paused/.test(await status()), "it pauses");
  const picture = () => page.evaluate(() => document.getElementById("generated").toDataURL());
  const first = await picture();
  await page.click("#more");
  await until(async () => await picture() !== first, "other digits are drawn");
  await page.click("#train");
  await until(async () => /^Pass/.test(await status()), "it goes on");
});
