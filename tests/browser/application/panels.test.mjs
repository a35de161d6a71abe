// Every panel, used by mouse and keyboard on the canvas as a visitor would; the tests check the engine's results.

import { check, test, until } from "../harness.mjs";

// The application at a size at which all panels are drawn; if `settled`, paused and completely drawn.
async function open(context, { hash = "", settled = true, ...size } = {}) {
  const app = await context.application({ width: 1280, height: 1500, hash: hash && `#${hash}`, ...size });
  if (settled) {
    await app.page.evaluate(() => hourglassTest.app.pause());
    await app.rests();
  }
  await app.frames(25);
  if (settled) await until(async () => !(await app.ask("tasksBusy")), "all panels have their pictures");
  return app;
}

const same = (a, b) => String(a) === String(b);

// Waits until a function of the application returns something else than `before`; returns the new result.
const changed = (app, name, before) => until(async () => {
  const now = await app.ask(name);
  return same(now, before) ? null : now;
}, `${name} changes`);

test("panels: network: a bar of the bottleneck is dragged, and released to its value", async (context) => {
  const app = await open(context);
  const code = await app.ask("shownCode"), image = await app.ask("drawnReconstruction");
  await app.drag(await app.rectangle("code.slider.0"), [[0.5, 0.5], [0.5, 0.05]]);
  const moved = await changed(app, "shownCode", code);
  check(moved[1] === code[1], "the other number moved too");
  await changed(app, "drawnReconstruction", image);
  await app.click("code.follow");
  await until(async () => same(await app.ask("shownCode"), code), "the code is the sample's again");
});

test("panels: network: a layer is added by its menu", async (context) => {
  const app = await open(context, { settled: false });
  await app.click("network.encoder.0");
  await app.click("layer.add");
  const { settings } = await until(async () => {
    const now = await app.snapshot();
    return now.settings.hidden.length === 3 ? now : null;
  }, "there are three hidden layers");
  check(same(settings.hidden, [64, 64, 32]), `the layers are ${settings.hidden}`);
});

test("panels: draw: pen, undo and nearest images", async (context) => {
  const app = await open(context);
  const before = await app.ask("drawnInput");
  const pad = await app.rectangle("draw.pad");
  await app.drag(pad, [[0.3, 0.2], [0.7, 0.2], [0.5, 0.5], [0.4, 0.85]]);
  const drawn = await changed(app, "drawnInput", before);
  await app.drag(pad, [[0.2, 0.5], [0.8, 0.5]]);
  const crossed = await changed(app, "drawnInput", drawn);
  await app.click("draw.undo");
  await until(async () => same(await app.ask("drawnInput"), drawn), "the last stroke is taken back");
  await app.frames(60);
  await app.click("draw.nearest.0");
  const chosen = await changed(app, "drawnInput", drawn);
  check(!same(chosen, crossed), "no other image is inspected");
});

test("panels: draw: a drawing joins the training images", async (context) => {
  const app = await open(context, { settled: false });
  const { data } = await app.snapshot();
  await app.drag(await app.rectangle("draw.pad"), [[0.5, 0.15], [0.5, 0.85]]);
  await app.click("draw.add");
  await app.click("draw.add.1");
  const now = await until(async () => {
    const snapshot = await app.snapshot();
    return snapshot.data.training === data.training + 1 ? snapshot : null;
  }, "there is one training image more");
  await until(async () => (await app.snapshot()).step > now.step, "it trains on");
});

// The code that a click on a point of the plot selects.
async function takeCode(app, { x, y }) {
  const before = await app.ask("shownCode");
  await app.page.mouse.move(x, y);
  await app.frames(3);
  await app.page.mouse.down();
  await app.frames(2);
  await app.page.mouse.up();
  await app.frames(4);
  return changed(app, "shownCode", before);
}

