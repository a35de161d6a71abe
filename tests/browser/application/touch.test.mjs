// Fingers on the canvas of a phone: taps press, swipes scroll wherever they start, and only what is meant is dragged.

import { check, pause, test, until } from "../harness.mjs";

const kPhones = [[390, 844], [360, 640]];

// Fingers on the application. A point is [x, y] in CSS pixels.
async function fingersOn(app) {
  const { page } = app;
  const session = await page.context().newCDPSession(page);
  const send = (type, ...points) => session.send("Input.dispatchTouchEvent", { type, touchPoints: points.map(([x, y], id) => ({ x, y, id })) });
  const between = (a, b, share) => a.map((value, k) => value + (b[k] - value) * share);
  // Moves fingers from their points to others; `rest`: milliseconds before the movement and frames after it. Without a
  // rest the first movement is sent with the contact, so that it comes in time on a busy machine too.
  const move = async (from, to, { rest = [0, 0], steps = 8 } = {}) => {
    const sent = [send("touchStart", ...from)];
    if (rest[0] > 0) await pause(rest[0]);
    for (let i = 1; i <= steps; i++) {
      sent.push(send("touchMove", ...from.map((point, k) => between(point, to[k], i / steps))));
      await pause(16);
    }
    if (rest[1] > 0) await Promise.all(sent).then(() => app.frames(rest[1]));
    await Promise.all([...sent, send("touchEnd")]);
  };
  const swipe = (from, to, options) => move([from], [to], options);
  return { move, swipe, tap: ([x, y]) => page.touchscreen.tap(x, y) };
}

async function openPhone(context, [width, height], hash = "") {
  const app = await context.application({ width, height, touch: true, hash });
  await app.rectangle("button.play");
  await app.frames(20);
  return { app, width, height, fingers: await fingersOn(app) };
}

const scrolled = async (app) => {
  const { bar, content } = await app.ask("layout");
  return bar.height - content.y;
};

// The position at which the page stops.
const rest = (app) => until(async () => {
  const before = await scrolled(app);
  await app.frames(6);
  return Math.abs(await scrolled(app) - before) < 0.5 ? { at: before } : null;
}, "the page comes to rest").then(({ at }) => at);

const centre = ({ x, y, width, height }) => [x + width / 2, y + height / 2];

const panelOf = (name) => `panel.${name.split(".")[0]}`;

// Scrolls until the region of a panel is in the middle of the screen. A panel that is not visible has no regions.
async function scrollTo({ app, fingers, height }, name) {
  for (let i = 0; i < 40; i++) {
    const layout = await app.ask("layout"), region = layout[name] ?? layout[panelOf(name)];
    const off = centre(region)[1] - 0.55 * height;
    if (name in layout && Math.abs(off) < 0.12 * height) return region;
    const way = Math.max(-0.35 * height, Math.min(0.35 * height, off));
    await fingers.swipe([4, 0.6 * height], [4, 0.6 * height - way], { rest: [0, 8] });
    await rest(app);
  }
  throw new Error(`${name} is not reached`);
}

// What a press could have changed.
const choices = async (app) => {
  const { settings } = await app.ask("metrics");
  return JSON.stringify([settings, await app.ask("link"), await app.ask("running"), await app.ask("theme"), await app.ask("drawnInput")]);
};

// The code that a tap there takes.
async function codeAt({ app, fingers }, at) {
  const before = String(await app.ask("shownCode"));
  await fingers.tap(at);
  return until(async () => {
    const code = await app.ask("shownCode");
    return String(code) !== before && code;
  }, "a tap takes a code", 5000);
}

const isPanel = (name) => /^panel\.[a-z]+$/.test(name);

