// The page of a frame (embed.html): embedded by one line in all kinds of pages, its messages, and messages that it ignores.

import { check, pause, test, until } from "../harness.mjs";
import { allReceived, appIn, hostPage, numbers, received, send } from "../frames.mjs";

const kSite = { isolation: false };
// A run that ends within a moment.
const kSmall = "family=vanilla&hidden=16&latent=4&samples=200&held_out_samples=50&batch=50";

const frameLine = (site, hash, more = "") =>
  `<iframe src="${site}embed.html#${hash}" width="600" height="400" title="Hourglass" ${more}></iframe>`;
const message = (type, fields = {}) => ({ hourglass: 1, type, ...fields });

async function frameIn(context, hash, { site = kSite, more = "", ...host } = {}) {
  const address = await context.site(site);
  return hostPage(context, frameLine(address, hash, more), host);
}

test("embed: the example's one line trains and shows only its panels", async (context) => {
  const { page, errors } = await context.tab({ height: 900 });
  await page.goto(`${await context.site(kSite)}examples/iframe.html`);
  const { ask } = await appIn(page);
  const { step } = await ask("metrics");
  await until(async () => (await ask("metrics")).step > step + 5, "it trains");
  const { shown, embedded } = await ask("panels");
  check(embedded && shown.join() === "latent,generate", `it shows ${shown}`);
  check(!("button.panels" in await ask("layout")), "it has the page's menus");
  check(await page.evaluate(() => document.activeElement === document.body), "the frame took the focus");
  check(errors.length === 0, errors.join("; "));
  await page.screenshot({ path: "build/screenshots/example-iframe.png" });
});

test("embed: JavaScript and the application have the same table of page keys", async (context) => {
  const app = await context.application();
  const pageKeys = await app.page.evaluate(async () => (await import("./shared/link.mjs")).kPageKeys);
  check(pageKeys.join() === (await app.ask("pageKeys")).join(), `link.mjs has ${pageKeys}, the application ${await app.ask("pageKeys")}`);
});

test("embed: play, pause, step and set; ready, resize, epoch, done and error", async (context) => {
  const { page, errors } = await frameIn(context, `${kSmall}&epochs=3&autoplay=0&seed=5&panels=curves`);
  await received(page, "ready");
  const { width, height } = await received(page, "resize");
  check(width === 600 && height > 250 && height < 600, `it wants ${width} x ${height}`);
  const { ask } = await appIn(page);
  check((await ask("metrics")).step === 0 && (await ask("metrics")).settings.seed === "5", "it did not wait");

  await send(page, message("step"));
  await until(async () => (await ask("metrics")).step === 1, "one step is done");
  check((await allReceived(page, "error")).length === 0, "a step was refused");
  await send(page, message("play"));
  const done = await received(page, "done");
  check(done.epoch === 3 && done.step === 12, JSON.stringify(done));
  const epochs = await allReceived(page, "epoch");
  check(epochs.length >= 1 && epochs.at(-1).epoch === 3 && epochs.at(-1).heldOut > 0, JSON.stringify(epochs));

  await send(page, message("set", { settings: { epochs: 1e6, learning_rate: 0.002, theme: "light" } }));
  await until(async () => (await ask("metrics")).settings.learning_rate === "0.002" && await ask("theme") === "light", "live settings are set");
  check((await ask("metrics")).step >= 12, "a new run started");
  await send(page, message("play"));
  await until(async () => (await ask("metrics")).step > 15, "it trains on");
  await send(page, message("pause"));
  await until(async () => (await ask("metrics")).state === "paused", "it pauses");
  await send(page, message("set", { settings: { hidden: [24, 12], panels: "draw" } }));
  await until(async () => (await ask("metrics")).settings.hidden === "24,12", "it starts a new run with another network");
  check((await ask("panels")).shown.join() === "draw", "the panels are others");
  await send(page, message("set", { settings: { latent: -3 } }));
  const error = await received(page, "error");
  check(/^[a-z-]+$/.test(error.code) && error.message.includes("latent"), JSON.stringify(error));
  check(errors.length === 0, errors.join("; "));
});

