// The page: loads the application, opens it with what the address says, and connects it with what stands beside it.

import { applicationOf } from "./application.mjs";
import { coverProgress, coverText, holdNotice, releaseNotice, showFailure, showNotice, uncover } from "./cover.mjs";
import { listenForDrops } from "./drop.mjs";
import { followHash } from "./hash.mjs";
import { followVisibility } from "./hidden.mjs";
import { makeHost } from "./host.mjs";
import { shareKeys } from "./keys.mjs";
import { loadProgram, runProgram } from "./loading.mjs";
import { makeMirror } from "./mirror.mjs";
import { fetchOpening } from "./opening.mjs";
import { welcomeBack } from "./returning.mjs";
import { followTheme, guessTheme } from "./theme.mjs";
import { leadTouches, pinchWheel } from "./touch.mjs";
import { chooseVariant } from "./variant.mjs";

// The application's last line of complaint, for when it cannot go on.
let lastComplaint = "";

const element = (id) => document.getElementById(id);
const canvas = element("canvas");

// The canvas's context, made here for what it is to be like: the application draws only what has changed, over what was
// there before. Throws a readable Error where the browser lacks WebGL2.
function requireWebGL2() {
  const context = canvas.getContext("webgl2", {
    alpha: false, antialias: false, depth: false, stencil: false, preserveDrawingBuffer: true,
  });
  if (!context) {
    throw new Error("Hourglass draws with WebGL2, which this browser or its graphics driver does not offer; " +
      "turn on hardware acceleration or try another browser.");
  }
}

// Starts the application in the canvas; resolves to its module, with its functions under `app`.
async function startApplication(variant, link) {
  // What comes over the network is asked for first; making the context takes its time, too.
  const opening = fetchOpening(link);
  const loading = loadProgram(variant);
  loading.catch(() => {});  // reported below, unless the context is missing
  requireWebGL2();
  leadTouches(canvas);
  pinchWheel(canvas);
  const program = await loading;
  coverText("Starting…");
  coverProgress(undefined);
  const take = (files) => takeFiles(module.app, files);
  const module = await runProgram(program, {
    canvas,
    host: makeHost({ take, fail: showNotice, opening: await opening() }),
    printErr(line) {
      lastComplaint = line;
      console.warn(line);
    },
    onAbort: (reason) => showFailure(`Hourglass stopped: ${reason}. Please load the page again.`),
  });
  if (!module.appRunning()) throw new Error(`Hourglass could not start: ${lastComplaint || "the reason is not known"}.`);
  module.app = applicationOf(module);
  listenForDrops(element("drop"), take, showNotice);
  return module;
}

// Files become the training set or the run, one after the other. A refusal is in the application's banner already.
function takeFiles(app, files) {
  for (const file of files) {
    try {
      app.useFile(file.bytes, file.name);
    } catch (error) {
      if (!error.code) throw error;
    }
  }
}

// The browser may take the canvas's graphics away and give them back later; the application draws everything anew then.
function watchGraphics() {
  canvas.addEventListener("webglcontextlost", () => {
    holdNotice("The graphics driver took the picture away. Training goes on; the picture comes back with the driver.");
  });
  canvas.addEventListener("webglcontextrestored", releaseNotice);
}

// Resolves after the application's first drawn frame.
async function firstFrame(app) {
  while (app.frames() < 1) await new Promise(requestAnimationFrame);
}

// Everything beside the canvas follows the application.
function connect(app, variant, link) {
  watchGraphics();
  followHash(app);
  followTheme(app);
  followVisibility(app, variant === "wasm-threads");
  welcomeBack(app, link, showNotice);
}

async function open() {
  const link = location.hash;
  guessTheme(link);
  // Let the browser paint the cover before anything else.
  await new Promise(requestAnimationFrame);
  const variant = chooseVariant(true);
  let app = null;
  const mirror = makeMirror({ panel: element("mirror"), opener: element("show-mirror"), canvas, app: () => app });
  shareKeys(canvas, mirror.takeKey);
  const module = await startApplication(variant, link);
  await firstFrame(module.app);
  app = module.app;
  app.showMirror = mirror.show;
  connect(app, variant, link);
  if (document.activeElement === document.body) canvas.focus();
  uncover();
  return module;
}

/// The application's module once it runs, its functions under `app`; rejects where it cannot.
export const ready = open();
ready.catch((error) => showFailure(error?.message ?? String(error)));
