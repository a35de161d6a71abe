// Keeps the files of one version of the site, so that its pages open without a network. A version is the list of all files
// with their hashes, which scripts/assemble_site.sh writes; only files with these hashes are kept, so files of two versions
// never mix. A newer version waits until no page of the older one is open.

importScripts("site_files.js");

const { version, files } = self.siteFiles;
const kPrefix = "hourglass-";
const kName = kPrefix + version;
const kFolder = new URL("./", location.href);
const kThreads = /^wasm-threads\//;

const hexadecimal = (bytes) => [...new Uint8Array(bytes)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

// The name that the list has for an address, or null.
function fileOf(address) {
  const url = new URL(address);
  if (url.origin !== kFolder.origin || !url.pathname.startsWith(kFolder.pathname)) return null;
  const path = url.pathname.slice(kFolder.pathname.length).replace(/(^|\/)$/, "$1index.html");
  return Object.hasOwn(files, path) ? path : null;
}

const addressOf = (path) => new URL(path, kFolder);

// A fresh copy of the file; rejects where its hash is another one.
async function fetchFile(path) {
  const response = await fetch(addressOf(path), { cache: "no-cache" });
  const content = await response.arrayBuffer();
  const hash = hexadecimal(await crypto.subtle.digest("SHA-256", content));
  if (!response.ok || hash !== files[path]) throw new Error(`${path} is not that of version ${version}`);
  // A new response: the original may say that it came compressed or redirected.
  const headers = new Headers(response.headers);
  headers.delete("Content-Encoding");
  headers.set("Content-Length", content.byteLength);
  return new Response(content, { headers });
}

async function storeFiles() {
  const cache = await caches.open(kName);
  const store = async (path) => cache.put(addressOf(path), await fetchFile(path));
  await Promise.all(Object.keys(files).filter((path) => !kThreads.test(path)).map(store));
  // The variant with threads only where the headers of the pages allow threads.
  const page = await cache.match(addressOf("index.html"));
  if (!page.headers.has("Cross-Origin-Embedder-Policy")) return;
  await Promise.all(Object.keys(files).filter((path) => kThreads.test(path)).map(store));
}

async function deleteOtherVersions() {
  const names = (await caches.keys()).filter((name) => name.startsWith(kPrefix) && name !== kName);
  await Promise.all(names.map((name) => caches.delete(name)));
}

async function answer(request, path) {
  const stored = await (await caches.open(kName)).match(addressOf(path));
  return stored ?? fetch(request);
}

addEventListener("install", (event) => event.waitUntil(storeFiles()));
addEventListener("activate", (event) => event.waitUntil(deleteOtherVersions()));
addEventListener("fetch", (event) => {
  const path = event.request.method === "GET" ? fileOf(event.request.url) : null;
  if (path) event.respondWith(answer(event.request, path));
});