// A hash of the run, its optimiser and its settings.
const bitsOf = ({ frame }) => frame.evaluate(async () => {
  const file = (await hourglassFrame.ready).app.modelFile(true);
  return [...new Uint8Array(await crypto.subtle.digest("SHA-256", file))].join();
});

test("embed: another frame continues from the bytes that a frame sent when it was suspended", async (context) => {
  const { page } = await frameIn(context, `${kSmall}&epochs=100000&panels=curves&theme=light`);
  await received(page, "ready");
  const first = await appIn(page);
  await until(async () => (await first.ask("metrics")).step > 30, "it trains");
  await send(page, message("sleep"));
  await received(page, "asleep");
  const { link, running, model } = await page.evaluate(() => {
    globalThis.asleep = messages.find(({ data }) => data.type === "asleep").data;
    return { ...asleep, model: asleep.model.byteLength, picture: asleep.picture.size };
  });
  check(running && model > 10_000 && link.includes("panels=curves") && link.includes("theme=light"), JSON.stringify({ link, running, model }));
  const { step } = await first.ask("metrics"), bits = await bitsOf(first);
  await page.evaluate(([link, site]) => {
    messages.length = 0;
    const frame = document.querySelector("iframe"), another = frame.cloneNode();
    another.src = `${site}embed.html#${link}&autoplay=0`;
    frame.replaceWith(another);
  }, [link, await context.site(kSite)]);
  await received(page, "ready");
  await page.evaluate(() => document.querySelector("iframe").contentWindow
    .postMessage({ hourglass: 1, type: "open", model: asleep.model }, "*"));
  const second = await appIn(page);
  await until(async () => (await second.ask("metrics")).step >= step, "it is where the first one was");
  check((await second.ask("metrics")).state === "paused", "it did not wait");
  check(await bitsOf(second) === bits, "the run is not the same to the bit");
});

// ---- which messages are accepted ----

test("embed: messages of a sibling, of the frame itself and with wrong markers are ignored", async (context) => {
  const site = await context.site(kSite);
  const { page, errors } = await hostPage(context,
    `${frameLine(site, `${kSmall}&autoplay=0`)}<iframe src="about:blank" id="sibling"></iframe>`);
  await received(page, "ready");
  const { frame, ask } = await appIn(page);
  const before = JSON.stringify(await ask("metrics"));
  await page.evaluate(() => {
    // The sibling's own code posts: the source is the sibling.
    const sibling = document.getElementById("sibling").contentWindow;
    const script = sibling.document.createElement("script");
    script.textContent = "parent.frames[0].postMessage({ hourglass: 1, type: 'play' }, '*')";
    sibling.document.body.append(script);
  });
  await frame.evaluate(() => window.postMessage({ hourglass: 1, type: "play" }, "*"));
  for (const wrong of [{ type: "play" }, { hourglass: 2, type: "play" }, { hourglass: "1", type: "play" }, message("Play"),
    message(["play"]), message("toString"), message("__proto__"), message("set"), message("set", { settings: "latent" }),
    message("set", { settings: ["latent", 3] }), message("set", { settings: { latent: { valueOf: 3 } } }), message("open", { model: [1] }), "play", null, 7]) {
    await send(page, wrong);
  }
  await pause(500);
  check(JSON.stringify(await ask("metrics")) === before, "the run has changed");
  check((await page.evaluate(() => messages.map(({ data }) => data.type))).every((type) => ["loading", "ready", "resize"].includes(type)), "it answered");
  check(errors.length === 0, errors.join("; "));
});

