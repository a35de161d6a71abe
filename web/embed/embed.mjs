// The page of a frame in another page (embed.html): a few panels and nothing around them, controlled by its address and by
// messages (shared/protocol.mjs).

import { setOverlayText, showFailure, showNotice, hideOverlay } from "../application/loading_overlay.mjs";
import { addressedLink, asksToWait, kPageKeys, valuesIn, withValue, without } from "../shared/link.mjs";
import { shareKeys } from "../application/keys.mjs";
import { bridgeToHost } from "./host_bridge.mjs";
import { fetchLinkedData, openLink, openLinkedData } from "../application/linked_data.mjs";
import { makeAccessibleControls } from "../application/accessible_controls.mjs";
import { suspendWhileInvisible } from "./visibility.mjs";
import { firstFrame, startApplication } from "../application/boot.mjs";
import { syncTheme, showInitialTheme } from "../application/theme.mjs";
import { errorWithCode } from "../shared/errors.mjs";
import { messageOf } from "../shared/protocol.mjs";
import { chooseVariant } from "../shared/variant.mjs";
import { fingerScrollsHost, passWheelToHost } from "./scroll_passthrough.mjs";

const kPollInterval = 200;  // milliseconds between two looks at the run
// Of a larger model only the link is handed over.
const kMostModelBytes = 64e6;

const element = (id) => document.getElementById(id);
const canvas = element("canvas");

const host = bridgeToHost();

function complain(error) {
  const { code = "engine-failed", message = String(error) } = error ?? {};
  host.send("error", { code, message });
}

function refuse(error) {
  showNotice(error.message);
  complain(error);
}

// The address as the application reads it.
const framedLink = () => withValue(addressedLink(), "embedded", "1");

// ---- commands of the page around the frame ----

function usePreset(app, id) {
  if (!app.presets().some((preset) => preset.id === id)) {
    throw errorWithCode("argument-not-a-choice", "There is no preset of that name; the application's menu lists them.");
  }
  app.usePreset(id);
}

async function setOne(app, key, value) {
  const linked = key === "data" ? await fetchLinkedData(withValue("", key, value)) : null;
  if (linked) await openLinkedData(app, linked);
  else if (kPageKeys.includes(key)) app.useLink(withValue(withValue(app.link(), key, value), "embedded", "1"));
  else if (key === "preset") usePreset(app, String(value));
  else app.apply(key, value);
}

// A preset and a family change other settings, so settings given beside them are applied later, in the order of the table.
async function set(app, settings) {
  const order = ["preset", ...app.settingsTable().map(({ key }) => key)];
  const place = (key) => (order.includes(key) ? order.indexOf(key) : order.length);
  const sorted = Object.entries(settings).sort(([a], [b]) => place(a) - place(b));
  const wasFinished = app.metrics().state === "finished";
  for (const [key, value] of sorted) await setOne(app, key, value);
  // A finished run stands; a new one trains as one does after loading.
  if (wasFinished && app.metrics().state !== "finished" && !asksToWait(valuesIn(addressedLink(), "autoplay").at(-1))) app.start();
}

// The last picture, which the element shows in place of the frame; null where there is none.
const pictureOf = (picture) => new Promise((done) => picture.toBlob(done, "image/webp", 0.9));

// When the browser removes the frame, its window no longer reaches the page around it; a port's last message still does.
let removalPort = null;

// What another frame needs to continue the run, which pauses here, and what of it is transferred.
function takeRun(app) {
  const running = app.running();
  app.pause();
  const file = app.modelFile(true);
  const model = file.byteLength <= kMostModelBytes ? file.slice().buffer : null;
  return { run: { link: without(app.link(), "embedded"), running, model, picture: null }, transfer: model ? [model] : [] };
}

async function handOver(app) {
  const { run, transfer } = takeRun(app);
  removalPort = null;
  host.send("asleep", { ...run, picture: await pictureOf(canvas) }, transfer);
}


const kActions = {
  play: (app) => app.start(),
  pause: (app) => app.pause(),
  step: (app) => app.step(),
  set: (app, { settings }) => set(app, settings),
  open: (app, { model }) => app.useModel(new Uint8Array(model), "the model"),
  sleep: handOver,
  removal: (app, { port }) => { removalPort = port; },
};

async function act(app, message) {
  try {
    await kActions[message.type](app, message);
  } catch (error) {
    if (!error.code) throw error;
    refuse(error);
  }
}

// ---- messages to it ----

// Reports finished epochs, the end of the run and divergence.
function reportRun(app) {
  // A small run may have ended before the page around the frame speaks to it.
  let reported = { generation: app.metrics().generation, epoch: 0, state: "paused" };
  setInterval(() => {
    if (!host.isSpokenTo()) return;
    const run = app.metrics(), last = reported;
    reported = run;
    const { epoch, step } = run, another = run.generation !== last.generation;
    if (!another && Math.floor(epoch) > Math.floor(last.epoch)) {
      host.send("epoch", { epoch: Math.floor(epoch), step, training: run.training?.total ?? null, heldOut: run.heldOut?.total ?? null });
    }
    if (run.state === last.state && !another) return;
    if (run.state === "finished") host.send("done", { epoch, step });
    if (run.state === "diverged") complain({ code: "diverged", message: run.message });
  }, kPollInterval);
}

// Reports the preferred size of the panels when it changes.
function reportSize(app) {
  let reported = "";
  const report = () => {
    const usual = app.layout()["content.usual"];
    if (!usual) return;
    const size = { width: Math.round(usual.width), height: Math.ceil(usual.height) };
    if (reported === `${size.width} ${size.height}`) return;
    reported = `${size.width} ${size.height}`;
    host.send("resize", size);
  };
  report();
  setInterval(report, kPollInterval);
}

function connect(module) {
  const { app } = module;
  const actSuspended = suspendWhileInvisible(module, canvas);
  syncTheme(app);
  addEventListener("hashchange", () => openLink(app, framedLink()).catch(refuse));
  host.listen((message) => {
    act(app, message);
    actSuspended();
  });
  addEventListener("pagehide", ({ persisted }) => {
    if (persisted || !removalPort) return;
    const { run, transfer } = takeRun(app);
    removalPort.postMessage(messageOf("asleep", run), transfer);
  });
  host.send("ready");
  // What the link held that is not understood, which the page shows as well.
  const note = app.noticeText();
  if (note) complain({ code: "link-not-understood", message: note });
  reportSize(app);
  reportRun(app);
}

async function open() {
  const link = framedLink();
  // At once: out of sight browsers draw no frames, and it is ready only after its first.
  host.send("loading");
  showInitialTheme(link);
  setOverlayText("Loading the engine…");
  await new Promise(requestAnimationFrame);
  let app = null;
  const controls = makeAccessibleControls({ panel: element("controls"), opener: element("show-controls"), canvas, app: () => app, framed: true });
  shareKeys(canvas, controls.takeKey, (backwards) => !app || app.leaveByTab(backwards));
  passWheelToHost(canvas, () => app);
  // Without threads, even where the host allows them: a page may hold many frames.
  const module = await startApplication({
    canvas, variant: chooseVariant(false), link, complain: refuse, belongsToHost: fingerScrollsHost,
  });
  await firstFrame(module.app);
  app = module.app;
  hideOverlay();
  connect(module);
  return module;
}

/// The application's module once it runs, its functions under `app`; rejects where it cannot run.
export const ready = open();
ready.catch((error) => {
  showFailure(error?.message ?? String(error));
  complain(error);
});
