// The functions that the page makes from the bound application, tested with a fake one.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, kSite, test, until } from "../harness.mjs";

// The functions that the page makes from these bound methods.
async function functionsOf(methods) {
  class Bound {}
  Object.assign(Bound.prototype, methods);
  for (const name of Object.keys(methods)) Object.defineProperty(Bound.prototype, name, { enumerable: false });
  const { applicationOf } = await import(pathToFileURL(join(kSite, "application/application.mjs")));
  return applicationOf({ application: () => new Bound() });
}

test("application: if a server sends modules with a wrong type, the page shows a message", async (context) => {
  const { page } = await context.tab();
  await page.route("**/*.mjs", async (route) => {
    const response = await route.fetch();
    await route.fulfill({ response, headers: { ...response.headers(), "content-type": "application/octet-stream" } });
  });
  await page.goto(await context.site());
  const sentence = await until(async () => {
    const text = await page.textContent("#overlay-text");
    return text.includes("text/javascript") ? text : null;
  }, "the page says what is wrong");
  check(sentence.includes("application/octet-stream"), sentence);
});

test("application: every bound method is a function of the same name", async () => {
  const app = await functionsOf({
    theme: () => "dark",
    add(a, b) { return [this.theme(), a + b]; },
    link: () => "focus=latent&panels=draw,latent",
    layoutJson: () => '{"page":{"x":1}}',
  });
  check(app.theme() === "dark" && app.add(1, 2).join() === "dark,3", JSON.stringify(app.add(1, 2)));
  check(app.layout().page.x === 1, JSON.stringify(app.layout()));
  const panels = app.panels();
  check(panels.alone === "latent" && panels.shown.join() === "draw,latent" && !panels.embedded, JSON.stringify(panels));
  check(!Object.keys(app).includes("constructor"), "the constructor is among them");
});

test("application: an error is thrown with its code, other results are returned", async () => {
  const app = await functionsOf({
    apply: (key, value) => value === "-1" ? { error: { code: "setting-out-of-range", message: "latent: expected more." } } : undefined,
    useSettings: (pairs) => (pairs.length === 1 && pairs[0].join() === "latent,3" ? undefined : { error: { code: "wrong", message: "" } }),
  });
  let thrown = null;
  try {
    app.apply("latent", -1);
  } catch (error) {
    thrown = error;
  }
  check(thrown?.code === "setting-out-of-range" && thrown.message === "latent: expected more.", String(thrown));
  check(app.apply("latent", 3) === undefined, "an accepted setting has an answer");
  app.useSettings({ latent: 3 });
});
