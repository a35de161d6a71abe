// Starts the application in a canvas: what the page and a frame in somebody's article have in common.

import { applicationOf } from "./application.mjs";
import { coverProgress, coverText, holdNotice, releaseNotice, showFailure, showNotice } from "./loading_overlay.mjs";
import { listenForDrops } from "./drop.mjs";
import { makeHost } from "./host.mjs";
import { loadProgram, runProgram } from "./loading.mjs";
import { fetchLinkedModel, fetchOpening, openLinkedModel } from "./initial_model.mjs";
import { leadTouches, pinchWheel } from "./touch_input.mjs";

// The application's last line of complaint, for when it cannot go on.
let lastComplaint = "";

// The canvas's context, made here for what it is to be like: the application draws only what has changed, over what was
// there before. Throws a readable Error where the browser lacks WebGL2.
function requireWebGL2(canvas) {
  const context = canvas.getContext("webgl2", {
    alpha: false, antialias: false, depth: false, stencil: false, preserveDrawingBuffer: true,
  });
  if (!context) {
    throw new Error("Hourglass draws with WebGL2, which this browser or its graphics driver does not offer; " +
      "turn on hardware acceleration or try another browser.");
  }
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
function watchGraphics(canvas) {
  canvas.addEventListener("webglcontextlost", () => {
    holdNotice("The graphics driver took the picture away. Training goes on; the picture comes back with the driver.");
  });
  canvas.addEventListener("webglcontextrestored", releaseNotice);
}

// The model that the link names, once it is there. A refusal leaves the run that the link describes.
async function takeLinkedModel(app, link, coming, complain) {
  try {
    const model = await coming;
    if (model) openLinkedModel(app, link, model);
  } catch (error) {
    if (!error.code) throw error;
    complain(error);
  }
}

/// Starts the application; resolves to its module, with its functions under `app`. `link` is what it opens with,
/// `complain({code, message})` hears why the link's model could not be had.
export async function startApplication({ canvas, variant, link, complain }) {
  // What comes over the network is asked for first; making the context takes its time, too.
  const opening = fetchOpening(link), linked = fetchLinkedModel(link);
  const loading = loadProgram(variant);
  // Reported below, unless the context is missing.
  for (const coming of [loading, linked]) coming.catch(() => {});
  requireWebGL2(canvas);
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
  if (!module.application()) throw new Error(`Hourglass could not start: ${lastComplaint || "the reason is not known"}.`);
  module.app = applicationOf(module);
  listenForDrops(document.getElementById("drop"), take, showNotice);
  watchGraphics(canvas);
  takeLinkedModel(module.app, link, linked, complain);
  return module;
}

/// Resolves after the application's first drawn frame.
export async function firstFrame(app) {
  while (app.frames() < 1) await new Promise(requestAnimationFrame);
}
