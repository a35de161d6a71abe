// <hourglass-playground>: the examples, the change between poster and frame, its attributes, events and methods.

import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, kRoot, kSite as kSiteFolder, pause, screenshot, test, until } from "../harness.mjs";
import { appIn, hostPage, numbers } from "../frames.mjs";

const kSite = { isolation: false };
const kSmall = { family: "vanilla", "hidden-layers": "16", latent: "4", samples: "200", "held-out-samples": "50", batch: "50", epochs: "100000" };

const attributesOf = (settings) => Object.entries(settings).map(([name, value]) => `${name}="${value}"`).join(" ");
const kSmallElement = (more = "") => `<hourglass-playground ${attributesOf(kSmall)} panels="curves" ${more}></hourglass-playground>`;

// Opens a page of another origin with these elements; the script comes from the site, which allows it by CORS.
async function playgrounds(context, body, { site = { isolation: false, cors: true }, ...options } = {}) {
  const script = `<script type="module" src="${await context.site(site)}hourglass-element.js"></script>`;
  return hostPage(context, script + body, options);
}

// The states of all elements: "awake asleep ...".
const states = (page) => page.evaluate(() => [...document.querySelectorAll("hourglass-playground")].map((one) => one.state).join(" "));
const isState = (page, state) => until(async () => (await states(page)) === state, `the states are ${state}`);

// The application in an element's frame, inside its shadow root.
async function appOf(page, selector = "hourglass-playground") {
  const frame = await (await page.waitForSelector(`${selector} iframe`)).contentFrame();
  await until(() => frame.evaluate(() => Boolean(globalThis.hourglassFrame)).catch(() => false), "the frame has its script");
  return (name, ...given) => frame.evaluate(async ([name, given]) => (await hourglassFrame.ready).app[name](...given), [name, given]);
}

// The bytes of the run's model with its optimiser, as text.
async function modelOf(page) {
  const frame = await (await page.waitForSelector("hourglass-playground iframe")).contentFrame();
  return frame.evaluate(async () => (await hourglassFrame.ready).app.modelFile(true).join());
}

test("element: the example's article shows a working draw pad", async (context) => {
  const { page, errors } = await context.tab({ height: 900 });
  await page.goto(`${await context.site(kSite)}examples/article.html`);
  await isState(page, "awake");
  const ask = await appOf(page);
  const { "draw.pad": pad } = await ask("layout");
  const box = await page.locator("hourglass-playground").boundingBox();
  await page.mouse.move(box.x + pad.x + 30, box.y + pad.y + 30);
  await page.mouse.down();
  await page.mouse.move(box.x + pad.x + pad.width - 40, box.y + pad.y + pad.height - 40, { steps: 12 });
  await page.mouse.up();
  await until(async () => Object.values(await ask("drawnInput")).some((value) => value > 0.3), "something is drawn");
  check((await ask("metrics")).settings.family === "denoising", "it is another family");
  await pause(1500);
  await screenshot(page, "example-article");
  check(errors.length === 0, errors.join("; "));
});

