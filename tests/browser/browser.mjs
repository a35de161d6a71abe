// Starts servers and browsers on demand, and controls the page and its canvas. Used by the browser tests, the gallery and the
// benchmark.

import { execFileSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { createServer } from "node:http";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { serve } from "../../scripts/serve.mjs";

export const kRoot = fileURLToPath(new URL("../..", import.meta.url));
export const kSite = join(kRoot, "build/site");
const kScreenshots = join(kRoot, "build/screenshots");

const kSoftwareGraphics = ["--use-gl=angle", "--use-angle=swiftshader", "--enable-unsafe-swiftshader"];
const kBrowserFlags = ["--no-sandbox", "--disable-quic", "--no-first-run", "--disable-background-networking",
  "--disable-component-update", "--disable-sync"];

/// Thrown by a test that cannot run on this machine; the message gives the reason.
export class Skip extends Error {}

/// Fails the test unless the condition holds.
export function check(condition, message) {
  if (!condition) throw new Error(message);
}

export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/// Waits until `probe` returns a truthy value, and returns it.
export async function until(probe, what, limit = 45_000) {
  const end = Date.now() + limit;
  for (;;) {
    const answer = await probe();
    if (answer) return answer;
    if (Date.now() > end) throw new Error(`timed out after ${limit / 1000} s waiting until ${what}`);
    await pause(30);
  }
}

/// Saves a screenshot of a page for people to look at.
export async function screenshot(page, name) {
  mkdirSync(kScreenshots, { recursive: true });
  await page.screenshot({ path: join(kScreenshots, `${name}.png`) });
}

// In the page: the tour has been seen.
function rememberTour() {
  try {
    localStorage.setItem("hourglass-tour", "seen");
  } catch {
    // A frame without storage is offered none.
  }
}

// Chromium's path, as scripts/dependencies.sh prints it.
let chromiumPath = null;
function findChromium() {
  chromiumPath ??= /^HG_CHROMIUM=(.*)$/m.exec(
    execFileSync(join(kRoot, "scripts/dependencies.sh"), ["--print", "browser"], { encoding: "utf8" }))[1];
  return chromiumPath;
}

// Browsers and servers, shared by all tests of a file. The key holds the options they were started with.
const shared = new Map();
async function sharedOne(key, make) {
  if (!shared.has(key)) shared.set(key, await make());
  return shared.get(key);
}

/// The pages and servers of one test, closed after it.
export class Context {
  #closing = [];

  static async closeShared() {
    for (const one of shared.values()) await one.close();
    shared.clear();
  }

  async close() {
    for (const close of this.#closing.reverse()) await close().catch(() => {});
  }

  /// Serves the site (or the folder `root`) and returns its address. The options add or remove isolation headers, a content
  /// security policy, and CORS headers.
  async site({ isolation = true, csp = false, cors = false, root = kSite } = {}) {
    const server = await sharedOne(`server ${root} ${isolation} ${csp} ${cors}`, () => serve(root, { port: 0, isolation, csp, cors }));
    return server.url;
  }

  /// Serves a page with this content and these headers from another origin, and returns its address.
  async elsewhere(html, headers = {}) {
    const server = createServer((request, response) => {
      const known = request.url === "/";
      response.writeHead(known ? 200 : 404, { "Content-Type": "text/html; charset=utf-8", ...headers }).end(known ? html : "");
    });
    await new Promise((done) => server.listen(0, "127.0.0.1", done));
    this.#closing.push(async () => {
      server.close();
      server.closeAllConnections();
    });
    return `http://127.0.0.1:${server.address().port}/`;
  }

  /// A browser; without `graphics` it has no WebGL.
  async browser({ graphics = true } = {}) {
    const { chromium } = await import("playwright-core");
    return sharedOne(`browser ${graphics}`, () => chromium.launch({
      executablePath: findChromium(),
      headless: true,
      args: [...kBrowserFlags, ...(graphics ? kSoftwareGraphics : ["--disable-gpu", "--disable-3d-apis"])],
    }));
  }

  /// Opens an empty tab. `errors` collects the errors of its console and its scripts.
  /// `firstVisit`: the page offers its tour, whose bubbles lie over the panels.
  async tab({ graphics, width = 1280, height = 800, scale = 1, touch = false, firstVisit = false, ...options } = {}) {
    const browser = await this.browser({ graphics });
    // Only the tests of the offline site allow service workers; in the others they would load every file twice.
    const context = await browser.newContext({
      viewport: { width, height }, deviceScaleFactor: scale, hasTouch: touch, serviceWorkers: "block", ...options,
    });
    this.#closing.push(() => context.close());
    if (!firstVisit) await context.addInitScript(rememberTour);
    const page = await context.newPage();
    const errors = [];
    page.on("console", (message) => {
      // The browser requests an icon by itself.
      if (message.type() === "error" && !message.location().url.endsWith("/favicon.ico")) errors.push(message.text());
    });
    page.on("pageerror", (error) => errors.push(error.message));
    return { page, errors };
  }

  /// Opens the application, with the hash ("#...") in its address, and waits until it runs.
  async application({ site, hash = "", ...tab } = {}) {
    const { page, errors } = await this.tab(tab);
    await page.goto(await this.site(site) + hash, { waitUntil: "commit" });
    const app = new Application(page, errors);
    await app.ready();
    return app;
  }
}

