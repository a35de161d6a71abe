// Who comes back may go on where they were: the run is kept now and then, and offered when the page opens again.

import { runPart, valuesIn } from "../shared/link.mjs";
import { forgetRun, keepRun, keptRun } from "./run_storage.mjs";

const kKeepEvery = 10_000;  // milliseconds
// Keeping may take this share of the time: large models are kept less often.
const kMostShare = 1 / 200;
const kWorthSteps = 100;  // a run that went no further is no loss
const kOldest = 7 * 24 * 3600 * 1000;
const kOfferFor = 20_000;

const embedded = (link) => valuesIn(link, "embedded").includes("1");

function titleOf(app, { preset, settings }) {
  return app.presets().find(({ id }) => id === preset)?.title ?? `a ${settings.family} network`;
}

// The run as it is kept.
function record(app, run) {
  return {
    model: app.modelFile(true), link: app.link(), step: run.step, epoch: run.epoch, title: titleOf(app, run),
    running: app.running(), time: Date.now(),
  };
}

// Asks with two buttons; resolves to whether the first was pressed, or to null after a while.
function ask(sentence, yes, no) {
  return new Promise((fulfil) => {
    const bar = document.createElement("div");
    const text = document.createElement("p");
    bar.className = "bar";
    bar.setAttribute("role", "region");
    bar.setAttribute("aria-label", "The last visit");
    text.setAttribute("role", "status");
    const done = (answer) => {
      bar.remove();
      fulfil(answer);
    };
    const buttons = [[yes, true], [no, false]].map(([title, answer]) => {
      const button = document.createElement("button");
      button.type = "button";
      button.textContent = title;
      button.addEventListener("click", () => done(answer));
      return button;
    });
    buttons[0].className = "primary";
    bar.append(text, ...buttons);
    document.body.append(bar);
    text.textContent = sentence;
    setTimeout(done, kOfferFor, null);
  });
}

// Whether the run may be offered to somebody who opened the page with this link; `opened` is the run that it opened with.
function fits(kept, link, opened) {
  const asked = runPart(link), run = runPart(kept.link);
  const floor = run === opened.run ? opened.step : 0;
  // A link may name one run in two ways: as a preset with changes, or with all its settings.
  return (asked === "" || asked === run || opened.run === run) && kept.step > floor + kWorthSteps && Date.now() - kept.time < kOldest;
}

// To the same bits as it was left.
function goOn(app, kept) {
  app.useLink(kept.link);
  if (!kept.running) app.pause();
  app.useModel(kept.model, "the kept run");
  if (kept.running) app.start();
}

// Offers the kept run where there is one that fits; resolves to it where it was taken, else to null.
async function offer(app, link, opened, fail) {
  const kept = await keptRun();
  if (!kept || !fits(kept, link, opened)) return null;
  const answer = await ask(`You were here before: epoch ${kept.epoch.toFixed(1)} of ${kept.title}.`, "Continue", "Start fresh");
  if (answer === false) await forgetRun();
  if (!answer) return null;
  try {
    goOn(app, kept);
    return kept;
  } catch (error) {
    fail(error.message);
    return null;
  }
}

// Keeps the run while it trains, and when the page goes out of sight.
function keepNowAndThen(app, floor) {
  let keptAt = "", due = Date.now() + kKeepEvery;
  const worthKeeping = (run, link) => {
    const least = runPart(link) === floor.run ? floor.step : 0;
    return run.step > least + kWorthSteps && run.settings.data === "digits";
  };
  const keep = () => {
    const run = app.metrics(), link = app.link(), at = `${run.generation} ${run.step}`;
    if (at === keptAt || !worthKeeping(run, link)) return;
    const start = performance.now();
    keepRun(record(app, run));
    keptAt = at;
    due = Date.now() + Math.max(kKeepEvery, (performance.now() - start) / kMostShare);
  };
  setInterval(() => { if (Date.now() >= due) keep(); }, 1000);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  addEventListener("pagehide", keep);
}

/// Offers the run of the last visit, and keeps that of this one from then on. `link` is what the page was opened with,
/// `fail(sentence)` gets the reason where a run cannot go on. A page in somebody's article does neither.
export async function welcomeBack(app, link, fail) {
  if (embedded(link)) return;
  const opened = { run: runPart(app.link()), step: app.metrics().step };
  const taken = await offer(app, link, opened, fail);
  keepNowAndThen(app, taken ? { run: runPart(taken.link), step: 0 } : opened);
}