test("element: attributes are settings, events report the run, methods control it", async (context) => {
  const { page, errors } = await playgrounds(context, kSmallElement('autoplay="0" data-note="mine" class="figure" title="Mine"'));
  await page.evaluate(() => {
    globalThis.events = [];
    for (const type of ["ready", "resize", "epoch", "done", "error"]) {
      document.addEventListener(`hourglass-${type}`, ({ detail }) => events.push({ type, ...detail }));
    }
    globalThis.playground = document.querySelector("hourglass-playground");
  });
  await isState(page, "awake");
  const ask = await appOf(page);
  const { settings, step } = await ask("metrics");
  check(settings.hidden === "16" && settings.held_out_samples === "50" && step === 0, JSON.stringify(settings));
  check(await ask("noticeText") === "", await ask("noticeText"));
  check(await page.evaluate(() => playground.shadowRoot.querySelector("iframe").title) === "Mine", "the frame has another title");

  await page.evaluate(() => playground.step());
  await until(async () => (await ask("metrics")).step === 1, "a step is done");
  await page.evaluate(() => playground.play());
  await until(() => page.evaluate(() => events.some(({ type, heldOut }) => type === "epoch" && heldOut > 0)), "an epoch event arrives");
  await page.evaluate(() => playground.pause());
  await until(async () => (await ask("metrics")).state === "paused", "it pauses");

  const { generation } = await ask("metrics");
  await page.evaluate(() => playground.setAttribute("learning-rate", "0.005"));
  await until(async () => (await ask("metrics")).settings.learning_rate === "0.005", "a live setting follows its attribute");
  check((await ask("metrics")).generation === generation, "a live setting started a new run");
  await page.evaluate(() => { playground.setAttribute("latent", "7"); playground.setAttribute("theme", "dark"); });
  await until(async () => (await ask("metrics")).settings.latent === "7" && await ask("theme") === "dark", "the other settings follow, too");
  await page.evaluate(() => playground.setAttribute("latent", "none"));
  const error = await until(() => page.evaluate(() => events.find(({ type }) => type === "error")), "an error event arrives");
  check(error.message.includes("latent"), JSON.stringify(error));
  await page.evaluate(() => { playground.removeAttribute("latent"); });
  await isState(page, "awake");
  const again = await appOf(page);
  check((await again("metrics")).settings.latent === "32", "the setting of the removed attribute remains");
  await page.evaluate(() => playground.set({ epochs: 2, hidden: [8] }));
  await page.evaluate(() => playground.play());
  await until(() => page.evaluate(() => events.some(({ type, epoch }) => type === "done" && epoch === 2)), "a done event arrives");
  check(errors.length === 0, errors.join("; "));
});

test("element: shows a poster until it is near the viewport, is asleep when it is far, and continues its run", async (context) => {
  const poster = "data:image/svg+xml,<svg xmlns='http://www.w3.org/2000/svg'/>";
  const { page, errors } = await playgrounds(context,
    `<div style="height:3000px"></div>${kSmallElement()}<div style="height:3000px"></div>${kSmallElement(`poster="${poster}"`)}`);
  await page.waitForFunction(() => customElements.get("hourglass-playground"));
  await pause(300);
  check(await states(page) === "asleep asleep", await states(page));
  check(page.frames().length === 1, "there are frames already");
  check(await page.evaluate(() => document.querySelectorAll("hourglass-playground")[1].shadowRoot.querySelector("img").src.startsWith("data:")), "the poster is another");
  await page.evaluate(() => scrollTo(0, 2800));
  await isState(page, "awake asleep");
  const ask = await appOf(page);
  await until(async () => (await ask("metrics")).step > 40, "it trains");
  await page.evaluate(() => scrollTo(0, 0));
  await isState(page, "asleep asleep");
  await until(() => page.frames().length === 1, "its frame is gone");
  check(await page.evaluate(() => document.querySelector("hourglass-playground").shadowRoot.querySelector("img").src.startsWith("blob:")), "its poster is not its last picture");
  await page.evaluate(() => document.querySelector("hourglass-playground").pause());
  await page.evaluate(() => scrollTo(0, 2800));
  await isState(page, "awake asleep");
  const again = await appOf(page);
  await until(async () => (await again("metrics")).step > 40, "it is where it was");
  check((await again("metrics")).state === "paused", "a command given while asleep was lost");
  check(errors.length === 0, errors.join("; "));
});

test("element: the frame comes from the address `site`, or from the script's site if that is not an address", async (context) => {
  const elsewhere = await context.site({ isolation: false });
  const { page } = await playgrounds(context, kSmallElement(`site="${elsewhere.replace(/\/$/, "")}"`));
  await isState(page, "awake");
  const source = () => page.evaluate(() => document.querySelector("hourglass-playground").shadowRoot.querySelector("iframe").src);
  check((await source()).startsWith(`${elsewhere}embed.html#`), await source());
  const script = await context.site({ isolation: false, cors: true });
  const { page: other } = await playgrounds(context, kSmallElement('site="javascript:alert(1)"'));
  await isState(other, "awake");
  const fallback = await other.evaluate(() => document.querySelector("hourglass-playground").shadowRoot.querySelector("iframe").src);
  check(fallback.startsWith(`${script}embed.html#`), fallback);
});

