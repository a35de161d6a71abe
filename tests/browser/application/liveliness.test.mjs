// Training never blocks the page: how long the application itself, without drawing, occupies the main thread.
//
// HOURGLASS_LIVELINESS_SECONDS=60 node tests/browser/run.mjs liveliness     measures for a minute instead of 5 s
//
// Headless Chromium draws in software, by threads that compete for the cores. So the page is small here, and the limits are for
// the median of twenty intervals: a single frame also waits while another program has the core. Tests of single frames, here and
// in tests/app, measure them by the thread's own clock.

import { check, pause, test, until } from "../harness.mjs";

const kSeconds = Number(process.env.HOURGLASS_LIVELINESS_SECONDS ?? 5);
const kWatches = 20;
const kMostTries = 4;
const kMostHeld = 8;     // milliseconds of the main thread that a frame may take
const kMostOverrun = 2;  // milliseconds that a slice of training may last beyond its budget

// Workload W3 on the built-in digits.
const kVariational = { family: "vae", hidden: "400", latent: 20, batch: 128, samples: 10000, epochs: 100000 };

const takeFrameTimes = (app) => app.page.evaluate(() => hourglassTest.app.takeFrameTimes());

// The application, training with these settings. It has run for a while, so that all digits are drawn and all code is compiled.
async function trainingApplication(context, site, settings) {
  const app = await context.application({ site, width: 390, height: 300 });
  if (settings) await app.page.evaluate((settings) => hourglassTest.app.useSettings(settings), settings);
  await until(async () => (await app.snapshot()).step > 100, "it trains");
  await app.frames(20);
  await takeFrameTimes(app);
  return app;
}

// Measures frames in kWatches intervals. `most` and `median` are over the longest frame of each interval.
async function watch(app) {
  const before = (await app.snapshot()).step;
  const times = [];
  for (let i = 0; i < kWatches; i++) {
    await pause((kSeconds * 1000) / kWatches);
    times.push(await takeFrameTimes(app));
  }
  const steps = (await app.snapshot()).step - before;
  const frames = times.reduce((sum, one) => sum + one.frames, 0);
  check(frames > 2 * kSeconds && steps > 0, `${frames} frames and ${steps} steps in ${kSeconds} s`);
  const sorted = (field) => times.map((one) => one[field]).sort((a, b) => a - b);
  const figures = (field, less = 0) => {
    const values = sorted(field);
    return { most: values.at(-1) - less, median: values[kWatches / 2] - less };
  };
  return { frames, steps, held: figures("longest"), overrun: figures("longestSlice", times[0].sliceBudget) };
}

// The best of a few measurements: other programs can only make one slower, never faster.
async function bestWatch(app, figure, limit) {
  let best;
  for (let i = 0; i < kMostTries && !(best?.[figure].median <= limit); i++) {
    const found = await watch(app);
    if (!best || found[figure].median < best[figure].median) best = found;
  }
  return best;
}

const inWords = ({ most, median }, { frames, steps }) =>
  `${most.toFixed(1)} ms at most, ${median.toFixed(1)} ms in the median interval; ${frames} frames and ${steps} steps in ${kSeconds} s`;

test("liveliness: with threads no frame blocks the page while a variational network trains", async (context) => {
  const found = await bestWatch(await trainingApplication(context, {}, kVariational), "held", kMostHeld);
  const note = `a frame took ${inWords(found.held, found)}`;
  check(found.held.median <= kMostHeld, note);
  return note;
});

for (const [name, settings] of [["the opening network", null], ["a variational network", kVariational]]) {
  test(`liveliness: without threads ${name} keeps to its share of a frame`, async (context) => {
    const found = await bestWatch(await trainingApplication(context, { isolation: false }, settings), "overrun", kMostOverrun);
    const note = `a slice ended after its budget by ${inWords(found.overrun, found)}`;
    check(found.overrun.median <= kMostOverrun, note);
    return note;
  });
}

