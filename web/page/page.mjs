// The page: opens the application with the link in the address, and connects it with the HTML around the canvas.

import { showFailure, showNotice, hideOverlay } from "../application/loading_overlay.mjs";
import { addressedLink, syncAddress } from "../shared/link.mjs";
import { trainInBackground } from "../application/background_training.mjs";
import { shareKeys } from "../application/keys.mjs";
import { makeAccessibleControls } from "../application/accessible_controls.mjs";
import { openLink } from "../application/linked_data.mjs";
import { keepSiteOffline } from "./offline.mjs";
import { offerLastRun } from "./resume_offer.mjs";
import { firstFrame, startApplication } from "../application/boot.mjs";
import { syncTheme, showInitialTheme } from "../application/theme.mjs";
import { chooseVariant } from "../shared/variant.mjs";

const element = (id) => document.getElementById(id);
const canvas = element("canvas");

const complain = ({ message }) => showNotice(message);

// Shows what would be trained on, and asks; loaded when it is wanted first.
const openData = async (app, files) => (await import("./data_dialog.mjs")).openDataDialog(app, files);

// Shows what the trained model can be used for; loaded when it is wanted first.
const openUses = async (app) => (await import("./uses_dialog.mjs")).openUsesDialog(app);

// Connects the application with the page around the canvas.
async function connect({ app, linked }, variant, link) {
  syncTheme(app);
  trainInBackground(app, variant === "wasm-threads");
  keepSiteOffline();
  // Before that, the address names more than the application does.
  await linked;
  syncAddress(app, (another) => openLink(app, another).catch(complain));
  offerLastRun(app, link, showNotice);
}

async function open() {
  const link = addressedLink();
  showInitialTheme(link);
  // The browser draws the loading overlay first.
  await new Promise(requestAnimationFrame);
  const variant = chooseVariant(true);
  let app = null;
  const controls = makeAccessibleControls({ panel: element("controls"), opener: element("show-controls"), canvas, app: () => app });
  shareKeys(canvas, controls.takeKey, (backwards) => !app || app.leaveByTab(backwards));
  const module = await startApplication({ canvas, variant, link, complain, openData, openUses });
  await firstFrame(module.app);
  app = module.app;
  app.showControls = controls.show;
  connect(module, variant, link);
  if (document.activeElement === document.body) canvas.focus();
  hideOverlay();
  return module;
}

/// The application's module once it runs, its functions under `app`; rejects where it cannot run.
export const ready = open();
ready.catch((error) => showFailure(error?.message ?? String(error)));