test("element: of ten on one page only those near the viewport have frames", async (context) => {
  const { page, errors } = await context.tab();
  await page.goto(`${await context.site(kSite)}examples/ten.html`);
  await until(async () => (await states(page)).startsWith("awake"), "the first is awake");
  const height = await page.evaluate(() => document.documentElement.scrollHeight);
  let most = 0, seen = new Set();
  for (let at = 0; at < height; at += 600) {
    await page.evaluate((at) => scrollTo(0, at), at);
    await until(() => page.evaluate(() => [...document.querySelectorAll("hourglass-playground")].every((one) => {
      const { top, bottom } = one.getBoundingClientRect();
      return one.state === "awake" || bottom < 0 || top > innerHeight;
    })), "all that can be seen are awake");
    most = Math.max(most, page.frames().length - 1);
    (await states(page)).split(" ").forEach((state, i) => { if (state === "awake") seen.add(i); });
    if (at === 1200) await screenshot(page, "example-ten");
  }
  check(seen.size === 10, `${seen.size} of them were awake`);
  check(most <= 6, `${most} frames at a time`);
  await page.evaluate(() => scrollTo(0, 0));
  await until(async () => (await states(page)).startsWith("awake"), "the first is awake again");
  check(errors.length === 0, errors.join("; "));
  return `at most ${most} frames at a time`;
});

test("element: of more in one viewport than may be awake, the others wait and wake at a click", async (context) => {
  const small = `<style>hourglass-playground { display: inline-flex; width: 30%; height: 200px }</style>`;
  const { page } = await playgrounds(context, small + kSmallElement('autoplay="0" hide="bar"').repeat(8), { width: 1200, height: 800 });
  const count = async (state) => (await states(page)).split(" ").filter((one) => one === state).length;
  await until(async () => await count("awake") === 6 && await count("asleep") === 2, "six are awake");
  await page.locator("hourglass-playground").nth(7).click();
  await until(async () => (await states(page)).endsWith("awake") && await count("awake") === 6, "the clicked one is awake");
  const before = await states(page);
  await pause(1000);
  check(await states(page) === before, `${before} became ${await states(page)}`);
  check(page.frames().length === 7, `${page.frames().length - 1} frames`);
});

const kIsolated = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
for (const [name, options] of [
  ["an isolated page", { site: { isolation: true, cors: true }, headers: kIsolated }],
  ["an isolated page, from a site that is not isolated", { headers: kIsolated }],
  ["a page with a strict policy", { headers: { "Content-Security-Policy": "default-src 'none'; script-src http://localhost:*; img-src data:; frame-src http://localhost:*" } }],
]) {
  test(`element: runs in ${name}`, async (context) => {
    const site = options.site ?? { isolation: false, cors: true };
    const element = { ...options, site };
    const { page, errors } = await playgrounds(context, kSmallElement(), element);
    await isState(page, "awake");
    const ask = await appOf(page);
    await until(async () => (await ask("metrics")).step > 3, "it trains");
    check(errors.length === 0, errors.join("; "));
  });
}

test("element: runs in a page opened from a file", async (context) => {
  const { page, errors } = await context.tab();
  const script = `${await context.site({ isolation: false, cors: true })}hourglass-element.js`;
  const file = join(kRoot, "build/element-from-file.html");
  writeFileSync(file, `<!doctype html><meta charset="utf-8"><script type="module" src="${script}"></script><body>${kSmallElement()}`);
  await page.goto(pathToFileURL(file).href);
  await isState(page, "awake");
  const ask = await appOf(page);
  await until(async () => (await ask("metrics")).step > 3, "it trains");
  await page.evaluate(() => document.querySelector("hourglass-playground").pause());
  await until(async () => (await ask("metrics")).state === "paused", "it pauses");
  check(errors.length === 0, errors.join("; "));
});

test("element: a second copy of the script changes nothing and exports the class of the first", async (context) => {
  const { page, errors } = await playgrounds(context, kSmallElement('autoplay="0"'));
  await isState(page, "awake");
  const another = `${await context.site({ isolation: true, cors: true })}hourglass-element.js`;
  const same = await page.evaluate(async (another) =>
    (await import(another)).HourglassPlayground === customElements.get("hourglass-playground"), another);
  check(same, "it exports another class");
  check(errors.length === 0, errors.join("; "));
});

test("element: importing it in Node does nothing", async () => {
  const { HourglassPlayground } = await import(pathToFileURL(join(kSiteFolder, "hourglass-element.js")));
  check(HourglassPlayground === undefined, `it exports ${HourglassPlayground}`);
});