for (const phone of kPhones) {
  const size = phone.join(" x ");

  test(`touch: ${size}: swipes up the panels reach every one, swipes down the first; none presses anything`, async (context) => {
    const { app, width, height, fingers } = await openPhone(context, phone);
    const before = await choices(app), seen = new Set();
    const look = async () => {
      const layout = await app.ask("layout");
      for (const [name, { y, height: high }] of Object.entries(layout)) {
        if (isPanel(name) && y < height - 60 && y + high > layout.bar.height + 60) seen.add(name);
      }
      return layout;
    };
    const { content } = await look();
    // This line crosses tiles, plots, buttons and the settings' list, but neither the pad nor the code's sliders.
    const x = 0.62 * width, swipe = (from, to) => fingers.swipe([x, from * height], [x, to * height], { rest: [0, 8] });
    let swipes = 0;
    for (let last = 0; last + height < content.height - 1; last = await rest(app)) {
      check(++swipes < 40, `after ${swipes} swipes it is at ${last} of ${content.height}`);
      await swipe(0.9, 0.25);
      await look();
    }
    const all = Object.keys(await look()).filter(isPanel);
    check(all.length === 10 && all.every((name) => seen.has(name)), `${[...seen]} of ${all} were reached`);
    while (await rest(app) > 0) {
      check(++swipes < 80, `after ${swipes} swipes it is at ${await scrolled(app)}`);
      await swipe(0.25, 0.9);
    }
    check(await choices(app) === before, `${before} became ${await choices(app)}`);
    return `${swipes} swipes`;
  });

  test(`touch: ${size}: a swipe from a button, a tile, a plot or the map scrolls; a tap presses`, async (context) => {
    const phoneApp = await openPhone(context, phone), { app, fingers } = phoneApp;
    const before = await choices(app);
    for (const name of ["draw.clear", "latent.plot", "latent.fit", "curves", "generate.temperature"]) {
      const [x, y] = centre(await scrollTo(phoneApp, name)), from = await rest(app);
      await fingers.swipe([x, y], [x + 3, y - 120], { rest: [0, 16] });
      const moved = await rest(app) - from;
      check(moved > 110 && moved < 140, `from ${name} a swipe by 120 went ${moved}`);
    }
    const bar = centre(await app.rectangle("button.play")), from = await rest(app);
    await fingers.swipe(bar, [bar[0], bar[1] + 100], { rest: [0, 16] });
    check(await rest(app) < from - 90, "a swipe down from the bar does not scroll");
    check(await choices(app) === before, `${before} became ${await choices(app)}`);
    await fingers.tap(bar);
    await until(async () => !await app.ask("running"), "a tap on the button pauses");
    const { x, y, width } = await scrollTo(phoneApp, "latent.plot");
    await codeAt(phoneApp, [x + width / 2, y + 40]);
  });

  test(`touch: ${size}: many taps and swipes one after the other`, async (context) => {
    const { app, width, height, fingers } = await openPhone(context, phone);
    const button = centre(await app.rectangle("button.theme")), themes = [await app.ask("theme")];
    for (let i = 0; i < 6; i++) {
      await fingers.tap(button);
      await fingers.swipe([0.62 * width, 0.8 * height], [0.62 * width, 0.4 * height], { steps: 4 });
      await pause(100);
      await fingers.swipe([0.62 * width, 0.5 * height], [0.62 * width, 0.9 * height], { steps: 4 });
      await pause(100);
      themes.push(await app.ask("theme"));
    }
    check(themes.every((theme, i) => i === 0 || theme !== themes[i - 1]), `the taps made it ${themes}`);
    // Swipes that follow each other at once carry the page on.
    for (let i = 0; i < 12; i++) await fingers.swipe([0.62 * width, 0.9 * height], [0.62 * width, 0.6 * height], { steps: 3 });
    const far = await rest(app);
    check(far > 12 * 0.27 * height, `twelve swipes went to ${far}`);
    check(app.errors.length === 0, app.errors.join("; "));
  });

  test(`touch: ${size}: a page that is let go while it moves goes on, one that is held does not`, async (context) => {
    const { app, width, height, fingers } = await openPhone(context, phone);
    const flick = async (options) => {
      const from = await rest(app);
      await fingers.swipe([0.62 * width, 0.8 * height], [0.62 * width, 0.8 * height - 200], options);
      return await rest(app) - from;
    };
    const held = await flick({ rest: [0, 16] }), flung = await flick({ steps: 5 });
    check(Math.abs(held - 200) < 12, `held at its end, a swipe by 200 goes ${held}`);
    check(flung > 240, `let go while it moves, it goes ${flung}`);
    await app.page.emulateMedia({ reducedMotion: "reduce" });
    await until(() => app.ask("reducedMotion"), "movement is reduced");
    const calm = await flick({ steps: 5 });
    check(Math.abs(calm - 200) < 12, `with reduced motion it goes ${calm}`);
  });

  test(`touch: ${size}: two fingers scroll, also from the map, and a pinch chooses no code`, async (context) => {
    const phoneApp = await openPhone(context, phone), { app, fingers } = phoneApp;
    await app.ask("pause");
    const [x, y] = centre(await scrollTo(phoneApp, "latent.plot")), from = await rest(app), code = String(await app.ask("shownCode"));
    await fingers.move([[x - 50, y], [x + 50, y + 10]], [[x - 50, y - 100], [x + 50, y - 90]], { rest: [0, 8] });
    const moved = await rest(app) - from;
    check(Math.abs(moved - 100) < 15, `two fingers that move by 100 scroll by ${moved}`);
    await fingers.move([[x - 20, y - 60], [x + 20, y - 60]], [[x - 70, y - 60], [x + 70, y - 60]]);
    check(Math.abs(await rest(app) - from - moved) < 1, "a pinch scrolls");
    check(String(await app.ask("shownCode")) === code, "two fingers chose a code");
  });
}

