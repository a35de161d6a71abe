// A mouse button released outside the page.

import { check, pause, test, until } from "../harness.mjs";

test("lost release: a pointer that returns without a pressed button draws and drags nothing", async (context) => {
  const app = await context.application();
  const move = (x, y) => app.page.evaluate(([x, y]) => document.getElementById("canvas").dispatchEvent(
    new MouseEvent("mousemove", { clientX: x, clientY: y, buttons: 0, bubbles: true })), [x, y]);
  const pad = await app.rectangle("draw.pad");
  const before = String(await app.ask("drawnInput"));
  await app.page.mouse.move(pad.x + 0.3 * pad.width, pad.y + 0.3 * pad.height);
  await app.frames(2);
  await app.page.mouse.down();
  await app.page.mouse.move(pad.x + 0.5 * pad.width, pad.y + 0.4 * pad.height, { steps: 4 });
  await app.frames(2);
  const drawn = String(await until(async () => {
    const now = await app.ask("drawnInput");
    return String(now) === before ? null : now;
  }, "something is drawn"));
  for (const [u, v] of [[0.2, 0.8], [0.8, 0.8], [0.8, 0.2]]) {
    await move(pad.x + u * pad.width, pad.y + v * pad.height);
    await app.frames(2);
  }
  await pause(200);
  check(String(await app.ask("drawnInput")) === drawn, "the stroke went on without a button");
  await app.page.mouse.up();
});