for (const value of ["false", "off", "no", "0"]) {
  test(`element: autoplay="${value}" waits`, async (context) => {
    const { page } = await playgrounds(context, kSmallElement(`autoplay="${value}"`));
    await isState(page, "awake");
    const ask = await appOf(page);
    await pause(300);
    const { state, step } = await ask("metrics");
    check(state === "paused" && step === 0, `${state} at step ${step}`);
  });
}

// Bytes of memory of all the browser's processes. Waits first, since a removed frame's memory is freed with a delay.
async function occupiedBytes(page) {
  await pause(3000);
  const session = await page.context().browser().newBrowserCDPSession();
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  await session.detach();
  const kilobytes = processInfo.map(({ id }) => {
    try {
      return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1] ?? 0);
    } catch {
      return 0;  // The process has ended.
    }
  });
  return 1024 * kilobytes.reduce((sum, each) => sum + each, 0);
}

test("element: one that plays by itself fires events, and only attributes that are keys of links are settings", async (context) => {
  const foreign = 'x-cloak width="300" loading="lazy" itemprop="figure" _ngcontent-abc-1';
  const { page } = await playgrounds(context, `<script>
    globalThis.events = [];
    for (const type of ["epoch", "done", "error"]) {
      document.addEventListener("hourglass-" + type, ({ detail }) => events.push({ type, ...detail }));
    }</script><hourglass-playground family="vanilla" hiddenlayers="16" latent="4" samples="200" heldoutsamples="50" batch="50"
    learningRate="0.005" epochs="6" panels="curves" ${foreign}></hourglass-playground>`);
  await until(() => page.evaluate(() => events.some(({ type }) => type === "done")), "a done event arrives");
  check(await page.evaluate(() => events.some(({ type, heldOut }) => type === "epoch" && heldOut > 0)), "no epoch event arrived");
  const ask = await appOf(page);
  const { settings, step, generation } = await ask("metrics");
  check(settings.hidden === "16" && settings.held_out_samples === "50" && settings.learning_rate === "0.005", JSON.stringify(settings));
  check(await ask("noticeText") === "", await ask("noticeText"));
  await page.evaluate(() => {
    const playground = document.querySelector("hourglass-playground");
    playground.removeAttribute("x-cloak");
    playground.setAttribute("width", "200");
  });
  await pause(500);
  const after = await ask("metrics");
  check(after.step === step && after.generation === generation, "an attribute that is not a setting started a new run");
  check(await page.evaluate(() => events.every(({ type }) => type !== "error")), JSON.stringify(await page.evaluate(() => events)));

  // A setting changed after the end of the run starts a new run, which trains.
  await page.evaluate(() => document.querySelector("hourglass-playground").setAttribute("latent", "5"));
  await until(async () => (await ask("metrics")).settings.latent === "5" && (await ask("metrics")).state === "finished", "the new run trains to its end");
});

test("element: one error event names all attributes that are invalid at the beginning", async (context) => {
  const { page } = await playgrounds(context, `<script>
    globalThis.reported = [];
    document.addEventListener("hourglass-error", ({ detail }) => reported.push(detail));</script>` +
    kSmallElement('autoplay="0" learning_rate="abc" corruption="loud"'));
  const { code, message } = await until(() => page.evaluate(() => reported[0]), "an error event arrives");
  check(code === "link-not-understood", code);
  check(message.includes("learning_rate=abc") && message.includes("corruption=loud"), message);
});

test("element: if the frame does not answer, an event, the poster and the console say so", async (context) => {
  const { page } = await context.tab({ width: 800, height: 600 });
  const warnings = [];
  page.on("console", (line) => line.type() === "warning" && warnings.push(line.text()));
  const script = `${await context.site({ isolation: false, cors: true })}hourglass-element.js`;
  const nowhere = await context.elsewhere("nothing");
  await page.goto(await context.elsewhere(`<!doctype html><meta charset="utf-8"><title>host</title><body><script>
    addEventListener("hourglass-error", ({ detail }) => { globalThis.reported = detail; });</script>
    <script type="module" src="${script}"></script><hourglass-playground site="${nowhere}index.html"></hourglass-playground>`));
  const { code, message } = await until(() => page.evaluate(() => globalThis.reported), "an error event arrives", 20_000);
  check(code === "frame-missing" && message.includes(`${nowhere}embed.html`) && message.includes("site"), `${code}: ${message}`);
  check(warnings.includes(message), warnings.join("; "));
  const poster = await page.evaluate(() => document.querySelector("hourglass-playground").shadowRoot.querySelector(".poster").textContent);
  check(poster.includes(new URL(nowhere).origin), poster);
});

