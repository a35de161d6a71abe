// A page at rest: what it costs, and how soon it is awake.

import { check, pause, test, until } from "../harness.mjs";

// The application, paused and complete, and a function that tells how many frames pass in so many milliseconds.
async function atRest(context, options) {
  const app = await context.application({ width: 1280, height: 800, ...options });
  await app.ask("pause");
  await app.rests();
  await until(async () => !await app.ask("tasksBusy"), "all panels have their pictures");
  const framesIn = async (milliseconds) => {
    const first = await app.ask("frames");
    await pause(milliseconds);
    return await app.ask("frames") - first;
  };
  await until(async () => await framesIn(1500) <= 3, "it rests");
  return { app, framesIn };
}

// Seconds of processor time that the page's process has used for tasks.
async function secondsOfTasks(browser) {
  const { metrics } = await browser.send("Performance.getMetrics");
  return metrics.find(({ name }) => name === "TaskDuration").value;
}

for (const variant of ["wasm", "wasm-threads"]) {
  test(`rest: a paused page takes less than a hundredth of a core: ${variant}`, async (context) => {
    const { app, framesIn } = await atRest(context, { isolation: variant === "wasm-threads" });
    const browser = await app.page.context().newCDPSession(app.page);
    await browser.send("Performance.enable", { timeDomain: "threadTicks" });
    const before = await secondsOfTasks(browser), frames = await framesIn(10_000);
    const share = (await secondsOfTasks(browser) - before) / 10;
    check(frames >= 5 && frames <= 12, `${frames} frames in 10 s`);
    check(share < 0.01, `${(100 * share).toFixed(2)} % of a core`);
    return `${frames} frames in 10 s, ${(100 * share).toFixed(2)} % of a core`;
  });
}

test("rest: input, calls and another size wake the page at once", async (context) => {
  const { app, framesIn } = await atRest(context);
  const wakes = {
    "the mouse moves": () => app.page.mouse.move(300 + Math.random() * 50, 200),
    "a key is pressed": () => app.page.keyboard.press("Shift"),
    "the window gets another size": () => app.page.setViewportSize({ width: 1200, height: 780 }),
    "a call changes something": () => app.ask("apply", "learning_rate", "0.002"),
  };
  for (const [what, act] of Object.entries(wakes)) {
    await act();
    const frames = await framesIn(500);
    check(frames >= 8, `${what}: ${frames} frames in half a second`);
    await until(async () => await framesIn(1500) <= 3, `it rests again after ${what}`);
  }
  await app.ask("start");
  await until(async () => await framesIn(1000) >= 10, "it trains, and draws");
});

test("rest: what a page waits for is shown when it is there", async (context) => {
  const { app } = await atRest(context);
  const { step } = await app.snapshot();
  const frame = await app.ask("frames");
  await app.ask("epoch");
  await until(async () => (await app.snapshot()).step > step, "the epoch is done");
  check(await app.ask("frames") > frame, "no frame was drawn");
});
