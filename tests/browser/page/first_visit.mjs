// What a visitor does in the first minutes, with a stopwatch. `app` is the Application of any browser engine's harness.

import { check, until } from "../harness.mjs";

const seconds = (since) => (Date.now() - since) / 1000;

async function within(limit, what, act) {
  const start = Date.now();
  await act();
  const taken = seconds(start);
  check(taken < limit, `${what} takes ${taken.toFixed(1)} s, more than ${limit} s`);
  return taken;
}

const changes = (app, name, before) => until(async () => String(await app.ask(name)) !== String(before), `${name} changes`);

const choosePreset = async (app, id) => {
  await app.click("button.presets");
  await app.click(`preset.${id}`);
  await until(async () => (await app.ask("metrics")).preset === id, `the preset ${id} runs`);
};

// The held-out loss has fallen by a third of what it was at first.
const seesLearning = (app) => until(async () => {
  const { history } = await app.snapshot();
  return history.length > 2 && history.at(-1).heldOut.total < history[0].heldOut.total / 1.5;
}, "the loss falls");

async function draws(app) {
  const before = await app.ask("drawnInput");
  await app.drag(await app.rectangle("draw.pad"), [[0.3, 0.2], [0.7, 0.2], [0.5, 0.5], [0.4, 0.85]]);
  await changes(app, "drawnInput", before);
}

async function walksOnTheMap(app) {
  const before = await app.ask("shownCode");
  const { x, y, width, height } = await app.rectangle("latent.plot");
  await app.drag({ x: x + 0.8 * width, y: y + 0.3 * height, width: 0, height: 0 }, [[0, 0]]);
  await changes(app, "shownCode", before);
}

async function pullsTheNeck(app) {
  const before = await app.ask("shownCode");
  await app.drag(await app.rectangle("code.slider.0"), [[0.5, 0.5], [0.5, 0.3], [0.5, 0.1]]);
  await changes(app, "shownCode", before);
}

const readsTheNote = (app) => until(async () => (await app.ask("layout"))["notes.apply.0"], "there is a note", 20_000);

async function followsTheTour(app) {
  const deeds = [draws, walksOnTheMap, pullsTheNeck, (app) => choosePreset(app, "small-neck"), readsTheNote];
  for (const deed of deeds) {
    await app.rectangle("tour.next");
    await deed(app);
    await app.click("tour.next");
  }
  await until(async () => !("tour.next" in await app.ask("layout")), "the tour ends");
}

async function breaksAndMends(app) {
  await choosePreset(app, "too-fast");
  await until(async () => (await app.ask("metrics")).state === "diverged", "it diverges");
  // The banner takes its place.
  await app.rectangle("banner.recover");
  await app.frames(5);
  await app.click("banner.recover");
  await until(async () => {
    const { state, history } = await app.snapshot();
    return state === "running" && history.length > 2 && history.at(-1).heldOut.total < history.at(-3).heldOut.total;
  }, "it learns again");
}

/// Plays the whole visit; returns its times in words. The page has just become ready, with its tour.
export async function visit(app) {
  const learning = await within(3, "seeing it learn", () => seesLearning(app));
  const tour = await within(60, "the tour", () => followsTheTour(app));
  const mending = await within(300, "breaking and mending", () => breaksAndMends(app));
  return `it learns after ${learning.toFixed(1)} s, the tour takes ${tour.toFixed(1)} s, breaking and mending ${mending.toFixed(1)} s`;
}