test("element: a frame that waits outside the viewport before it loads is not reported as missing", async (context) => {
  const { page } = await playgrounds(context, `<script>
    globalThis.reported = [];
    addEventListener("hourglass-error", ({ detail }) => reported.push(detail.code));</script>
    <div style="height: 650px"></div>${kSmallElement('autoplay="0"')}<div style="height: 3000px"></div>`);
  await isState(page, "waking");
  await pause(11_000);
  check(await page.evaluate(() => reported.length) === 0, JSON.stringify(await page.evaluate(() => reported)));
  await page.evaluate(() => scrollTo(0, 600));
  await isState(page, "awake");
});

test("element: in a strip that scrolls sideways, only visible ones are awake or waking", async (context) => {
  const style = `<style>.strip { display: flex; overflow-x: scroll; width: 700px; scroll-snap-type: x mandatory }
    .strip > * { flex: 0 0 700px; height: 300px; scroll-snap-align: start }</style>`;
  const { page } = await playgrounds(context, `${style}<div class="strip">${kSmallElement('autoplay="0"').repeat(8)}</div>`);
  await until(async () => (await states(page)).startsWith("awake"), "the first slide is awake");
  await page.evaluate(() => { document.querySelector(".strip").scrollLeft = 7 * 700; });
  await until(async () => (await states(page)).endsWith("awake"), "the last slide is awake");
  const places = async () => (await states(page)).split(" ").filter((state) => state !== "asleep").length;
  await until(async () => await places() === 1, "only the visible one is awake or waking", 5000);
});

test("element: a hidden one is asleep, and sleep() lasts until play() or until it leaves the viewport and returns", async (context) => {
  const { page } = await playgrounds(context, `<div id="tab">${kSmallElement('autoplay="0"')}</div><div style="height: 3000px"></div>`);
  await isState(page, "awake");
  const count = () => page.evaluate(() => {
    const { shadowRoot } = document.querySelector("hourglass-playground");
    globalThis.made = 0;
    new MutationObserver((records) => {
      for (const { addedNodes } of records) for (const node of addedNodes) if (node.localName === "iframe") globalThis.made += 1;
    }).observe(shadowRoot, { childList: true, subtree: true });
  });
  await count();
  await page.evaluate(() => { document.querySelector("#tab").style.display = "none"; });
  await isState(page, "asleep");
  await pause(1000);
  check(await page.evaluate(() => globalThis.made) === 0, "a hidden element woke");
  await page.evaluate(() => { document.querySelector("#tab").style.display = ""; });
  await isState(page, "awake");

  await page.evaluate(() => document.querySelector("hourglass-playground").sleep());
  await pause(1000);
  check(await states(page) === "asleep", "sleep() did not last");
  await page.evaluate(() => document.querySelector("hourglass-playground").play());
  await isState(page, "awake");
  await page.evaluate(() => document.querySelector("hourglass-playground").sleep());
  await page.evaluate(() => scrollTo(0, 3000));
  await pause(500);
  await page.evaluate(() => scrollTo(0, 0));
  await isState(page, "awake");
});

test("element: one moved by moveBefore keeps its frame", async (context) => {
  const { page } = await playgrounds(context, `<div id="left">${kSmallElement()}</div><div id="right"></div>`);
  await isState(page, "awake");
  const ask = await appOf(page);
  await until(async () => (await ask("metrics")).step > 3, "it trains");
  const { step } = await ask("metrics");
  await page.evaluate(() => document.querySelector("#right").moveBefore(document.querySelector("hourglass-playground"), null));
  await pause(300);
  check(await states(page) === "awake", await states(page));
  check((await ask("metrics")).step >= step, "a new run started");
});

