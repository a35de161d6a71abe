// Training in a hidden tab: continues or pauses, as the user prefers.

import { Application, check, pause, test, until } from "../harness.mjs";

// Headless Chromium never hides tabs. This makes the page behave as if hidden, without animation frames.
function addCurtain() {
  let hidden = false, waiting = [];
  const draw = globalThis.requestAnimationFrame.bind(globalThis);
  globalThis.requestAnimationFrame = (callback) => (hidden ? waiting.push(callback) : draw(callback));
  Object.defineProperty(document, "hidden", { get: () => hidden });
  Object.defineProperty(document, "visibilityState", { get: () => (hidden ? "hidden" : "visible") });
  globalThis.setHidden = (value) => {
    hidden = value;
    document.dispatchEvent(new Event("visibilitychange"));
    for (const callback of waiting.splice(0)) globalThis.requestAnimationFrame(callback);
  };
}

async function application(context, isolation) {
  const { page, errors } = await context.tab();
  await page.addInitScript(addCurtain);
  await page.goto(await context.site({ isolation }), { waitUntil: "commit" });
  const app = new Application(page, errors);
  await app.ready();
  await until(async () => (await app.ask("metrics")).step > 0, "it trains");
  return app;
}

// The number of frames drawn once the one in progress is done, which takes long on a busy machine.
async function framesAtRest(app) {
  let frames = await app.ask("frames");
  await until(async () => {
    const before = frames;
    await pause(500);
    frames = await app.ask("frames");
    return frames === before;
  }, "it stops drawing");
  return frames;
}

const setHidden = (app, hidden) => app.page.evaluate((hidden) => setHidden(hidden), hidden);

for (const isolation of [true, false]) {
  test(`background training: continues while the tab is hidden, ${isolation ? "with" : "without"} threads`, async (context) => {
    const app = await application(context, isolation);
    await setHidden(app, true);
    const frames = await framesAtRest(app), { step } = await app.ask("metrics");
    await until(async () => (await app.ask("metrics")).step > step + 10, "it trains unseen");
    check(await app.ask("frames") === frames, "frames were drawn");
    await setHidden(app, false);
    await app.frames(3);
    const after = await app.ask("metrics");
    check(after.state === "running", `it is ${after.state} afterwards`);
    return `${after.step - step} steps`;
  });
}

test("background training: pauses while the tab is hidden, if that is preferred", async (context) => {
  const app = await application(context, false);
  await app.ask("showControls");
  await app.page.selectOption("#control-hidden-tab", "pause");
  await setHidden(app, true);
  const { step } = await app.rests();
  await pause(500);
  check((await app.ask("metrics")).step === step, "it went on");
  await setHidden(app, false);
  await until(async () => (await app.ask("metrics")).state === "running", "it goes on");

  // A run that the user paused stays paused.
  await app.ask("pause");
  await setHidden(app, true);
  await setHidden(app, false);
  await app.frames(3);
  check((await app.ask("metrics")).state === "paused", "it trains although it was paused");

  await app.reload();
  await app.ask("showControls");
  check(await app.page.inputValue("#control-hidden-tab") === "pause", "the preference is forgotten");
});