// The frames in the events of a trace: the application marks the phases of each frame by console.timeStamp.
function framesOf(events) {
  const marks = events.filter(({ name, tts }) => name === "TimeStamp" && tts !== undefined).sort((a, b) => a.ts - b.ts);
  const frames = [];
  let begun = {};
  for (const { tts, args } of marks) {
    begun[args.data.message] = tts / 1000;
    if (args.data.message !== "submitted") continue;
    const { building, built, submitting, submitted } = begun;
    if (building !== undefined) frames.push({ building: built - building, submitting: submitted - submitting });
    begun = {};
  }
  return frames;
}

/// The running application: calls its functions, and uses mouse and touch on its canvas.
export class Application {
  constructor(page, errors) {
    this.page = page;
    this.errors = errors;
  }

  ready() {
    return this.page.evaluate(async () => { globalThis.hourglassTest = await (await import("./page/page.mjs")).ready; });
  }

  /// Loads the page again and waits until it runs.
  async reload() {
    await this.page.reload({ waitUntil: "commit" });
    await this.ready();
  }

  /// Calls one of the application's functions (listed in web/application/application.mjs) and returns its result.
  ask(name, ...given) {
    return this.page.evaluate(([name, given]) => {
      const answer = hourglassTest.app[name](...given);
      return ArrayBuffer.isView(answer) ? [...answer] : answer;
    }, [name, given]);
  }

  snapshot() { return this.ask("snapshot"); }

  /// Waits until the run is paused, or at its end, and its last step is done; returns the snapshot of then. The state is told at once, but a step that
  /// is under way ends in its thread; asking for the model waits for that.
  async rests() {
    await until(async () => (await this.snapshot()).state !== "running", "it pauses");
    await this.page.evaluate(() => hourglassTest.app.modelFile(false).length);
    return this.snapshot();
  }

  /// The rectangle of a named part of the layout, in CSS pixels.
  async rectangle(name) {
    return until(async () => (await this.ask("layout"))[name], `the layout holds "${name}"`, 5000);
  }

  async click(name) {
    const { x, y, width, height } = await this.rectangle(name);
    await this.page.mouse.move(x + width / 2, y + height / 2);
    await this.frames(2);
    await this.page.mouse.down();
    await this.frames(2);
    await this.page.mouse.up();
    await this.frames(2);
  }

  /// Waits for `count` frames of the application, which at rest would follow each other in seconds.
  async frames(count) {
    await this.ask("wake");
    const first = await this.ask("frames");
    await until(async () => (await this.ask("frames")) >= first + count, `${count} frames are drawn`);
  }

