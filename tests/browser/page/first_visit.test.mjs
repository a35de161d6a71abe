import { Application } from "../browser.mjs";
import { test } from "../harness.mjs";
import { visit } from "./first_visit.mjs";

test("first visit: it learns within 3 s, is toured within a minute, broken and mended within five", async (context) => {
  const { page, errors } = await context.tab({ firstVisit: true });
  await page.goto(await context.site());
  const app = new Application(page, errors);
  await app.ready();
  return visit(app);
});
