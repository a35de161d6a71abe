// A virtual display of its own for a browser: without one neither engine has WebGL.

import { spawn } from "node:child_process";

/// Starts an X server on a free number; resolves to { name, close() }.
export async function startDisplay(xvfb) {
  const server = spawn(xvfb, ["-displayfd", "3", "-screen", "0", "1600x1600x24", "-nolisten", "tcp"], {
    stdio: ["ignore", "ignore", "ignore", "pipe"],
  });
  const close = () => server.kill();
  process.once("exit", close);
  const number = await new Promise((fulfil, reject) => {
    server.once("error", reject);
    server.once("exit", (status) => reject(new Error(`Xvfb ended with status ${status} before it had a display.`)));
    server.stdio[3].once("data", (text) => fulfil(String(text).trim()));
  });
  return { name: `:${number}`, close };
}
