// Key events as they differ between operating systems.

import { check, pause, test, until } from "../harness.mjs";

// A paused application, and a function that sends it key events: [type, key, code, keyCode, more].
async function paused(context) {
  const app = await context.application();
  await app.page.evaluate(() => hourglassTest.app.pause());
  const step = async () => (await app.snapshot()).step;
  await app.rests();
  const send = async (...events) => {
    for (const event of events) {
      await app.page.evaluate(([type, key, code, keyCode, more]) => {
        const made = new KeyboardEvent(type, { key, code, bubbles: true, cancelable: true, ...more });
        Object.defineProperty(made, "keyCode", { value: keyCode });
        document.getElementById("canvas").dispatchEvent(made);
      }, event);
      await app.frames(2);
    }
  };
  return { app, send, step };
}

test("keys: with an input method letter keys act by their position, and the keypad's digits are digits", async (context) => {
  const { app, send, step } = await paused(context);
  const first = await step();
  await send(["keydown", "Process", "KeyS", 229], ["keyup", "s", "KeyS", 83]);
  await until(async () => await step() === first + 1, "S does one step");
  await send(["keydown", "2", "Numpad2", 98], ["keyup", "2", "Numpad2", 98]);
  await until(async () => (await app.ask("panels")).alone !== null, "a panel is alone");
});

test("keys: after Cmd+S, whose release macOS does not report, S acts again", async (context) => {
  const { send, step } = await paused(context);
  await send(["keydown", "Meta", "MetaLeft", 91, { metaKey: true }], ["keydown", "s", "KeyS", 83, { metaKey: true }], ["keyup", "Meta", "MetaLeft", 91]);
  await pause(300);
  const before = await step();
  await send(["keydown", "s", "KeyS", 83], ["keyup", "s", "KeyS", 83]);
  await until(async () => await step() === before + 1, "S does one step");
  check(await step() === before + 1, "S did more than one step");
});