test("panels: latent space: a click selects the code under it, the wheel zooms", async (context) => {
  const app = await open(context);
  const code = await app.ask("shownCode");
  const { x, y, width, height } = await app.rectangle("latent.plot");
  const at = (u, v) => takeCode(app, { x: x + u * width, y: y + v * height });
  const left = await at(0.08, 0.3), right = await at(0.92, 0.34);
  check(right[0] > left[0] + 1, `${left} on the left, ${right} on the right`);
  await app.page.mouse.move(x + width / 2, y + height / 2);
  for (let i = 0; i < 5; i++) {
    await app.page.mouse.wheel(0, -240);
    await app.frames(3);
  }
  await app.frames(30);
  const nearLeft = await at(0.08, 0.3), nearRight = await at(0.92, 0.34);
  check(nearRight[0] - nearLeft[0] < 0.8 * (right[0] - left[0]), "the wheel does not zoom");
  check(!same(code, nearLeft), "the code is the sample's still");
  check(app.errors.length === 0, app.errors.join("; "));
});

test("panels: curves: hovering shows values, the slider selects an older snapshot", async (context) => {
  const app = await open(context, { hash: "preset=vanilla", settled: false });
  await until(async () => (await app.snapshot()).history?.length > 15, "the curves have points");
  await app.page.evaluate(() => hourglassTest.app.pause());
  await app.frames(20);
  const now = await app.ask("drawnReconstruction");
  const slider = await app.rectangle("curves.scrub");
  await app.drag(slider, [[0.95, 0.5], [0.05, 0.5]]);
  const then = await changed(app, "drawnReconstruction", now);
  await app.screenshot("scrubbed");
  await app.click("curves.now");
  await until(async () => same(await app.ask("drawnReconstruction"), now), "the present is back");
  check(!same(then, now), "the past looks like the present");
});

test("panels: reconstructions: a click selects a training image", async (context) => {
  const app = await open(context);
  const before = await app.ask("drawnInput");
  await app.click("reconstructions.training");
  await app.frames(30);
  await app.click("reconstructions.input.1");
  const input = await changed(app, "drawnInput", before);
  await app.click("reconstructions.worst");
  await app.frames(60);
  await app.click("reconstructions.input.0");
  await changed(app, "drawnInput", input);
});

test("panels: generate: new samples, one of them selected", async (context) => {
  const app = await open(context);
  const before = await app.ask("shownCode");
  await app.click("generate.tile.0");
  const first = await changed(app, "shownCode", before);
  await app.click("generate.again");
  await app.frames(20);
  await app.click("generate.tile.0");
  await changed(app, "shownCode", first);
});

test("panels: interpolate: the middle of the path is selected", async (context) => {
  const app = await open(context, { height: 1700 });
  const before = await app.ask("shownCode");
  await app.frames(20);
  await app.click("interpolate.tile.0");
  const a = await changed(app, "shownCode", before);
  await app.click("interpolate.tile.4");
  await changed(app, "shownCode", a);
});

test("panels: traverse: a tile changes one number of the code", async (context) => {
  const app = await open(context, { height: 1700, hash: "preset=vae" });
  await app.frames(40);
  const before = await app.ask("shownCode");
  await app.click("traverse.tile.0.0");
  const after = await changed(app, "shownCode", before);
  const moved = after.filter((value, i) => value !== before[i]);
  check(moved.length === 1, `${moved.length} numbers of the code moved`);
});

test("panels: lab notes: a suggestion is applied by its button", async (context) => {
  const app = await open(context, { hash: "preset=too-fast&focus=notes", settled: false });
  await until(async () => (await app.snapshot()).state === "diverged", "it diverges");
  const before = (await app.snapshot()).settings;
  // The banner above the notes offers the same suggestion.
  await app.click("banner.dismiss");
  await app.click("notes.apply.0");
  const { settings } = await until(async () => {
    const now = await app.snapshot();
    return same(JSON.stringify(now.settings), JSON.stringify(before)) ? null : now;
  }, "a setting changes");
  const names = Object.keys(settings).filter((key) => !same(settings[key], before[key]));
  check(names.length >= 1, "no setting changed");
  return `${names.join(", ")} changed`;
});