test("embed: in a tab of its own it accepts no messages", async (context) => {
  const { page, errors } = await context.tab({ width: 600, height: 400 });
  await page.goto(`${await context.site(kSite)}embed.html#${kSmall}&autoplay=0`);
  const state = () => page.evaluate(async () => (await hourglassFrame.ready).app.metrics().state);
  check(await state() === "paused", await state());
  await page.evaluate(() => window.postMessage({ hourglass: 1, type: "play" }, "*"));
  await pause(300);
  check(await state() === "paused", "it accepted its own message");
  check(errors.length === 0, errors.join("; "));
});

function randomValue(next, depth = 0) {
  const pieces = ["play", "set", "__proto__", "<img src=x onerror=alert(1)>", "é\u0000", "-1e999", ""];
  const kinds = [() => next() * 1e6 - 5e5, () => pieces[Math.floor(next() * pieces.length)], () => null, () => next() < 0.5, () => NaN, () => undefined];
  if (depth < 3) {
    kinds.push(() => Array.from({ length: Math.floor(4 * next()) }, () => randomValue(next, depth + 1)),
      () => randomMessage(next, depth + 1));
  }
  return kinds[Math.floor(next() * kinds.length)]();
}

// Random messages, often with a valid marker and type. Those that are valid have no effect on the run or set a refused setting.
function randomMessage(next, depth = 0) {
  const made = {};
  if (next() < 0.7) made.hourglass = next() < 0.7 ? 1 : randomValue(next, depth + 1);
  if (next() < 0.7) made.type = ["pause", "set", "open", "asleep", "ready", "constructor", "PLAY"][Math.floor(next() * 7)];
  for (const field of ["settings", "model", "link"]) if (next() < 0.4) made[field] = randomValue(next, depth + 1);
  return made;
}

test("embed: a thousand random messages change nothing", async (context) => {
  const seed = Date.now() % 1e6, next = numbers(seed);
  const { page, errors } = await frameIn(context, `${kSmall}&autoplay=0`);
  await received(page, "ready");
  const { ask } = await appIn(page);
  const before = JSON.stringify(await ask("metrics"));
  const messages = Array.from({ length: 1000 }, () => randomMessage(next));
  await page.evaluate((messages) => messages.forEach((one) => document.querySelector("iframe").contentWindow.postMessage(one, "*")), messages);
  await send(page, message("step"));
  await until(async () => (await ask("metrics")).step === 1, `the frame still listens (seed ${seed})`);
  const after = await ask("metrics");
  check(JSON.stringify(after.settings) === JSON.stringify(JSON.parse(before).settings), `the settings changed (seed ${seed})`);
  check(after.generation === JSON.parse(before).generation, `a new run started (seed ${seed})`);
  check(errors.length === 0, `${errors.join("; ")} (seed ${seed})`);
  return `seed ${seed}`;
});

function randomHash(next) {
  const pieces = ["&", "=", "%", "#", "latent", "panels", "focus", "hide=", "bar", "autoplay=", "model=", "javascript:", "data:,x", "//", ",", "-",
    "é", "<script>", "embedded=0", "theme=", "__proto__", "9"];
  return Array.from({ length: 1 + Math.floor(20 * next()) }, () => pieces[Math.floor(next() * pieces.length)]).join("");
}

test("embed: a thousand random hashes leave the frame able to train", async (context) => {
  const seed = Date.now() % 1e6, next = numbers(seed);
  const { page, errors } = await frameIn(context, `${kSmall}&epochs=100000`);
  await received(page, "ready");
  const { frame, ask } = await appIn(page);
  const hashes = Array.from({ length: 1000 }, () => randomHash(next));
  for (let i = 0; i < hashes.length; i += 100) {
    await frame.evaluate((hashes) => hashes.forEach((hash) => { location.hash = hash; dispatchEvent(new HashChangeEvent("hashchange")); }),
      hashes.slice(i, i + 100));
  }
  await send(page, message("play"));
  const { step } = await ask("metrics");
  await until(async () => (await ask("metrics")).step > step, `it trains (seed ${seed})`);
  check((await ask("panels")).embedded, `it grew a bar (seed ${seed})`);
  check(await frame.evaluate(() => document.querySelectorAll("script").length) === 1, `a script came in (seed ${seed})`);
  check(errors.length === 0, `${errors.join("; ")} (seed ${seed})`);
  return `seed ${seed}`;
});

