// Firefox, driven by Marionette, the WebDriver in every Firefox (https://firefox-source-docs.mozilla.org/testing/marionette/).
// Not by WebDriver BiDi as Playwright speaks it: while that watches a page's requests, those of workers in workers sometimes
// never end (Firefox 153).

import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { until } from "../browser/browser.mjs";
import { BrowserLost, kScriptLimit, Page } from "./page.mjs";

// A free port, which Marionette then writes into the profile.
const kPreferences = 'user_pref("marionette.port", 0);\n';

// Commands and answers are JSON behind their length: "18:[0,1,"name",{}]".
class Marionette {
  #socket;
  #received = Buffer.alloc(0);
  #waiting = new Map();
  #commands = 0;

  /// Resolves once it has introduced itself.
  static async connectTo(port) {
    const one = new Marionette();
    one.#socket = connect(port, "127.0.0.1");
    await new Promise((fulfil, reject) => {
      one.#waiting.set(0, { fulfil, reject });
      one.#socket.on("data", (bytes) => one.#receive(bytes));
      one.#socket.on("error", reject);
      one.#socket.on("close", () => one.#end());
    });
    return one;
  }

  call(name, parameters) {
    const id = ++this.#commands;
    const bytes = Buffer.from(JSON.stringify([0, id, name, parameters]));
    this.#socket.write(`${bytes.length}:`);
    this.#socket.write(bytes);
    return new Promise((fulfil, reject) => this.#waiting.set(id, { fulfil, reject }));
  }

  close() { this.#socket.destroy(); }

  #receive(bytes) {
    this.#received = Buffer.concat([this.#received, bytes]);
    for (;;) {
      const colon = this.#received.indexOf(":"), end = colon + 1 + Number(this.#received.subarray(0, colon));
      if (colon < 0 || this.#received.length < end) return;
      this.#take(JSON.parse(this.#received.subarray(colon + 1, end)));
      this.#received = this.#received.subarray(end);
    }
  }

  // The first message is no answer.
  #take(message) {
    const [, id, error, result] = Array.isArray(message) ? message : [1, 0, null, message];
    const { fulfil, reject } = this.#waiting.get(id);
    this.#waiting.delete(id);
    if (error) reject(new Error(`Marionette: ${error.error}: ${error.message}`));
    else fulfil(result);
  }

  #end() {
    for (const { reject } of this.#waiting.values()) reject(new BrowserLost("Firefox has closed the connection."));
    this.#waiting.clear();
  }
}

// Firefox with an empty profile; resolves to { marionette, close() }.
async function start(path, display) {
  const profile = mkdtempSync(join(tmpdir(), "hourglass-firefox-")), portFile = join(profile, "MarionetteActivePort");
  writeFileSync(join(profile, "user.js"), kPreferences);
  const browser = spawn(path, ["--marionette", "--no-remote", "--profile", profile], {
    stdio: "ignore", env: { ...process.env, DISPLAY: display },
  });
  const ended = new Promise((done) => browser.once("exit", done));
  process.once("exit", () => browser.kill());
  const port = await until(() => existsSync(portFile) && Number(readFileSync(portFile, "utf8")), "Firefox listens to Marionette");
  const marionette = await Marionette.connectTo(port);
  const close = async () => {
    marionette.close();
    browser.kill();
    await ended;
    rmSync(profile, { recursive: true, force: true });
  };
  return { marionette, close };
}

export const firefox = {
  title: "Firefox",
  needs: ["HG_FIREFOX"],

  /// Starts the browser on a display; resolves to { version, page, close() }.
  async launch({ HG_FIREFOX: path }, display) {
    const { marionette, close } = await start(path, display);
    const { capabilities } = await marionette.call("WebDriver:NewSession", { pageLoadStrategy: "eager" });
    const call = async (name, parameters) => {
      const result = await marionette.call(`WebDriver:${name}`, parameters);
      return result && "value" in result ? result.value : result;
    };
    await call("SetTimeouts", { script: kScriptLimit });
    return { version: capabilities.browserVersion, page: new Page(call), close };
  },
};