test("panels: a run that diverged is recovered from its last good weights", async (context) => {
  const app = await open(context, { hash: "preset=too-fast", settled: false });
  await until(async () => (await app.snapshot()).state === "diverged", "it diverges");
  const { settings, generation } = await app.snapshot();
  await app.click("banner.recover");
  const now = await until(async () => {
    const snapshot = await app.snapshot();
    return snapshot.state === "running" && snapshot.step > 200 ? snapshot : null;
  }, "it trains again");
  check(now.generation === generation, "a new run started");
  check(now.settings.learning_rate < settings.learning_rate / 9, `the learning rate is ${now.settings.learning_rate}`);
});

test("panels: settings: all settings and a group of them open, and a search finds a setting by its name", async (context) => {
  const app = await open(context, { settled: false, height: 800 });
  const layout = await app.ask("layout");
  check(!("settings.group.Data" in layout), "all settings are open");
  const { x, y } = await app.rectangle("settings.seed");
  const scroll = async () => {
    await app.page.mouse.move(x + 20, y);
    await app.page.mouse.wheel(0, 2000);
    await app.frames(6);
  };
  await scroll();
  await app.click("settings.all");
  await scroll();
  check(!("settings.samples" in await app.ask("layout")), "the group of the data is open");
  await app.click("settings.group.Data");
  await app.rectangle("settings.samples");
  await app.click("settings.filter");
  await app.page.keyboard.type("learning rate", { delay: 40 });
  await app.rectangle("settings.learning_rate");
  check(!("settings.latent" in await app.ask("layout")), "settings of another name are still there");
});

test("panels: the keyboard alone trains, steps, resets and moves through the panels", async (context) => {
  const app = await open(context, { settled: false });
  const press = async (key) => {
    await app.page.keyboard.press(key, { delay: 80 });
    await app.frames(4);
  };
  await press("Space");
  const paused = await app.rests();
  await press("s");
  await until(async () => (await app.snapshot()).step === paused.step + 1, "s does one step");
  await press("3");
  check((await app.ask("panels")).alone === "latent", "3 does not show the latent space alone");
  await press("Escape");
  check((await app.ask("panels")).alone === null, "Escape does not bring all panels back");
  await press("n");
  await until(async () => (await app.snapshot()).settings.seed === 2, "n starts a new run with another seed");
});

test("panels: the address keeps hidden, shown and resized panels", async (context) => {
  const app = await open(context, { settled: false });
  await app.click("button.panels");
  await app.click("show.notes");
  await app.page.keyboard.press("Escape");
  const hash = await until(async () => {
    const now = new URL(app.page.url()).hash;
    return now.includes("panels=") && !now.includes("notes") ? now : null;
  }, "the address has the notes hidden");
  const again = await context.application({ hash, width: 1280, height: 1500 });
  await again.frames(5);
  check(!("panel.notes" in await again.ask("layout")), "the notes are back");
});

test("panels: a pinch zooms the latent space", async (context) => {
  // Settled, since the map follows codes that still arrive.
  const app = await open(context, { width: 390, height: 844, touch: true, hash: "focus=latent" });
  const { x, y, width, height } = await app.rectangle("latent.plot");
  const fingers = (apart) => [-1, 1].map((side, id) => ({ x: x + width / 2 + side * apart, y: y + height / 2, id }));
  const session = await app.page.context().newCDPSession(app.page);
  const send = (type, touchPoints) => session.send("Input.dispatchTouchEvent", { type, touchPoints });
  const across = async () => {
    const left = await takeCode(app, { x: x + 0.1 * width, y: y + 0.4 * height });
    return (await takeCode(app, { x: x + 0.9 * width, y: y + 0.4 * height }))[0] - left[0];
  };
  const before = await across();
  await send("touchStart", fingers(20));
  for (let apart = 25; apart <= 60; apart += 5) {
    await send("touchMove", fingers(apart));
    await app.frames(1);
  }
  await send("touchEnd", []);
  await app.frames(3);
  const grown = before / (await across());
  check(grown > 2 && grown < 3.5, `fingers three times as far apart make it ${grown} times as large`);
});