// ---- kinds of pages ----

const kIsolated = { "Cross-Origin-Opener-Policy": "same-origin", "Cross-Origin-Embedder-Policy": "require-corp" };
const kSandbox = 'sandbox="allow-scripts"';
// Playwright's blocking of service workers fails in a sandbox.
const kSandboxed = { more: kSandbox, serviceWorkers: "allow" };
const kHosts = [
  { name: "plain page", site: kSite },
  { name: "isolated page", site: { isolation: true }, headers: kIsolated },
  { name: "page with a strict policy, from a site with one", site: { isolation: false, csp: true },
    headers: { "Content-Security-Policy": "default-src 'none'; img-src data:; frame-src http://localhost:*" } },
  { name: "sandbox with nothing but scripts, from a site without CORS headers", site: kSite, ...kSandboxed, fallsBack: true },
  { name: "sandbox with nothing but scripts, from a site that lets others read", site: { isolation: false, cors: true }, ...kSandboxed },
  { name: "sandbox with nothing but scripts under a strict policy", site: { isolation: false, csp: true }, ...kSandboxed, fallsBack: true },
];

for (const { name, fallsBack = false, ...host } of kHosts) {
  test(`embed: runs in a ${name}`, async (context) => {
    const { page, errors } = await frameIn(context, "preset=vanilla&panels=reconstructions&seed=3", host);
    const asked = [];
    page.on("request", (request) => asked.push(new URL(request.url())));
    await received(page, "ready");
    const { ask } = await appIn(page);
    await until(async () => (await ask("metrics")).step > 3, "it trains");
    check(new URL(page.url()).hostname === "127.0.0.1", `the page went to ${page.url()}`);
    check((await page.context().cookies()).length === 0, "it set a cookie");
    check(asked.every(({ hostname }) => hostname === "localhost" || hostname === "127.0.0.1" || hostname === ""), `it asked ${asked.join(" ")}`);
    check(asked.some(({ pathname }) => pathname.endsWith(".script.js")) === fallsBack, "the program came the other way");
    const serious = errors.filter((error) => !(fallsBack && /CORS|ERR_FAILED/.test(error)));
    check(serious.length === 0, serious.join("; "));
  });
}

test("embed: shows and sends the reason if it cannot run", async (context) => {
  const site = await context.site(kSite);
  const visible = async (body, selector, prepare) => {
    const { page } = await hostPage(context, body, { prepare });
    const frame = await until(async () => page.frames()[1], "there is a frame");
    return until(async () => (await frame.locator(selector).isVisible()) && frame.locator(selector).innerText(), `${selector} is seen`);
  };
  const noScript = await visible(frameLine(site, "", "sandbox"), ".no-script");
  check(noScript.includes("needs JavaScript"), noScript);
  const lost = await visible(frameLine(site, ""), "#overlay-text", (page) => page.route("**/embed.js", (route) => route.abort()));
  check(lost.includes("did not arrive"), lost);
  const noEngine = async () => {
    const { page } = await hostPage(context, frameLine(site, "", kSandbox), {
      prepare: (page) => page.route("**/wasm/*", (route) => route.abort()),
    });
    const { code, message } = await received(page, "error");
    check(code === "program-unreachable" && message.endsWith("."), `${code}: ${message}`);
  };
  await noEngine();
});

// ---- scrolling, focus and visibility ----

