// The page of a frame in somebody's article (embed.html): a few panels without anything around them, steered by its address
// and by messages (shared/protocol.mjs).

import { coverText, showFailure, showNotice, uncover } from "../application/loading_overlay.mjs";
import { kPageKeys, withValue, without } from "../shared/link.mjs";
import { shareKeys } from "../application/keys.mjs";
import { lineToHost } from "./host_bridge.mjs";
import { makeMirror } from "../application/accessible_controls.mjs";
import { restUnseen } from "./visibility.mjs";
import { firstFrame, startApplication } from "../application/boot.mjs";
import { followTheme, guessTheme } from "../application/theme.mjs";
import { errorWithCode } from "../shared/errors.mjs";
import { chooseVariant } from "../shared/variant.mjs";
import { yieldToHost } from "./scroll_passthrough.mjs";

const kEvery = 200;  // milliseconds between two looks at the run
// A larger run is not handed over; its link is.
const kMostModelBytes = 64e6;

const element = (id) => document.getElementById(id);
const canvas = element("canvas");

const line = lineToHost();

function complain(error) {
  const { code = "failed", message = String(error) } = error ?? {};
  line.say("error", { code, message });
}

function refuse(error) {
  showNotice(error.message);
  complain(error);
}

// The address as the application reads it.
const framedLink = () => withValue(location.hash, "embedded", "1");

// ---- what the page around it asks for ----

function usePreset(app, id) {
  if (!app.presets().some((preset) => preset.id === id)) {
    throw errorWithCode("preset-unknown", "There is no preset of that name; the application's menu lists them.");
  }
  app.usePreset(id);
}

function setOne(app, key, value) {
  if (kPageKeys.includes(key)) app.useLink(withValue(withValue(app.link(), key, value), "embedded", "1"));
  else if (key === "preset") usePreset(app, String(value));
  else app.apply(key, value);
}

// A preset and a family bring settings along, so those given beside them come later, in the order of the table.
function set(app, settings) {
  const order = ["preset", ...app.settingsTable().map(({ key }) => key)];
  const place = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  const sorted = Object.entries(settings).sort(([a], [b]) => place(a) - place(b));
  for (const [key, value] of sorted) setOne(app, key, value);
}

// The last picture, for the page to show in the place of the frame; null where there is none.
const pictureOf = (picture) => new Promise((done) => picture.toBlob(done, "image/webp", 0.9));

// Everything that is needed to go on later in another frame.
async function fallAsleep(app) {
  const running = app.running();
  app.pause();
  const file = app.modelFile(true);
  const model = file.byteLength <= kMostModelBytes ? file.slice().buffer : null;
  line.say("asleep", { link: without(app.link(), "embedded"), running, model, picture: await pictureOf(canvas) }, model ? [model] : []);
}

const kActions = {
  play: (app) => app.start(),
  pause: (app) => app.pause(),
  step: (app) => app.step(),
  set: (app, { settings }) => set(app, settings),
  open: (app, { model }) => app.useModel(new Uint8Array(model), "the model"),
  sleep: fallAsleep,
};

async function act(app, message) {
  try {
    await kActions[message.type](app, message);
  } catch (error) {
    if (!error.code) throw error;
    refuse(error);
  }
}

// ---- what it tells ----

// Tells of finished epochs, of the end and of divergence.
function watchRun(app) {
  let told = app.metrics();
  setInterval(() => {
    const run = app.metrics(), last = told;
    told = run;
    const { epoch, step } = run, another = run.generation !== last.generation;
    if (!another && Math.floor(epoch) > Math.floor(last.epoch)) {
      line.say("epoch", { epoch: Math.floor(epoch), step, training: run.training?.total ?? null, heldOut: run.heldOut?.total ?? null });
    }
    if (run.state === last.state && !another) return;
    if (run.state === "finished") line.say("done", { epoch, step });
    if (run.state === "diverged") complain({ code: "run-diverged", message: run.message });
  }, kEvery);
}

// Tells how large the panels would best be, where that has changed.
function watchSize(app) {
  let told = "";
  const tell = () => {
    const usual = app.layout()["content.usual"];
    if (!usual) return;
    const size = { width: Math.round(usual.width), height: Math.ceil(usual.height) };
    if (told === `${size.width} ${size.height}`) return;
    told = `${size.width} ${size.height}`;
    line.say("resize", size);
  };
  tell();
  setInterval(tell, kEvery);
}

function connect(module) {
  const { app } = module;
  const actUnseen = restUnseen(module, canvas);
  followTheme(app);
  addEventListener("hashchange", () => app.useLink(framedLink()));
  line.listen((message) => {
    act(app, message);
    actUnseen();
  });
  line.say("ready");
  watchSize(app);
  watchRun(app);
}

async function open() {
  const link = framedLink();
  guessTheme(link);
  coverText("Loading the engine…");
  await new Promise(requestAnimationFrame);
  let app = null;
  const mirror = makeMirror({ panel: element("mirror"), opener: element("show-mirror"), canvas, app: () => app, framed: true });
  shareKeys(canvas, mirror.takeKey, { tabLeaves: true });
  yieldToHost(canvas, () => app);
  // Without threads, whatever the host allows: a page may hold many frames.
  const module = await startApplication({ canvas, variant: chooseVariant(false), link, complain: refuse });
  await firstFrame(module.app);
  app = module.app;
  uncover();
  connect(module);
  return module;
}

/// The application's module once it runs, its functions under `app`; rejects where it cannot.
export const ready = open();
ready.catch((error) => {
  showFailure(error?.message ?? String(error));
  complain(error);
});