test("panels: latent space: a map by neighbours is seen within two seconds, and completed", async (context) => {
  const app = await context.application({ hash: "#family=vanilla&latent=16&samples=3000&held_out_samples=600&focus=latent" });
  await until(async () => (await app.snapshot()).step > 200, "it trains");
  await app.page.evaluate(() => hourglassTest.app.pause());
  await until(async () => !(await app.ask("tasksBusy")), "the codes are drawn");
  await app.frames(90);
  const picture = async () => app.page.screenshot({ clip: await app.rectangle("latent.plot") });
  const before = await picture();
  await app.click("latent.axes.t-SNE");
  const clicked = Date.now();
  await until(async () => !before.equals(await picture()), "the points move", 2000);
  const moved = Date.now() - clicked;
  await until(async () => !(await app.ask("tasksBusy")), "the map is complete");
  await app.screenshot("latent-neighbours");
  return `first picture after ${moved} ms, complete after ${Date.now() - clicked} ms`;
});

test("panels: on a phone everything is in one column and works by touch", async (context) => {
  const app = await context.application({ width: 390, height: 844, scale: 2, touch: true });
  await until(async () => (await app.snapshot()).step > 20, "it trains");
  await app.frames(20);
  const layout = await app.ask("layout");
  for (const [name, { x, width }] of Object.entries(layout)) {
    if (name.startsWith("panel.") && !name.includes(".", 6)) check(x >= 0 && x + width <= 391, `${name} leaves the screen`);
  }
  const before = await app.ask("drawnInput");
  const pad = await app.rectangle("draw.pad");
  await app.dragByTouch(pad, [[0.3, 0.2], [0.7, 0.2], [0.4, 0.85]]);
  await changed(app, "drawnInput", before);
  await app.screenshot("phone-drawn");
  const top = (await app.rectangle("panel.latent")).y;
  await app.dragByTouch({ x: 0, y: 0, width: 390, height: 844 }, [[0.02, 0.9], [0.02, 0.4]]);
  await until(async () => (await app.rectangle("panel.latent")).y < top - 100, "a finger on the ground scrolls the page");
});

for (const [width, height] of [[390, 844], [360, 640]]) {
  test(`panels: on a phone of ${width} x ${height} swipes and taps scroll the page and never make it jump back`, async (context) => {
    const app = await context.application({ width, height, scale: 2, touch: true });
    await app.frames(20);
    const scrolled = async () => {
      const { bar, content } = await app.ask("layout");
      return bar.height - content.y;
    };
    // The position at which it stops.
    const rest = () => until(async () => {
      const before = await scrolled();
      await app.frames(6);
      return await scrolled() === before ? { at: before } : null;
    }, "the page comes to rest").then(({ at }) => at);
    const screen = { x: 0, y: 0, width, height };
    const { content } = await app.ask("layout");
    let last = await rest();
    check(last === 0, `it opens at ${last}`);
    for (let i = 0; i < 30; i++) {
      await app.dragByTouch(screen, [[0.015, 0.85], [0.015, 0.35]]);
      const now = await rest();
      const end = now + height >= content.height - 1;
      check(now >= last + (end ? 0 : 0.4 * height), `swipe ${i} went from ${last} to ${now}`);
      last = now;
      await app.page.touchscreen.tap(0.015 * width, 0.5 * height);
      check(Math.abs(await rest() - last) < 1, `a tap went from ${last} to ${await scrolled()}`);
      if (end) break;
    }
    const layout = await app.ask("layout"), lowest = Math.max(...Object.entries(layout)
      .filter(([name]) => /^panel\\.[a-z]+$/.test(name)).map(([, { y, height }]) => y + height));
    check(lowest <= height + 1, `the last panel ends at ${lowest}`);
    await app.dragByTouch(screen, [[0.015, 0.3], [0.015, 0.8]]);
    check(await rest() < last - 0.4 * height, "a swipe down does not scroll back");
  });
}
