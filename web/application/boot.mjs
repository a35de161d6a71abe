// Starts the application in a canvas, for the page and for a frame in another page.

import { applicationOf } from "./application.mjs";
import { setOverlayProgress, setOverlayText, holdNotice, releaseNotice, showFailure, showNotice } from "./loading_overlay.mjs";
import { acceptDrops } from "./drop.mjs";
import { noticeLostReleases } from "./lost_release.mjs";
import { makeHost } from "./host.mjs";
import { loadProgram, runProgram } from "./loading.mjs";
import { fetchLinkedModel, openLinkedModel } from "./linked_model.mjs";
import { moveBeforeTouch, pinchWheel } from "./touch_input.mjs";

// The last line that the application printed as an error, shown where it cannot start.
let lastComplaint = "";

// Creates the canvas's context with preserveDrawingBuffer: the application draws only what has changed, over the previous
// frame. Throws a readable Error where the browser lacks WebGL2.
function requireWebGL2(canvas) {
  const context = canvas.getContext("webgl2", {
    alpha: false, antialias: false, depth: false, stencil: false, preserveDrawingBuffer: true,
  });
  if (!context) {
    throw new Error("Hourglass draws with WebGL2, which this browser or its graphics driver does not offer; " +
      "turn on hardware acceleration or try another browser.");
  }
}

// Files given together become the training set, or the run where there is one, a model. A refusal is in the application's
// banner already.
function takeFiles(app, files) {
  try {
    app.useFiles(files);
  } catch (error) {
    if (!error.code) throw error;
  }
}

// The browser may lose the graphics context and restore it later; the application then draws everything again.
function reportLostGraphics(canvas) {
  canvas.addEventListener("webglcontextlost", () => {
    holdNotice("The graphics driver took the picture away. Training goes on; the picture comes back with the driver.");
  });
  canvas.addEventListener("webglcontextrestored", releaseNotice);
}

// Opens the model that the link names once it is loaded. After a refusal the run that the link describes stays.
async function takeLinkedModel(app, link, coming, complain) {
  try {
    const model = await coming;
    if (model) openLinkedModel(app, link, model);
  } catch (error) {
    if (!error.code) throw error;
    complain(error);
  }
}

/// Starts the application; resolves to its module, with its functions under `app`. `link` is what it opens with;
/// `complain({code, message})` receives the reason where the link's model could not be loaded.
export async function startApplication({ canvas, variant, link, complain }) {
  // The requests start first, so that they run while the context is created.
  const linked = fetchLinkedModel(link);
  const loading = loadProgram(variant);
  // Awaited below; a missing context throws before that.
  for (const coming of [loading, linked]) coming.catch(() => {});
  requireWebGL2(canvas);
  moveBeforeTouch(canvas);
  noticeLostReleases(canvas);
  pinchWheel(canvas);
  const program = await loading;
  setOverlayText("Starting…");
  setOverlayProgress(undefined);
  const take = (files) => takeFiles(module.app, files);
  const module = await runProgram(program, {
    canvas,
    host: makeHost({ take, fail: showNotice, link }),
    printErr(line) {
      lastComplaint = line;
      console.warn(line);
    },
    onAbort: (reason) => showFailure(`Hourglass stopped: ${reason}. Please load the page again.`),
  });
  if (!module.application()) throw new Error(`Hourglass could not start: ${lastComplaint || "the reason is not known"}.`);
  module.app = applicationOf(module);
  acceptDrops(document.getElementById("drop"), take, showNotice);
  reportLostGraphics(canvas);
  takeLinkedModel(module.app, link, linked, complain);
  return module;
}

/// Resolves after the application's first drawn frame.
export async function firstFrame(app) {
  while (app.frames() < 1) await new Promise(requestAnimationFrame);
}
