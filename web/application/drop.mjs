// Files dropped on the page: an overlay while they are dragged over it, their bytes when they are dropped.

import { count } from "../shared/numbers.mjs";
import { holdNotice, releaseNotice } from "./loading_overlay.mjs";

// Files that are read at once; where there are more, a notice says how far it is.
const kAtOnce = 1000;

const contentOf = async (file) => ({ name: file.webkitRelativePath || file.name, bytes: new Uint8Array(await file.arrayBuffer()) });

/// Calls `take([{name, bytes}])` with the content of files, and `fail(sentence)` where they cannot be read. Those of a chosen folder
/// have it before their names.
export async function readFiles(list, take, fail) {
  const files = [...list], read = [];
  try {
    while (read.length < files.length) {
      if (files.length > kAtOnce) holdNotice(`${count(read.length)} of ${count(files.length)} files are loaded.`);
      read.push(...await Promise.all(files.slice(read.length, read.length + kAtOnce).map(contentOf)));
    }
  } catch (error) {
    return fail(`${files[0].name} could not be read (${error.message}).`);
  } finally {
    if (files.length > kAtOnce) releaseNotice();
  }
  take(read);
}

const called = (start) => new Promise((resolve, reject) => start(resolve, reject));

// The files in an entry of a drop, a file or a folder, as what readFiles() takes.
async function filesIn(entry, folder = "") {
  if (entry.isFile) {
    const file = await called((resolve, reject) => entry.file(resolve, reject));
    return [{ name: folder + entry.name, arrayBuffer: () => file.arrayBuffer() }];
  }
  const reader = entry.createReader(), files = [];
  for (;;) {
    const entries = await called((resolve, reject) => reader.readEntries(resolve, reject));  // some of them
    if (entries.length === 0) return files;
    for (const inner of entries) files.push(...await filesIn(inner, `${folder}${entry.name}/`));
  }
}

async function readDrop({ items, files }, take, fail) {
  // A drop's entries and files are gone once this function waits.
  const entries = [...items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean), plain = [...files];
  if (entries.length === 0) return readFiles(plain, take, fail);
  try {
    readFiles((await Promise.all(entries.map((entry) => filesIn(entry)))).flat(), take, fail);
  } catch (error) {
    fail(`${entries[0].name} could not be read (${error.message}).`);
  }
}

/// Calls `take([{name, bytes}])` for dropped files and folders, and `fail(sentence)` where they cannot be read.
export function acceptDrops(overlay, take, fail) {
  let depth = 0;  // dragenter and dragleave fire for every element under the pointer
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  const show = (visible) => {
    if (!visible) depth = 0;
    overlay.hidden = !visible;
  };

  addEventListener("dragenter", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    depth++;
    show(true);
  });
  addEventListener("dragover", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "copy";
  });
  addEventListener("dragleave", (event) => {
    if (holdsFiles(event) && --depth <= 0) show(false);
  });
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    show(false);
    readDrop(event.dataTransfer, take, fail);
  });
}