test("embed: wheel and touch scroll the page around it, unless a control uses them", async (context) => {
  const site = await context.site(kSite);
  const { page } = await hostPage(context, `${frameLine(site, "preset=vae-2d&panels=draw&autoplay=0")}<div style="height:3000px"></div>`, { touch: true });
  await received(page, "ready");
  const { ask } = await appIn(page);
  const scrolled = () => page.evaluate(() => scrollY);
  await page.mouse.move(300, 200);
  await page.mouse.wheel(0, 120);
  await until(async () => await scrolled() === 120, "the wheel scrolls the page");
  await page.evaluate(() => scrollTo(0, 0));
  await pause(200);

  const session = await page.context().newCDPSession(page);
  const swipe = async (x, y) => {
    const send = (type, points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points });
    await send("touchStart", [{ x, y }]);
    for (let i = 1; i <= 8; i++) await send("touchMove", [{ x, y: y - 10 * i }]);
    await send("touchEnd", []);
    await pause(300);
  };
  const { "draw.pad": pad, "panel.draw": card } = await ask("layout");
  await swipe(pad.x + pad.width / 2, pad.y + pad.height - 20);
  check(await scrolled() === 0, "drawing scrolled the page");
  check((await ask("drawnInput")).some((value) => value > 0.3), "nothing was drawn");
  await swipe(card.x + card.width - 30, card.y + 14);
  check(await scrolled() > 20, "a finger beside the pad did not scroll the page");
});

test("embed: a swipe from a button or the map scrolls the page around it; taps, swipes sideways and panels with more below are the frame's", async (context) => {
  const site = await context.site(kSite);
  const open = async (link) => {
    const { page } = await hostPage(context, `${frameLine(site, link)}<div style="height:3000px"></div>`, { touch: true, width: 390, height: 844 });
    await received(page, "ready");
    const { ask } = await appIn(page), session = await page.context().newCDPSession(page);
    const send = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
    const drag = async (dx, dy, ...from) => {
      const sent = [send("touchStart", ...from)];
      for (let i = 1; i <= 8; i++) {
        sent.push(send("touchMove", ...from.map(([x, y]) => [x + dx * i / 8, y + dy * i / 8])));
        await pause(16);
      }
      await Promise.all([...sent, send("touchEnd")]);
      await pause(500);
    };
    // How far the page around the frame was scrolled; back to its beginning.
    const scrolled = () => page.evaluate(() => {
      const far = scrollY;
      scrollTo(0, 0);
      return far;
    });
    const box = await page.locator("iframe").boundingBox();
    const centre = async (name) => {
      const { x, y, width, height } = (await ask("layout"))[name];
      return [box.x + x + width / 2, box.y + y + height / 2];
    };
    return { page, ask, drag, scrolled, centre };
  };
  {
    const { page, ask, drag, scrolled, centre } = await open("preset=vae-2d&panels=latent&autoplay=0");
    const play = await until(() => centre("button.play").catch(() => null), "there is a button");
    await until(async () => (await ask("layout"))["latent.in"], "there is a map");
    for (const [name, from] of [["the button", play], ["the map", await centre("latent.plot")]]) {
      await drag(0, -80, from);
      check(await scrolled() > 40, `a swipe from ${name} does not scroll the page`);
    }
    check(!await ask("running"), "a swipe pressed the button");
    const code = String(await ask("shownCode"));
    await drag(80, 4, await centre("latent.plot"));
    check(await scrolled() === 0 && String(await ask("shownCode")) === code, "a swipe sideways on the map did more than drag it");
    const [x, y] = await centre("latent.plot");
    await drag(0, -80, [x - 40, y], [x + 40, y]);
    await scrolled();
    check(String(await ask("shownCode")) === code, "two fingers chose a code");
    await page.touchscreen.tap(x, y + 20);
    await until(async () => String(await ask("shownCode")) !== code, "a tap on the map takes a code");
    await page.touchscreen.tap(...play);
    await until(() => ask("running"), "a tap on the button trains");
  }
  const { ask, drag, scrolled, centre } = await open("preset=vae-2d&panels=draw,latent,curves,reconstructions,generate,traverse&autoplay=0");
  const top = async () => (await ask("layout")).content.y, before = await top(), { content, page } = await ask("layout");
  check(content.height > page.height + 100, `of ${content.height} all is visible`);
  await drag(0, -80, await centre("panel.reconstructions"));
  await until(async () => await top() < before - 60, "the panels scroll");
  check(await scrolled() === 0, "the page scrolled too, though the panels have more below");
});