test("touch: a finger drags the map sideways at once, and in every direction after a moment's rest", async (context) => {
  const phone = await openPhone(context, kPhones[0], "#autoplay=0"), { app, fingers } = phone;
  await app.ask("pause");
  const { x, y, width, height } = await scrollTo(phone, "latent.plot"), from = await rest(app);
  const spot = [x + 0.5 * width, y + 0.3 * height], other = [x + 0.2 * width, y + 0.2 * height];
  const there = async () => {
    await codeAt(phone, other);
    return codeAt(phone, spot);
  };
  const first = await there();
  await fingers.swipe([x + 0.4 * width, y + 0.6 * height], [x + 0.7 * width, y + 0.62 * height]);
  const aside = await there();
  check(aside[0] < first[0] - 0.05 && Math.abs(aside[1] - first[1]) < Math.abs(aside[0] - first[0]), `sideways: ${first} became ${aside}`);
  await fingers.swipe([x + 0.5 * width, y + 0.4 * height], [x + 0.5 * width, y + 0.7 * height], { rest: [500, 0] });
  const below = await there();
  check(Math.abs(below[1] - aside[1]) > 0.05 && Math.abs(below[0] - aside[0]) < Math.abs(below[1] - aside[1]), `held: ${aside} became ${below}`);
  check(Math.abs(await rest(app) - from) < 1, "dragging the map scrolled the page");
});

test("touch: a long press asks what a button is, and does not press it", async (context) => {
  const { app, fingers } = await openPhone(context, [390, 844]);
  await app.ask("pause");
  const { step } = await app.rests(), at = centre(await app.rectangle("button.step"));
  await fingers.swipe(at, at, { rest: [1500, 4], steps: 1 });
  await app.frames(5);
  check((await app.ask("metrics")).step === step, "the button was pressed");
  await fingers.tap(at);
  await until(async () => (await app.ask("metrics")).step > step, "a tap presses it");
});

test("touch: sliders and the pad follow the finger at once", async (context) => {
  const phone = await openPhone(context, kPhones[0]), { app, fingers } = phone;
  const [x, y] = centre(await app.rectangle("code.slider.0")), code = await app.ask("shownCode");
  await fingers.swipe([x, y], [x, y - 25]);
  await until(async () => (await app.ask("shownCode"))[0] !== code[0], "the code's slider follows");
  check(await rest(app) === 0, "a slider of the code scrolled the page");
  const pad = await app.rectangle("draw.pad"), drawn = String(await app.ask("drawnInput"));
  await fingers.swipe([pad.x + 60, pad.y + 30], [pad.x + 64, pad.y + 130]);
  await until(async () => String(await app.ask("drawnInput")) !== drawn, "the pad takes the line");
  check(await rest(app) === 0, "drawing scrolled the page");
});

test("touch: a swipe scrolls a menu that is longer than the screen, and keeps it open", async (context) => {
  const { app, fingers } = await openPhone(context, [360, 420], "#autoplay=0");
  await fingers.tap(centre(await app.rectangle("button.presets")));
  const [x, y] = centre(await app.rectangle("preset.denoising")), last = await app.rectangle("preset.collapse");
  check(last.y > 420, `the menu ends at ${last.y}`);
  await fingers.swipe([x, y], [x, y - 100], { rest: [0, 8] });
  await until(async () => (await app.rectangle("preset.collapse")).y < last.y - 50, "the menu scrolls");
  check((await app.ask("metrics")).preset === "vae-2d" && await scrolled(app) === 0, "the swipe chose a preset or scrolled the page");
});
