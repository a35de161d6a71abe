// Screenshots of the page at common sizes, for people to look at, in build/screenshots.

import { check, pause, test, until } from "../harness.mjs";

const kSizes = [
  ["desktop", { width: 1280, height: 800 }],
  ["high-density", { width: 1280, height: 800, scale: 2 }],
  ["phone", { width: 390, height: 844, scale: 2 }],
];

for (const [name, size] of kSizes) {
  test(`screenshots: ${name}`, async (context) => {
    const app = await context.application(size);
    await until(async () => (await app.snapshot()).step > 50, "it has trained");
    await pause(3000);
    await app.screenshot(name);
    check(app.errors.length === 0, `the console has errors: ${app.errors.join("; ")}`);
    return `${(await app.ask("lastFrameMs")).toFixed(1)} ms per frame`;
  });
}
