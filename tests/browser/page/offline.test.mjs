// The site without its server: the files that the service worker caches, and that two versions are never mixed.

import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { serve } from "../../../scripts/serve.mjs";
import { LiveElement } from "../article/live_element.mjs";
import { Application, check, kSite, pause, test, until } from "../harness.mjs";

// A copy of the site with its own server, which can be stopped and started.
async function ownSite(isolation) {
  const folder = mkdtempSync(join(tmpdir(), "hourglass-offline-"));
  cpSync(kSite, folder, { recursive: true, filter: (source) => !/\.script\.js$|wasm-threads.hourglass_engine/.test(source) });
  let server = await serve(folder, { port: 0, isolation });
  const { url } = server, port = Number(new URL(url).port);
  return {
    url,
    goOffline: () => server.close(),
    goOnline: async () => { server = await serve(folder, { port, isolation }); },
    // Changes a file and, if `listed`, also the list of files, as scripts/assemble_site.sh does.
    change(name, text, listed = true) {
      writeFileSync(join(folder, name), text);
      const list = readFileSync(join(folder, "site_files.js"), "utf8");
      const hash = createHash("sha256").update(listed ? text : `${text}, but another`).digest("hex");
      const changed = list.replace(new RegExp(`("${name}": ")[0-9a-f]+`), `$1${hash}`).replace(/version: "[0-9a-f]+/, `version: "${hash.slice(0, 16)}`);
      writeFileSync(join(folder, "site_files.js"), changed);
    },
    async close() {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
}

const caches = (page) => page.evaluate(() => caches.keys());

// Registers the worker at once, as the page itself does some seconds later.
const register = (page) => page.evaluate(async () => {
  await navigator.serviceWorker.register("service_worker.js", { updateViaCache: "none" });
  await navigator.serviceWorker.ready;
});

async function openAt(page, errors, url) {
  await page.goto(url, { waitUntil: "commit" });
  const app = new Application(page, errors);
  await app.ready();
  return app;
}

for (const isolation of [true, false]) {
  test(`offline: opens and trains without its server, ${isolation ? "with" : "without"} threads`, async (context) => {
    const site = await ownSite(isolation);
    try {
      const { page, errors } = await context.tab({ serviceWorkers: "allow" });
      await openAt(page, errors, site.url);
      // The page registers the worker some seconds after it opens.
      await until(() => page.evaluate(() => navigator.serviceWorker.ready.then(() => true)), "the worker is there");
      const kept = await page.evaluate(async () => (await (await caches.open((await caches.keys())[0])).keys()).map(({ url }) => new URL(url).pathname));
      check(kept.some((path) => path.includes("wasm-threads")) === isolation, `it keeps ${kept.join(" ")}`);
      await site.goOffline();
      const app = await openAt(page, errors, site.url);
      await until(async () => (await app.ask("metrics")).step > 100, "it trains");
      check(await page.evaluate(() => crossOriginIsolated) === isolation, "it has become another kind of page");
      await page.goto(`${site.url}tutorial/`);
      await page.evaluate(() => document.getElementById("noise").scrollIntoView());
      await until(() => page.evaluate(() => document.getElementById("noise").state === "awake"), "the tutorial's frames run");
      await page.goto(`${site.url}article/`);
      const element = new LiveElement(page, "compression");
      await element.reach();
      check(await element.train() > 0, "the article's networks do not learn");
      check(errors.length === 0, errors.join("; "));
      return `${kept.length} files`;
    } finally {
      await site.close();
    }
  });
}

test("offline: a newer version replaces the older one as a whole, and an incomplete version is ignored", async (context) => {
  const site = await ownSite(false);
  try {
    const { page, errors } = await context.tab({ serviceWorkers: "allow" });
    await openAt(page, errors, site.url);
    await register(page);
    const [first] = await caches(page);
    const style = () => page.evaluate(async () => (await fetch("shared/page.css")).text());

    // The server has half of a new version: the list names a file that does not exist yet.
    const css = readFileSync(join(kSite, "shared/page.css"), "utf8");
    site.change("shared/page.css", `${css}/* torn */`, false);
    await openAt(page, errors, site.url);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update().catch(() => {}));
    await until(async () => (await page.evaluate(async () => !(await navigator.serviceWorker.ready).installing)), "the torn version is given up");
    check(!(await style()).includes("torn"), "a file of the torn version came in");

    site.change("shared/page.css", `${css}/* newer */`);
    await page.evaluate(async () => (await navigator.serviceWorker.ready).update());
    await until(() => page.evaluate(async () => Boolean((await navigator.serviceWorker.ready).waiting)), "the newer version waits");
    check(!(await style()).includes("newer"), "the open page got a file of the newer version");
    await page.goto("about:blank");
    await openAt(page, errors, site.url);
    await until(async () => (await style()).includes("newer"), "the newer version is there");
    const left = await until(async () => {
      const names = await caches(page);
      return names.length === 1 ? names : null;
    }, "only one version is kept");
    check(left[0] !== first, "the older version is kept");
    const serious = errors.filter((error) => !error.includes("shared/page.css is not that of version"));
    check(serious.length === 0, serious.join("; "));
  } finally {
    await site.close();
  }
});

test("offline: a frame caches nothing, not even in a page of the site", async (context) => {
  const site = await context.site({ isolation: false });
  const { page } = await context.tab({ serviceWorkers: "allow" });
  await page.goto(`${site}licenses.txt`);
  await page.evaluate(() => { document.body.innerHTML = '<iframe src="index.html" width="600" height="400"></iframe>'; });
  const frame = await until(async () => page.frames()[1], "there is a frame");
  await until(() => frame.evaluate(async () => Boolean(await (await import("./page/page.mjs")).ready)).catch(() => false), "it runs");
  await pause(5000);
  check(await page.evaluate(async () => (await navigator.serviceWorker.getRegistrations()).length) === 0, "it registered a worker");
  check((await caches(page)).length === 0, "it keeps files");
});
