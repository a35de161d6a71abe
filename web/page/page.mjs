// The page: opens the application with what the address says, and connects it with what stands beside it.

import { showFailure, showNotice, uncover } from "../application/loading_overlay.mjs";
import { followHash } from "../shared/link.mjs";
import { followVisibility } from "../application/background_training.mjs";
import { shareKeys } from "../application/keys.mjs";
import { makeMirror } from "../application/accessible_controls.mjs";
import { stayAvailable } from "./offline.mjs";
import { welcomeBack } from "./resume_offer.mjs";
import { firstFrame, startApplication } from "../application/boot.mjs";
import { followTheme, guessTheme } from "../application/theme.mjs";
import { chooseVariant } from "../shared/variant.mjs";

const element = (id) => document.getElementById(id);
const canvas = element("canvas");

// Everything beside the canvas follows the application.
function connect(app, variant, link) {
  followHash(app);
  followTheme(app);
  followVisibility(app, variant === "wasm-threads");
  welcomeBack(app, link, showNotice);
  stayAvailable();
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
  const module = await startApplication({ canvas, variant, link, complain: ({ message }) => showNotice(message) });
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