test("liveliness: a stroke's frame shows its reconstruction within 3 ms", async (context) => {
  const app = await context.application({ width: 390, height: 844 });
  await app.page.evaluate(() => hourglassTest.app.useSettings({ hidden: "1000,500,250", latent: 30, samples: 200, batch: 20 }));
  await app.click("button.play");
  await app.rests();
  await app.frames(40);
  const { x, y, width, height } = await app.rectangle("draw.pad");
  await app.page.mouse.move(x + 0.3 * width, y + 0.3 * height);
  await app.page.mouse.down();
  const times = [];
  for (let i = 1; i <= 25; i++) {
    const before = await app.ask("drawnReconstruction");
    await app.page.mouse.move(x + (0.3 + 0.016 * i) * width, y + (0.3 + 0.1 * Math.sin(i)) * height);
    await app.frames(1);
    const time = await app.ask("lastFrameMs");
    if (String(await app.ask("drawnReconstruction")) !== String(before)) times.push(time);
  }
  await app.page.mouse.up();
  check(times.length > 8, `only ${times.length} strokes changed the reconstruction`);
  const median = times.sort((a, b) => a - b)[times.length >> 1];
  check(median <= 3, `a frame with a stroke took ${median.toFixed(2)} ms`);
  return `${median.toFixed(2)} ms with the whole frame, in the median of ${times.length}`;
});

test("liveliness: with everything open, 99 of 100 frames are built and submitted within 4 ms", async (context) => {
  const app = await context.application({ width: 1280, height: 1400 });
  await until(async () => (await app.snapshot()).step > 100, "it trains");
  await app.frames(120);
  await takeFrameTimes(app);
  const frames = await app.threadTimes(4 * kSeconds);
  const { p99: waited } = await takeFrameTimes(app);
  check(frames.length > 100, `only ${frames.length} frames were drawn`);
  const p99 = (time) => frames.map(time).sort((a, b) => a - b)[Math.floor(0.99 * frames.length)];
  const both = p99(({ building, submitting }) => building + submitting);
  const note = `${both.toFixed(2)} ms at the 99th percentile of ${frames.length} (building ${p99((f) => f.building).toFixed(2)}, submitting ${p99((f) => f.submitting).toFixed(2)}); ${waited.toFixed(2)} ms with waiting for a core`;
  check(both <= 4, note);
  return note;
});

// Measures the time from a mouse event to the end of the frame that drew the new image.
const watchCode = () => {
  const app = hourglassTest.app;
  globalThis.codeTimes = [];
  addEventListener("mousemove", () => {
    const start = performance.now(), before = String(app.drawnReconstruction());
    const look = () => {
      if (String(app.drawnReconstruction()) !== before) return codeTimes.push(performance.now() - start);
      if (performance.now() < start + 1000) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  }, true);
};

test("liveliness: a dragged bar of the code shows its image within 50 ms while a network trains", async (context) => {
  const app = await context.application({ width: 1280, height: 800 });
  await until(async () => (await app.snapshot()).step > 100, "it trains");
  await app.frames(60);
  const { x, y, width, height } = await app.rectangle("code.slider.0");
  const to = (share) => app.page.mouse.move(x + width / 2, y + share * height);
  await to(0.5);
  await app.frames(2);
  await app.page.mouse.down();
  await to(0.4);
  await app.frames(4);
  await app.page.evaluate(watchCode);
  for (let i = 0; i < 31; i++) {
    await to(0.2 + 0.06 * ((7 * i) % 10));
    await app.frames(6);
  }
  await app.page.mouse.up();
  const times = (await app.page.evaluate(() => codeTimes)).sort((a, b) => a - b);
  check(times.length > 25, `only ${times.length} moves changed the image`);
  const median = times[times.length >> 1];
  check(median <= 50, `${median.toFixed(0)} ms in the median`);
  return `${median.toFixed(0)} ms in the median of ${times.length}`;
});

test("liveliness: at 1280 x 800 at least 30 frames a second while a network trains in a worker thread", async (context) => {
  const app = await context.application({ width: 1280, height: 800 });
  await until(async () => (await app.snapshot()).step > 100, "it trains");
  await app.frames(60);
  let best = 0;
  for (let i = 0; i < kMostTries && best < 30; i++) {
    const [frames, start] = [await app.ask("frames"), Date.now()];
    await pause(1000 * kSeconds);
    best = Math.max(best, (await app.ask("frames") - frames) / ((Date.now() - start) / 1000));
  }
  const note = `${best.toFixed(1)} frames a second`;
  check(best >= 30, note);
  return note;
});