  /// The time that each frame of the next `seconds` takes on the main thread: {building, submitting} in milliseconds. Measured by
  /// the thread's own clock, which stops while another program has the core. Chromium only.
  async threadTimes(seconds) {
    const session = await this.page.context().browser().newBrowserCDPSession();
    const events = [];
    session.on("Tracing.dataCollected", ({ value }) => events.push(...value));
    const ended = new Promise((resolve) => session.once("Tracing.tracingComplete", resolve));
    const traceConfig = { includedCategories: ["devtools.timeline"], excludedCategories: ["*"] };
    await session.send("Tracing.start", { transferMode: "ReportEvents", traceConfig });
    await pause(1000 * seconds);
    await session.send("Tracing.end");
    await ended;
    await session.detach();
    return framesOf(events);
  }

  /// Drags through points given as fractions of a rectangle.
  async drag(rectangle, points) {
    const at = ([x, y]) => [rectangle.x + x * rectangle.width, rectangle.y + y * rectangle.height];
    await this.page.mouse.move(...at(points[0]));
    await this.frames(2);
    await this.page.mouse.down();
    await this.frames(2);
    for (const point of points.slice(1)) {
      await this.page.mouse.move(...at(point), { steps: 6 });
      await this.frames(1);
    }
    await this.page.mouse.up();
    await this.frames(2);
  }

  /// Drags with one finger.
  async dragByTouch(rectangle, points) {
    const session = await this.page.context().newCDPSession(this.page);
    const send = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
    const at = ([x, y]) => [{ x: rectangle.x + x * rectangle.width, y: rectangle.y + y * rectangle.height }];
    await send("touchStart", at(points[0]));
    await this.frames(3);
    let last = points[0];
    for (const point of points.slice(1)) {
      for (let i = 1; i <= 6; i++) {
        await send("touchMove", at([0, 1].map((k) => last[k] + (point[k] - last[k]) * i / 6)));
        await this.frames(1);
      }
      last = point;
    }
    await send("touchEnd", []);
    await this.frames(2);
    await session.detach();
  }

  /// Drops files ([{name, bytes}]) on the middle of the page; trains on the set that the page makes of them, unless it refuses.
  async drop(files) {
    await this.dropOnly(files);
    const isModel = ({ bytes }) => bytes[6] === 0 && bytes[7] === 0 && bytes[8] === 0x7b;
    if (files.some(isModel)) return;
    await until(() => this.page.evaluate(() => {
      const dialog = document.querySelector("dialog.data[open]");
      const train = [...dialog?.querySelectorAll(".body > .row > .primary") ?? []].find((button) => button.textContent === "Train on it");
      train?.click();
      return Boolean(train || dialog?.querySelector(".complaint:not([hidden])"));
    }), "the page shows what it read");
  }

  /// What the page refuses: in the canvas, beside it, or in the dialogue for data; "" where nothing.
  async complaint() {
    return (await this.ask("errorText")) || this.page.evaluate(() => {
      const notice = document.getElementById("notice"), refusal = document.querySelector("dialog.data[open] .complaint:not([hidden])");
      return refusal?.textContent ?? (notice.hidden ? "" : notice.textContent);
    });
  }

  /// Drops files; a set of them waits for the visitor's word.
  async dropOnly(files) {
    const sent = files.map(({ name, bytes }) => ({ name, bytes: [...bytes] }));
    await this.page.evaluate((sent) => {
      const dataTransfer = new DataTransfer();
      for (const { name, bytes } of sent) dataTransfer.items.add(new File([new Uint8Array(bytes)], name));
      const target = document.elementFromPoint(innerWidth / 2, innerHeight / 2);
      for (const type of ["dragenter", "dragover", "drop"]) {
        target.dispatchEvent(new DragEvent(type, { dataTransfer, bubbles: true, cancelable: true }));
      }
    }, sent);
  }

  screenshot(name) { return screenshot(this.page, name); }
}
