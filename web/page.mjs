// The page: loads the application, keeps its canvas sharp and hands it what is dropped.

import { coverProgress, coverText, showFailure, showNotice, uncover } from "./cover.mjs";
import { listenForDrops } from "./drop.mjs";
import { chooseVariant } from "./variant.mjs";

// The application's last line of complaint, for when it cannot go on.
let lastComplaint = "";

const canvas = document.getElementById("canvas");

// Throws a readable Error where the browser lacks WebGL2.
function requireWebGL2() {
  const probe = document.createElement("canvas").getContext("webgl2");
  if (!probe) {
    throw new Error("Hourglass draws with WebGL2, which this browser or its graphics driver does not offer; " +
      "turn on hardware acceleration or try another browser.");
  }
  probe.getExtension("WEBGL_lose_context")?.loseContext();
}

// A response that counts its bytes on the way.
function counted(response, progress) {
  const total = Number(response.headers.get("Content-Length"));
  if (!response.ok) throw new Error(`${new URL(response.url).pathname} answered with status ${response.status}`);
  // Compressed on the way, the length says nothing about the bytes that arrive.
  if (!total || response.headers.has("Content-Encoding")) return response;
  let seen = 0;
  const counter = new TransformStream({
    transform(chunk, controller) {
      seen += chunk.byteLength;
      progress(seen / total);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), { headers: { "Content-Type": "application/wasm" } });
}

// Starts the application in the canvas; resolves to its module.
async function startApplication(variant) {
  const address = new URL(`./${variant}/hourglass_page.wasm`, import.meta.url);
  const [{ default: createPage }, response] = await Promise.all([
    import(`./${variant}/hourglass_page.mjs`), fetch(address),
  ]);
  return new Promise((fulfil, reject) => {
    createPage({
      canvas,
      printErr(line) {
        lastComplaint = line;
        console.warn(line);
      },
      onAbort: (reason) => showFailure(`Hourglass stopped: ${reason}. Please load the page again.`),
      instantiateWasm(imports, receive) {
        WebAssembly.instantiateStreaming(counted(response, coverProgress), imports)
          .then(({ instance, module }) => receive(instance, module), reject);
        return {};
      },
    }).then(fulfil, reject);
  });
}

function throwRefusal({ error }) {
  if (error) throw Object.assign(new Error(error.message), { code: error.code });
}

// What the page and its tests ask of the application: plain values instead of text.
function applicationOf(module) {
  return {
    layout: () => JSON.parse(module.appLayout()),
    snapshot: () => module.appSnapshot(),
    drawnInput: () => module.appDrawnInput(),
    drawnReconstruction: () => module.appDrawnReconstruction(),
    shownCode: () => module.appShownCode(),
    frames: () => module.appFrames(),
    lastFrameMs: () => module.appLastFrameMs(),
    // The longest frame and the longest slice of training since the last call.
    takeFrameTimes: () => module.appTakeFrameTimes(),
    errorText: () => module.appErrorText(),
    // These throw the engine's sentence where the file or a setting is refused.
    useFile: (bytes, name) => throwRefusal(module.appUseFile(bytes, name)),
    useSettings: (settings) =>
      throwRefusal(module.appUseSettings(Object.entries(settings).map(([key, value]) => [key, String(value)]))),
  };
}

// Dropped files become the training set, one after the other. A refusal is in the application's banner already.
function takeFiles(application, files) {
  for (const file of files) {
    try {
      application.useFile(file.bytes, file.name);
    } catch (error) {
      if (!error.code) throw error;
    }
  }
}

// Resolves after the application's first drawn frame.
async function firstFrame(application) {
  while (application.frames() < 1) await new Promise(requestAnimationFrame);
}

async function open() {
  // Let the browser paint the cover before anything else.
  await new Promise(requestAnimationFrame);
  const variant = chooseVariant(true);
  requireWebGL2();
  const module = await startApplication(variant);
  coverText("Starting…");
  coverProgress(undefined);
  if (!module.appRunning()) throw new Error(`Hourglass could not start: ${lastComplaint || "the reason is not known"}.`);
  module.app = applicationOf(module);
  await firstFrame(module.app);
  listenForDrops(document.getElementById("drop"), (files) => takeFiles(module.app, files), showNotice);
  canvas.addEventListener("webglcontextlost", () => showFailure("The graphics driver took the canvas away. Please load the page again."));
  canvas.focus();
  uncover();
  return module;
}

/// The application's module once it runs, its functions under `app`; rejects where it cannot.
export const ready = open();
ready.catch((error) => showFailure(error?.message ?? String(error)));
