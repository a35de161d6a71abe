// Tests of scripts/serve.mjs: the files and headers that it serves, and its command line.

import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { after, test } from "node:test";
import { fileURLToPath } from "node:url";

import { serve } from "../../scripts/serve.mjs";

const kScript = fileURLToPath(new URL("../../scripts/serve.mjs", import.meta.url));
const folder = mkdtempSync(join(tmpdir(), "serve-test-"));
const root = join(folder, "site");
mkdirSync(join(root, "sub"), { recursive: true });
writeFileSync(join(folder, "secret.txt"), "secret");
writeFileSync(join(root, "index.html"), "<p>home");
writeFileSync(join(root, "sub", "index.html"), "<p>sub");
writeFileSync(join(root, "a.wasm"), "\0asm");
writeFileSync(join(root, "a.js"), "1");
writeFileSync(join(root, "b c.css"), "p {}");

// Sends a request with exactly this path; status, headers and body of the response.
function get(url, path, method = "GET") {
  return new Promise((fulfil, reject) => {
    const { hostname, port } = new URL(url);
    const sent = request({ hostname, port, path, method }, (response) => {
      let body = "";
      response.on("data", (chunk) => (body += chunk));
      response.on("end", () => fulfil({ status: response.statusCode, headers: response.headers, body }));
    });
    sent.on("error", reject).end();
  });
}

// Run `body` against a server with these options.
async function withServer(options, body) {
  const server = await serve(root, { port: 0, ...options });
  try {
    await body(server.url);
  } finally {
    await server.close();
  }
}

// Exit code and output of the command line.
function run(...words) {
  return new Promise((fulfil) => {
    const child = spawn(process.execPath, [kScript, ...words]);
    let output = "";
    const collect = (chunk) => {
      output += chunk;
      if (output.includes("http://localhost")) child.kill();
    };
    child.stdout.on("data", collect);
    child.stderr.on("data", collect);
    child.on("exit", (code) => fulfil({ code, output }));
  });
}

after(() => rmSync(folder, { recursive: true }));

test("files, folders and their types", () => withServer({}, async (url) => {
  assert.equal((await get(url, "/")).body, "<p>home");
  assert.equal((await get(url, "/sub/")).body, "<p>sub");
  assert.equal((await get(url, "/b%20c.css?x=1")).headers["content-type"], "text/css; charset=utf-8");
  assert.equal((await get(url, "/a.wasm")).headers["content-type"], "application/wasm");
  assert.equal((await get(url, "/a.js")).headers["content-type"], "text/javascript; charset=utf-8");
}));

test("isolation headers on every answer", () => withServer({}, async (url) => {
  for (const path of ["/", "/missing"]) {
    const { headers } = await get(url, path);
    assert.equal(headers["cross-origin-opener-policy"], "same-origin");
    assert.equal(headers["cross-origin-embedder-policy"], "require-corp");
    assert.equal(headers["content-security-policy"], undefined);
  }
}));

test("no isolation on request", () => withServer({ isolation: false }, async (url) => {
  const { headers } = await get(url, "/");
  assert.equal(headers["cross-origin-opener-policy"], undefined);
  assert.equal(headers["cross-origin-embedder-policy"], undefined);
}));

test("the content security policy on request", () => withServer({ csp: true }, async (url) => {
  assert.match((await get(url, "/")).headers["content-security-policy"], /script-src 'self' 'wasm-unsafe-eval';/);
}));

test("no file outside the folder is served", () => withServer({}, async (url) => {
  for (const path of ["/../secret.txt", "/%2e%2e/secret.txt", "/sub/..%2f..%2fsecret.txt", "/%00", "/%zz", "//etc/passwd"]) {
    const answer = await get(url, path);
    assert.equal(answer.status, 404, path);
    assert.equal(answer.body, "not found\n");
  }
}));

test("HEAD has no body, other methods are refused", () => withServer({}, async (url) => {
  const head = await get(url, "/a.wasm", "HEAD");
  assert.deepEqual([head.status, head.body, head.headers["content-length"]], [200, "", "4"]);
  assert.equal((await get(url, "/", "POST")).status, 405);
}));

test("the command line prints its address", async () => {
  assert.match((await run(root, "--port", "0")).output, /at http:\/\/localhost:\d+\//);
});

test("the command line reports what is wrong", async () => {
  assert.equal((await run("--port", "x")).code, 2);
  assert.equal((await run("--nonsense")).code, 2);
  const missing = await run(join(folder, "nowhere"));
  assert.equal(missing.code, 1);
  assert.match(missing.output, /no folder/);
  await withServer({}, async (url) => {
    const taken = await run(root, "--port", new URL(url).port);
    assert.equal(taken.code, 1);
    assert.match(taken.output, /in use/);
  });
});