test("element: moved by append(), it goes on from the same bits", async (context) => {
  const { page } = await playgrounds(context, `<div id="left">${kSmallElement()}</div><div id="right"></div>`);
  await isState(page, "awake");
  const ask = await appOf(page);
  await until(async () => (await ask("metrics")).step > 3, "it trains");
  await page.evaluate(() => document.querySelector("hourglass-playground").pause());
  await until(async () => (await ask("metrics")).state === "paused", "it pauses");
  const before = await modelOf(page);
  await page.evaluate(() => document.querySelector("#right").append(document.querySelector("hourglass-playground")));
  await until(async () => (await states(page)) !== "awake" && page.frames().length <= 2, "the frame ends");
  await isState(page, "awake");
  await until(async () => (await modelOf(page)) === before, "it has the bits it had before");
  check((await (await appOf(page))("metrics")).state === "paused", "it trains");
});

test("element: moved while it trains, it trains on; moved asleep, it keeps its run", async (context) => {
  const { page } = await playgrounds(context, `<div id="left">${kSmallElement()}</div><div id="right"></div>`);
  await isState(page, "awake");
  const { step } = await until(async () => {
    const now = await (await appOf(page))("metrics");
    return now.step > 3 ? now : null;
  }, "it trains");
  await page.evaluate(() => document.querySelector("#right").append(document.querySelector("hourglass-playground")));
  await isState(page, "awake");
  const ask = await appOf(page);
  await until(async () => (await ask("metrics")).step > step, "it trains on");
  check((await ask("metrics")).step > step, "it began anew");
  await page.evaluate(() => document.querySelector("hourglass-playground").sleep());
  await isState(page, "asleep");
  await page.evaluate(() => {
    const moved = document.querySelector("hourglass-playground");
    document.querySelector("#left").append(moved);
    moved.play();
  });
  await isState(page, "awake");
  const askAgain = await appOf(page);
  await until(async () => (await askAgain("metrics")).step > step, "it goes on from its run", 5000);
});

test("element: the property autoplay, which frameworks set, reflects the attribute", async (context) => {
  const { page } = await playgrounds(context, `<script type="module">
    const playground = document.createElement("hourglass-playground");
    for (const [name, value] of Object.entries(${JSON.stringify(kSmall)})) playground.setAttribute(name, value);
    await customElements.whenDefined("hourglass-playground");
    globalThis.usual = playground.autoplay;
    playground.autoplay = false;
    document.body.append(playground);</script>`);
  await isState(page, "awake");
  await pause(500);
  const ask = await appOf(page);
  check(await page.evaluate(() => globalThis.usual === true && !document.querySelector("hourglass-playground").autoplay), "another value");
  check((await ask("metrics")).step === 0, "it trains");
});

test("element: twenty mounts and unmounts leak nothing", async (context) => {
  const { page } = await playgrounds(context, "");
  await page.waitForFunction(() => customElements.get("hourglass-playground"));
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable");
  const measure = async () => {
    for (let i = 0; i < 3; i++) await session.send("HeapProfiler.collectGarbage");
    const { metrics } = await session.send("Performance.getMetrics");
    const of = (name) => metrics.find((metric) => metric.name === name).value;
    return { heap: of("JSHeapUsedSize"), listeners: of("JSEventListeners"), frames: of("Frames"), nodes: of("Nodes"), documents: of("Documents") };
  };
  const cycle = async () => {
    await page.evaluate((html) => { document.body.insertAdjacentHTML("beforeend", html); }, kSmallElement());
    await isState(page, "awake");
    await page.evaluate(() => document.querySelector("hourglass-playground").remove());
    await until(() => page.frames().length === 1, "the frame is gone");
  };
  for (let i = 0; i < 3; i++) await cycle();
  const before = await measure();
  const occupiedBefore = await occupiedBytes(page);
  for (let i = 0; i < 20; i++) await cycle();
  const after = await measure();
  const text = Object.keys(before).map((name) => `${name} ${before[name]} -> ${after[name]}`).join(", ");
  check(after.listeners <= before.listeners + 2 && after.frames <= before.frames && after.nodes <= before.nodes + 40, text);
  check(after.heap < before.heap + 500e3, text);
  // The engine of one frame has 64 MB.
  let occupiedAfter = 0;
  await until(async () => (occupiedAfter = await occupiedBytes(page)) < occupiedBefore + 64e6, "the frames' memory is free again");
  return `${text}, ${Math.round(occupiedBefore / 1e6)} -> ${Math.round(occupiedAfter / 1e6)} MB in all processes`;
});
