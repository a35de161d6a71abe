// What the application asks of the page: the clipboard, downloads, a choice of files, the preferred colours and motion.

import { readFiles } from "./drop.mjs";
import { canvasOf } from "../shared/pixels.mjs";

const light = matchMedia("(prefers-color-scheme: light)");
const reducedMotion = matchMedia("(prefers-reduced-motion: reduce)");

/// The address of the page, without query and hash.
export const pageAddress = () => location.href.replace(/[?#].*$/s, "");

// Copies where the Clipboard API is not allowed, as in frames of other pages.
function copyBySelection(text) {
  const field = document.createElement("textarea");
  const focused = document.activeElement;
  field.value = text;
  field.className = "unseen";
  document.body.append(field);
  field.select();
  document.execCommand("copy");
  field.remove();
  focused?.focus();
}

/// Copies a text to the clipboard.
export async function copyText(text) {
  try {
    await navigator.clipboard.writeText(text);
  } catch {
    copyBySelection(text);
  }
}

/// Saves a file, bytes or a Blob, as a download; returns a sentence about it.
export function saveFile(name, content) {
  const address = URL.createObjectURL(new Blob([content]));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // By then every browser has started the download.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return `Saved ${name}.`;
}

/// Saves pixels, bytes from the top row down, as a PNG file; returns a sentence about it. One byte a pixel is grey, three are
/// red, green and blue.
export function savePicture(name, width, height, pixels) {
  canvasOf(width, height, pixels).toBlob((blob) => saveFile(name, blob));
  return `Saved ${name}.`;
}

let choosing = null;  // the field whose files are being chosen

/// Lets the browser choose files, or a folder; `take([{name, bytes}])` receives them, `fail` a sentence where they cannot be read.
export function chooseFiles(take, fail, { folder = false } = {}) {
  choosing?.remove();  // not every browser says that nothing was chosen
  const field = choosing = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  field.webkitdirectory = folder;
  field.hidden = true;
  field.addEventListener("change", () => {
    field.remove();
    readFiles(field.files, take, fail);
  });
  field.addEventListener("cancel", () => field.remove());
  // In the page: a browser may collect a field outside of it as garbage while files are chosen, and what is chosen is lost.
  document.body.append(field);
  field.click();
}

const kTourKey = "hourglass-tour";

// Only to those who open the page itself, and once.
function offersTour(link) {
  try {
    return window.top === window && link === "" && localStorage.getItem(kTourKey) === null;
  } catch {
    return false;  // without storage it would come back at every visit
  }
}

function rememberTour() {
  try {
    localStorage.setItem(kTourKey, "seen");
  } catch {
    // Not remembered.
  }
}

/// The object that the application finds as Module.host. `choose()` lets files be chosen; without it, the browser does, and
/// `take([{name, bytes}])` receives them, `fail` a sentence where they cannot be read. `draw({name, seed, training, heldOut})`
/// receives the wish for a built-in set; `exportModel(bytes, format, part)` that for a model in another program's format;
/// `savePage(bytes, samples, labels)` that for a page with the model in it; `openUses()`, where there is one, shows what the model can be used for; `link` is what the application opens with.
export function makeHost({ take, choose = () => chooseFiles(take, fail), draw, exportModel, savePage, openUses, fail, link }) {
  let clipboard = "";
  addEventListener("paste", (event) => { clipboard = event.clipboardData?.getData("text/plain") ?? ""; });
  return {
    address: pageAddress(),
    get light() { return light.matches; },
    coarsePointer: matchMedia("(pointer: coarse)").matches,
    get reducedMotion() { return reducedMotion.matches; },
    copyText(text) {
      clipboard = text;
      copyText(text);
    },
    pastedText: () => clipboard,
    saveFile,
    savePicture,
    exportModel(bytes, format, part) {
      exportModel(bytes, format, part);
      return "Preparing the file…";
    },
    savePage(bytes, samples, labels) {
      savePage(bytes, samples, labels);
      return "Preparing the page…";
    },
    chooseFile: choose,
    openUses,
    // Not at once: the application may ask while it opens.
    drawSet: (name, seed, training, heldOut) => setTimeout(() => draw({ name, seed, training, heldOut })),
    openingLink: link,
    openPage: (path) => window.open(new URL(path, document.baseURI), "_blank", "noopener"),
    offersTour: offersTour(link),
    tourEnded: rememberTour,
  };
}
