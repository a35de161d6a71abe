// Starts the application in a canvas, for the page and for a frame in another page.

import { applicationOf } from "./application.mjs";
import { setOverlayProgress, setOverlayText, holdNotice, releaseNotice, showFailure, showNotice } from "./loading_overlay.mjs";
import { drawSet, openFiles } from "./data_sets.mjs";
import { acceptDrops } from "./drop.mjs";
import { noticeLostReleases } from "./lost_release.mjs";
import { makeHost } from "./host.mjs";
import { loadProgram, runProgram } from "./loading.mjs";
import { fetchLinkedData, openLinkedData, withoutAddress } from "./linked_data.mjs";
import { fetchLinkedModel, openLinkedModel } from "./linked_model.mjs";
import { turnTouchIntoMouse } from "./touch_input.mjs";
import { wakeWithInput } from "./waking.mjs";

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

// Puts a refusal of `action` into the application's banner.
async function orShowRefusal(app, action) {
  try {
    await action();
  } catch (error) {
    if (!error.code) throw error;
    app.showError(error.message);
  }
}

function showIgnored(ignored) {
  if (ignored.length > 0) showNotice(`Left out: ${ignored.slice(0, 3).join("; ")}${ignored.length > 3 ? ` and ${ignored.length - 3} more` : ""}.`);
}

// Files given together become the training set, or the run where there is one, a model.
const takeFiles = async (app, files) => showIgnored(await openFiles(app, files));

// The browser may lose the graphics context and restore it later; the application then draws everything again.
function reportLostGraphics(canvas) {
  canvas.addEventListener("webglcontextlost", () => {
    holdNotice("The graphics driver took the picture away. Training goes on; the picture comes back with the driver.");
  });
  canvas.addEventListener("webglcontextrestored", releaseNotice);
}

// Opens what the link names at other addresses once it is loaded. After a refusal the run that the link describes stays.
async function takeLinked(app, link, { data, model }, complain) {
  try {
    const set = await data;
    if (set) showIgnored(await openLinkedData(app, set));
    const file = await model;
    if (file) openLinkedModel(app, link, file);
  } catch (error) {
    if (!error.code) throw error;
    complain(error);
  }
}

/// Starts the application; resolves to its module, with its functions under `app`, and under `linked` what resolves once the
/// data and the model that the link names are opened or refused. `link` is what it opens with; `complain({code, message})`
/// receives the reason where they could not be loaded; `belongsToHost` is turnTouchIntoMouse's; `openData(app, files)` takes
/// files that were dropped, or null where some are to be chosen; without it, files are chosen by the browser and used at once;
/// `openUses(app)` shows what the trained model can be used for.
export async function startApplication({ canvas, variant, link, complain, belongsToHost, openData, openUses }) {
  // The requests start first, so that they run while the context is created.
  const linked = { data: fetchLinkedData(link), model: fetchLinkedModel(link) };
  const loading = loadProgram(variant);
  // Awaited below; a missing context throws before that.
  for (const coming of [loading, linked.data, linked.model]) coming.catch(() => {});
  requireWebGL2(canvas);
  noticeLostReleases(canvas);
  let module = null;
  turnTouchIntoMouse(canvas, () => module?.app, belongsToHost);
  const program = await loading;
  setOverlayText("Starting…");
  setOverlayProgress(undefined);
  const take = (files) => orShowRefusal(module.app, () => (openData ?? takeFiles)(module.app, files));
  const choose = openData && (() => openData(module.app, null));
  const draw = (wanted) => orShowRefusal(module.app, async () => module.app.takeSet(await drawSet(wanted)));
  // Both are loaded when they are wanted first.
  const exportModel = (...wanted) => orShowRefusal(module.app, async () => {
    const { saveExported } = await import("./exported_model.mjs");
    module.app.showNotice(await saveExported(...wanted));
  });
  const savePage = (...content) => orShowRefusal(module.app, async () => {
    const { saveStandalone } = await import("./standalone_page.mjs");
    module.app.showNotice(await saveStandalone(...content));
  });
  module = await runProgram(program, {
    canvas,
    host: makeHost({ take, choose, draw, exportModel, savePage, openUses: openUses && (() => openUses(module.app)), fail: showNotice, link: withoutAddress(link) }),
    printErr(line) {
      lastComplaint = line;
      console.warn(line);
    },
    onAbort: (reason) => showFailure(`Hourglass stopped: ${reason}. Please load the page again.`),
  });
  if (!module.application()) throw new Error(`Hourglass could not start: ${lastComplaint || "the reason is not known"}.`);
  module.app = applicationOf(module);
  wakeWithInput(module.app, canvas);
  acceptDrops(document.getElementById("drop"), take, showNotice);
  reportLostGraphics(canvas);
  module.linked = takeLinked(module.app, link, linked, complain);
  return module;
}

/// Resolves after the application's first drawn frame.
export async function firstFrame(app) {
  while (app.frames() < 1) await new Promise(requestAnimationFrame);
}
