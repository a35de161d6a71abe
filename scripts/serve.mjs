#!/usr/bin/env node
// Serves a folder of static files on localhost with the headers that the page needs for cross-origin isolation (threads). For
// tests also without them, or with a strict content security policy.

import { createReadStream, statSync } from "node:fs";
import { createServer } from "node:http";
import { extname, join, normalize, resolve, sep } from "node:path";
import { fileURLToPath } from "node:url";

const kUsage = `usage: scripts/serve.mjs [FOLDER] [--port N] [--no-isolation] [--csp] [--cors]

  FOLDER           what to serve (default: build/site)
  --port N         the port (default 8080; 0 picks a free one)
  --no-isolation   leave out the cross-origin isolation headers: the page then runs without threads
  --csp            add a strict Content-Security-Policy
  --cors           allow pages of other sites to read the files, as many static hosts do
`;

const kTypes = {
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".ts": "text/plain; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".json": "application/json; charset=utf-8",
  ".map": "application/json; charset=utf-8",
  ".txt": "text/plain; charset=utf-8",
  ".md": "text/markdown; charset=utf-8",
  ".wasm": "application/wasm",
  ".svg": "image/svg+xml",
  ".png": "image/png",
  ".gif": "image/gif",
  ".jpg": "image/jpeg",
  ".ico": "image/x-icon",
  ".webmanifest": "application/manifest+json",
  ".woff2": "font/woff2",
};

const kPolicy =
  "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; " +
  "img-src 'self' data: blob:; worker-src 'self' blob:";

// The headers of every response.
function commonHeaders({ isolation, csp, cors }) {
  const headers = { "Cache-Control": "no-cache", "X-Content-Type-Options": "nosniff" };
  if (isolation) {
    headers["Cross-Origin-Opener-Policy"] = "same-origin";
    headers["Cross-Origin-Embedder-Policy"] = "require-corp";
    headers["Cross-Origin-Resource-Policy"] = "cross-origin";
  }
  if (csp) headers["Content-Security-Policy"] = kPolicy;
  if (cors) headers["Access-Control-Allow-Origin"] = "*";
  return headers;
}

// The file that a request's path names, for a folder its index.html; null if it is not a file inside root.
function findFile(root, url) {
  let path;
  try {
    path = decodeURIComponent(new URL(url, "http://localhost").pathname);
  } catch {
    return null;
  }
  if (path.includes("\0")) return null;
  let file = normalize(join(root, path));
  if (file !== root && !file.startsWith(root + sep)) return null;
  let stats = statSync(file, { throwIfNoEntry: false });
  if (stats?.isDirectory()) {
    file = join(file, "index.html");
    stats = statSync(file, { throwIfNoEntry: false });
  }
  return stats?.isFile() ? { file, stats } : null;
}

/// Starts a server for `root` on localhost; resolves to { url, close() }.
export function serve(root, { port = 8080, isolation = true, csp = false, cors = false } = {}) {
  const headers = commonHeaders({ isolation, csp, cors });
  root = resolve(root);
  const server = createServer((request, response) => {
    if (request.method !== "GET" && request.method !== "HEAD") {
      response.writeHead(405, { ...headers, Allow: "GET, HEAD" }).end();
      return;
    }
    const found = findFile(root, request.url);
    if (!found) {
      response.writeHead(404, { ...headers, "Content-Type": "text/plain; charset=utf-8" }).end("not found\n");
      return;
    }
    response.writeHead(200, {
      ...headers,
      "Content-Type": kTypes[extname(found.file).toLowerCase()] ?? "application/octet-stream",
      "Content-Length": found.stats.size,
      "Last-Modified": found.stats.mtime.toUTCString(),
    });
    if (request.method === "HEAD") {
      response.end();
      return;
    }
    createReadStream(found.file).on("error", () => response.destroy()).pipe(response);
  });
  return new Promise((fulfil, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => {
      fulfil({
        url: `http://localhost:${server.address().port}/`,
        close: () => new Promise((done) => {
          server.close(done);
          server.closeAllConnections?.();
        }),
      });
    });
  });
}

// The options on the command line; null if it is invalid.
function parseArguments(words) {
  const options = { root: fileURLToPath(new URL("../build/site", import.meta.url)), port: 8080, isolation: true, csp: false, cors: false };
  let folder = false;
  for (let i = 0; i < words.length; i++) {
    const word = words[i];
    if (word === "--no-isolation") options.isolation = false;
    else if (word === "--csp") options.csp = true;
    else if (word === "--cors") options.cors = true;
    else if (word === "--port") {
      const text = words[++i] ?? "";
      options.port = Number(text);
      if (!/^\d+$/.test(text) || options.port > 65535) return null;
    } else if (!word.startsWith("-") && !folder) {
      options.root = word;
      folder = true;
    } else return null;
  }
  return options;
}

async function main(words) {
  if (words.includes("--help") || words.includes("-h")) {
    process.stdout.write(kUsage);
    return 0;
  }
  const options = parseArguments(words);
  if (!options) {
    process.stderr.write(kUsage);
    return 2;
  }
  if (!statSync(options.root, { throwIfNoEntry: false })?.isDirectory()) {
    console.error(`serve: there is no folder ${options.root}; ./build_wasm.sh makes build/site`);
    return 1;
  }
  try {
    const server = await serve(options.root, options);
    console.log(`Serving ${options.root} at ${server.url} (Ctrl-C stops)`);
  } catch (error) {
    const reason = error.code === "EADDRINUSE" ? `port ${options.port} is in use; choose another with --port` : error.message;
    console.error(`serve: ${reason}`);
    return 1;
  }
  return null;  // keeps running
}

if (process.argv[1] && resolve(process.argv[1]) === fileURLToPath(import.meta.url)) {
  const status = await main(process.argv.slice(2));
  if (status !== null) process.exit(status);
}
