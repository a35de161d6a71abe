// Stores the run regularly, and offers to continue it when the page opens again.

import { runPart, valuesIn } from "../shared/link.mjs";
import { showBar } from "./bar.mjs";
import { deleteStoredRun, storeRun, storedData, storedDataName, storedRun } from "./run_storage.mjs";

const kStoreInterval = 10_000;  // milliseconds
// The share of time that storing may take: large models are stored less often.
const kMostShare = 1 / 200;
const kLeastSteps = 100;  // shorter runs are not worth storing
const kOldest = 7 * 24 * 3600 * 1000;
const kOfferFor = 20_000;

const embedded = (link) => valuesIn(link, "embedded").includes("1");

function titleOf(app, { preset, settings }) {
  return app.presets().find(({ id }) => id === preset)?.title ?? `a ${settings.family} network`;
}

// The run as it is stored.
function record(app, run) {
  return {
    model: app.modelFile(true), link: app.link(), step: run.step, epoch: run.epoch, title: titleOf(app, run),
    data: run.settings.data, running: app.running(), time: Date.now(),
  };
}

// Asks with two buttons; resolves to true for the first, false for the second, and null after kOfferFor.
function ask(sentence, yes, no) {
  const bar = showBar("The last visit");
  bar.say(sentence);
  return new Promise((fulfil) => {
    bar.offer([yes, () => fulfil(true)], [no, () => fulfil(false)]);
    setTimeout(() => {
      bar.close();
      fulfil(null);
    }, kOfferFor);
  });
}

// Whether the stored run may be offered on a page opened with this link; `opened` is the run that the page opened with.
function fits(kept, link, opened) {
  const asked = runPart(link), run = runPart(kept.link);
  const floor = run === opened.run ? opened.step : 0;
  // A link may name one run by a preset with changes, or by all its settings.
  return (asked === "" || asked === run || opened.run === run) && kept.step > floor + kLeastSteps && Date.now() - kept.time < kOldest;
}

// Whether the data of this name can be had again: the program draws them, or the visitor keeps them here.
const isAtHand = (app, name) => app.builtInSets().includes(name) || storedDataName() === name;

// Continues the stored run to the same bits, on data of the visitor's own where it has `own`.
function resume(app, kept, own) {
  if (own) app.useFiles(own.files);
  app.useLink(kept.link);
  if (!kept.running) app.pause();
  app.useModel(kept.model, "the stored run");
  if (kept.running) app.start();
}

// Offers the stored run where one fits; resolves to it where it was continued, else to null.
async function offer(app, link, opened, fail) {
  const kept = await storedRun();
  if (!kept || !fits(kept, link, opened)) return null;
  const own = await storedData();
  if (!isAtHand(app, kept.data)) return null;
  const answer = await ask(`You were here before: epoch ${kept.epoch.toFixed(1)} of ${kept.title}.`, "Continue", "Start fresh");
  if (answer === false) await deleteStoredRun();
  if (!answer) return null;
  try {
    resume(app, kept, own?.name === kept.data ? own : null);
    return kept;
  } catch (error) {
    fail(error.message);
    return null;
  }
}

// Stores the run while it trains, and when the page is hidden.
function storeRegularly(app, floor) {
  let keptAt = "", due = Date.now() + kStoreInterval;
  const worthKeeping = (run, link) => {
    const least = runPart(link) === floor.run ? floor.step : 0;
    return run.step > least + kLeastSteps && isAtHand(app, run.settings.data);
  };
  const keep = () => {
    const run = app.metrics(), link = app.link(), at = `${run.generation} ${run.step}`;
    if (at === keptAt || !worthKeeping(run, link)) return;
    const start = performance.now();
    storeRun(record(app, run));
    keptAt = at;
    due = Date.now() + Math.max(kStoreInterval, (performance.now() - start) / kMostShare);
  };
  setInterval(() => { if (Date.now() >= due) keep(); }, 1000);
  document.addEventListener("visibilitychange", () => { if (document.hidden) keep(); });
  addEventListener("pagehide", keep);
}

/// Offers the run of the last visit, and stores this one's from then on. `link` is what the page was opened with;
/// `fail(sentence)` receives the reason where the run cannot continue. An embedded page does neither.
export async function offerLastRun(app, link, fail) {
  if (embedded(link)) return;
  const opened = { run: runPart(app.link()), step: app.metrics().step };
  const taken = await offer(app, link, opened, fail);
  storeRegularly(app, taken ? { run: runPart(taken.link), step: 0 } : opened);
}
