// index.html preloads its modules, so that the browser need not discover them import by import.

import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";

import { check, kRoot, test } from "../harness.mjs";

const kWeb = join(kRoot, "web");

// The module and all that it imports statically.
function modulesOf(path, found = new Set()) {
  if (found.has(path)) return found;
  found.add(path);
  const text = readFileSync(join(kWeb, path), "utf8");
  for (const [, imported] of text.matchAll(/^(?:import|export) .*from "(\.[^"]+)";$/gm)) modulesOf(join(dirname(path), imported), found);
  return found;
}

test("preload: index.html names exactly the page's modules", () => {
  const page = "page/page.mjs";
  const html = readFileSync(join(kWeb, "index.html"), "utf8");
  check(html.includes(`<script type="module" src="${page}">`), "the page's script is another one");
  const named = [...html.matchAll(/rel="modulepreload" href="([^"]+)"/g)].map(([, path]) => path).sort();
  const imported = [...modulesOf(page)].filter((path) => path !== page).sort();
  check(named.join() === imported.join(), `named are ${named}; imported are ${imported}`);
});
