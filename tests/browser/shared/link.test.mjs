// Functions that read and change the text of links.

import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { check, kSite, test } from "../harness.mjs";

const link = () => import(pathToFileURL(join(kSite, "shared/link.mjs")));

test("link text: the run's part omits the page's keys and keeps the link's order", async () => {
  const { runPart } = await link();
  check(runPart("#preset=vae-2d&panels=draw&seed=3&theme=dark") === "preset=vae-2d&seed=3", runPart("#preset=vae-2d&panels=draw&seed=3&theme=dark"));
});

test("link text: values are read, replaced and removed", async () => {
  const { valuesIn, withValue, without } = await link();
  const given = "#latent=3&panels=a%2Cb&latent=4";
  check(valuesIn(given, "latent").join() === "3,4" && valuesIn(given, "panels").join() === "a,b", valuesIn(given, "panels").join());
  check(withValue(given, "latent", "5 6") === "panels=a%2Cb&latent=5%206", withValue(given, "latent", "5 6"));
  check(without(given, "latent") === "panels=a%2Cb", without(given, "latent"));
});

test("link text: an ampersand may be an HTML entity", async () => {
  const { withoutEntities } = await link();
  for (const entity of ["&", "&amp;", "&#038;", "&#38;"]) check(withoutEntities(`#a=1${entity}b=2`) === "#a=1&b=2", entity);
  check(withoutEntities("#a=%26amp;b") === "#a=%26amp;b", "an encoded ampersand was changed");
});