test("embed: suspended while outside the viewport, and Tab walks through it and out of it", async (context) => {
  const site = await context.site(kSite);
  const { page } = await hostPage(context, `${frameLine(site, `${kSmall}&epochs=100000`)}<div style="height:3000px"></div><button id="after">after</button>`);
  await received(page, "ready");
  const { frame, ask } = await appIn(page);
  await until(async () => (await ask("metrics")).step > 5, "it trains");
  await page.evaluate(() => scrollTo(0, 2500));
  await pause(400);
  const { step } = await ask("metrics"), frames = await ask("frames");
  await pause(400);
  check((await ask("metrics")).step === step && await ask("frames") === frames, "it runs outside the viewport");
  await page.evaluate(() => scrollTo(0, 0));
  await until(async () => (await ask("metrics")).step > step, "it goes on");
  // At rest, neither the frame of each second nor what wakes it draws where nobody sees it.
  await ask("pause");
  await pause(3000);
  await page.evaluate(() => scrollTo(0, 2500));
  await pause(400);
  const unseen = await ask("frames");
  await ask("apply", "learning_rate", "0.002");
  await pause(2500);
  check(await ask("frames") === unseen, "it draws outside the viewport");
  await page.evaluate(() => scrollTo(0, 0));
  await until(async () => await ask("frames") > unseen + 5, "it draws again");
  await page.mouse.click(400, 25);
  await until(() => page.evaluate(() => document.activeElement.localName === "iframe"), "the frame has the focus");
  // Through the controls of the frame and, from their end, to the page's next one.
  const isOut = () => page.evaluate(() => document.activeElement.id === "after");
  let presses = 0;
  while (!(await isOut())) {
    check(++presses < 200, "Tab never leads out");
    const drawn = await ask("frames");
    await page.keyboard.press("Tab", { delay: 50 });
    // What has the focus then is in sight, and the frame no longer.
    await until(async () => await isOut() || await ask("frames") > drawn + 3, "frames are drawn");
  }
  check(presses > 5, `${presses} times Tab led out`);
  return `${presses} times Tab`;
});

test("embed: a model from an address continues training; an invalid one is refused with a sentence", async (context) => {
  const site = await context.site(kSite);
  const app = await context.application();
  await until(async () => (await app.ask("metrics")).step > 300, "there is something to save");
  await app.ask("pause");
  const bytes = Buffer.from(await app.ask("modelFile", true));
  const saved = new URL("saved.safetensors", site).href;
  const { page } = await frameIn(context, "autoplay=0&panels=latent");
  await page.context().route(saved, (route) => route.fulfill({ body: bytes, headers: { "Access-Control-Allow-Origin": "*" } }));
  await page.evaluate((link) => {
    const frame = document.querySelector("iframe");
    frame.src = `${frame.src.split("#")[0]}?again#${link}`;
  }, `model=${encodeURIComponent(saved)}&epochs=5000&panels=latent`);
  await received(page, "ready");
  const { ask } = await appIn(page);
  const { settings, step } = await until(async () => {
    const run = await ask("metrics");
    return run.step > 300 ? run : null;
  }, "the model is there");
  check(settings.family === "vae" && settings.epochs === "5000", JSON.stringify(settings));
  for (const [address, code] of [["https://nowhere.invalid/m.safetensors", "model-unreachable"], ["javascript:alert(1)", "model-bad-address"],
    [`${site}licenses.txt`, null]]) {
    const other = await frameIn(context, `${kSmall}&panels=curves&model=${encodeURIComponent(address)}`);
    const error = await received(other.page, "error");
    check((code === null || error.code === code) && error.message.endsWith("."), `${address}: ${JSON.stringify(error)}`);
    const run = await appIn(other.page);
    check((await run.ask("metrics")).settings.latent === "4", "the link's own run is not there");
  }
  return `opens at step ${step}`;
});
