// What the application asks of the page: the clipboard, downloads, a choice of files, the preferred colours and motion.

import { readFiles } from "./drop.mjs";

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

/// Saves a file as a download; returns a sentence about it.
export function saveFile(name, bytes) {
  const address = URL.createObjectURL(new Blob([bytes]));
  const anchor = document.createElement("a");
  anchor.href = address;
  anchor.download = name;
  anchor.click();
  // By then every browser has started the download.
  setTimeout(() => URL.revokeObjectURL(address), 60_000);
  return `Saved ${name}.`;
}

function chooseFile(take, fail) {
  const field = document.createElement("input");
  field.type = "file";
  field.multiple = true;
  field.addEventListener("change", () => readFiles(field.files, take, fail));
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

/// The object that the application finds as Module.host. `take([{name, bytes}])` receives files that were chosen, `fail` a
/// sentence where they cannot be read; `link` is what the application opens with.
export function makeHost({ take, fail, link }) {
  let clipboard = "";
  addEventListener("paste", (event) => { clipboard = event.clipboardData?.getData("text/plain") ?? ""; });
  return {
    address: pageAddress(),
    get light() { return light.matches; },
    get reducedMotion() { return reducedMotion.matches; },
    copyText(text) {
      clipboard = text;
      copyText(text);
    },
    pastedText: () => clipboard,
    saveFile,
    chooseFile: () => chooseFile(take, fail),
    openingLink: link,
    openTutorial: () => window.open(new URL("tutorial/", document.baseURI), "_blank", "noopener"),
    offersTour: offersTour(link),
    tourEnded: rememberTour,
  };
}
