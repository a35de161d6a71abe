// A page in a browser driven by WebDriver (https://www.w3.org/TR/webdriver2/), with those functions of Playwright's Page that
// the tests use.

import { writeFileSync } from "node:fs";

import { pause, until } from "../browser/browser.mjs";

// WebDriver's codes of keys without a character (section 17.4.2).
const kKeys = { Tab: "\uE004", Escape: "\uE00C", F2: "\uE032" };

/// How long a script may run, in milliseconds: longer than WebDriver's usual half minute.
export const kScriptLimit = 120_000;

// How long a script is waited for that may never be answered, in milliseconds.
const kLostAfter = 3000;

/// The browser, or its process for the page, has ended by itself.
export class BrowserLost extends Error {}

// Runs in the page as soon as its document is there: collects errors from then on. Returns the document's address.
function watchErrors() {
  if (globalThis.consoleErrors) return document.URL;
  const errors = globalThis.consoleErrors = [];
  addEventListener("error", ({ message, target }) => errors.push(message ?? `${target.src ?? target.href} did not load`), true);
  addEventListener("unhandledrejection", ({ reason }) => errors.push(String(reason?.message ?? reason)));
  const { error } = console;
  console.error = (...words) => {
    errors.push(words.join(" "));
    error.apply(console, words);
  };
  return document.URL;
}

export class Page {
  #call;
  #at = [0, 0];

  mouse = {
    move: (x, y, { steps = 1 } = {}) => this.#move(Math.round(x), Math.round(y), steps),
    down: () => this.#point([{ type: "pointerDown", button: 0 }]),
    up: () => this.#point([{ type: "pointerUp", button: 0 }]),
  };

  keyboard = {
    press: (key) => this.#act("key", "keyboard", ["keyDown", "keyUp"].map((type) => ({ type, value: kKeys[key] ?? key }))),
  };

  /// `call(name, parameters)` sends a command under Marionette's name of it; to navigate ends with the document, not with all
  /// that it loads.
  constructor(call) {
    this.#call = call;
  }

  async goto(address) {
    await this.#call("Navigate", { url: address });
    const withoutHash = (url) => url.split("#")[0];
    // To and from an isolated page WebKit changes its process; it never answers a script that was sent meanwhile.
    await until(async () => {
      const found = await Promise.race([this.evaluate(watchErrors), pause(kLostAfter)]);
      return found && withoutHash(found) === withoutHash(address);
    }, `${address} is open`);
  }

  /// What the function returns or resolves to in the page. It runs there and not in the driver's own scope, so it may import
  /// the page's modules; only text passes between the two.
  async evaluate(body, given = null) {
    const run = `async (text) => JSON.stringify(await (${body})(JSON.parse(text)) ?? null)`;
    const { error, text } = await this.#call("ExecuteAsyncScript", {
      script: `const [run, given, done] = arguments;
        window.eval(run)(given).then((text) => done({ text }), (error) => done({ error: String(error) }));`,
      args: [`(${run})`, JSON.stringify(given)],
    });
    if (error) throw new Error(error);
    return JSON.parse(text);
  }

  errors() { return this.evaluate(() => globalThis.consoleErrors ?? []); }

  async screenshot({ path }) {
    writeFileSync(path, Buffer.from(await this.#call("TakeScreenshot", {}), "base64"));
  }

  /// Gives the page this size. A window has a frame around its page, so it grows by what the page lacks.
  async resize({ width, height }) {
    await this.#call("SetWindowRect", { width, height });
    const inner = () => this.evaluate(() => ({ width: innerWidth, height: innerHeight }));
    const first = await until(async () => {
      const size = await inner();
      return size.width > width - 100 && size.width <= width ? size : null;
    }, `the window is ${width} wide`);
    await this.#call("SetWindowRect", { width: 2 * width - first.width, height: 2 * height - first.height });
    await until(async () => {
      const size = await inner();
      return size.width === width && size.height === height;
    }, `the page has ${width} x ${height}`);
  }

  /// Releases pressed buttons, and leaves the document, so that its network stops.
  async clear() {
    await this.#call("ReleaseActions", {});
    await this.goto("about:blank");
  }

  async #move(x, y, steps) {
    const [fromX, fromY] = this.#at, at = (from, to, i) => Math.round(from + (to - from) * i / steps);
    const moves = Array.from({ length: steps }, (_, i) => ({
      type: "pointerMove", duration: 0, x: at(fromX, x, i + 1), y: at(fromY, y, i + 1),
    }));
    this.#at = [x, y];
    await this.#point(moves);
  }

  #point(actions) { return this.#act("pointer", "mouse", actions); }
  #act(type, id, actions) { return this.#call("PerformActions", { actions: [{ type, id, actions }] }); }
}
