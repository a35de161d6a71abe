// WebKitGTK's MiniBrowser, driven by its WebKitWebDriver.

import { spawn } from "node:child_process";
import { createServer } from "node:net";

import { until } from "../browser/browser.mjs";
import { BrowserLost, kScriptLimit, Page } from "./page.mjs";

// The commands under Marionette's names as WebDriver has them.
const kCommands = {
  Navigate: ["POST", "/url"],
  ExecuteAsyncScript: ["POST", "/execute/async"],
  PerformActions: ["POST", "/actions"],
  ReleaseActions: ["DELETE", "/actions"],
  SetWindowRect: ["POST", "/window/rect"],
  TakeScreenshot: ["GET", "/screenshot"],
  SetTimeouts: ["POST", "/timeouts"],
};

// The number of a port that is free now.
const freePort = () => new Promise((fulfil) => {
  const server = createServer().listen(0, "127.0.0.1", () => {
    const { port } = server.address();
    server.close(() => fulfil(port));
  });
});

async function request(address, method, body) {
  const response = await fetch(address, { method, body: method === "POST" ? JSON.stringify(body) : undefined });
  const { value } = await response.json();
  // The driver forgets a session whose page crashed or hangs.
  const Kind = value?.error === "invalid session id" ? BrowserLost : Error;
  if (!response.ok) throw new Kind(`WebDriver, ${method} ${address}: ${value.error}: ${value.message}`);
  return value;
}

// A driver serves one browser; resolves to { address, close() }.
async function startDriver(path, environment) {
  const port = await freePort(), address = `http://127.0.0.1:${port}`;
  const driver = spawn(path, [`--port=${port}`], { stdio: "ignore", env: { ...process.env, ...environment } });
  const close = () => driver.kill();
  process.once("exit", close);
  await until(() => request(`${address}/status`, "GET").catch(() => null), "WebKitWebDriver answers");
  return { address, close };
}

const engine = (title, environment) => ({
  title,
  needs: ["HG_WEBKIT_DRIVER"],

  /// Starts the browser on a display; resolves to { version, page, close() }.
  async launch({ HG_WEBKIT_DRIVER: path }, display) {
    const driver = await startDriver(path, { DISPLAY: display, ...environment });
    const wanted = { pageLoadStrategy: "eager", "webkitgtk:browserOptions": { args: ["--automation"] } };
    const { sessionId, capabilities } = await request(`${driver.address}/session`, "POST", { capabilities: { alwaysMatch: wanted } });
    const session = `${driver.address}/session/${sessionId}`;
    const call = (name, parameters) => request(session + kCommands[name][1], kCommands[name][0], parameters);
    await call("SetTimeouts", { script: kScriptLimit });
    return {
      version: capabilities.browserVersion,
      page: new Page(call),
      // A session that is lost has no browser left to close.
      close: () => request(session, "DELETE").catch(() => {}).finally(driver.close),
    };
  },
});

export const webkit = engine("WebKit", {});
/// With the shared memory that Safari has in isolated pages, and WebKitGTK only by this switch of its JavaScript engine.
export const webkitSharing = engine("WebKit with shared memory", { JSC_useSharedArrayBuffer: "1" });
