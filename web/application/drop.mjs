// Files dropped on the page: an overlay while they are dragged over it, their bytes when they are dropped.

/// Calls `take([{name, bytes}])` with the content of files, and `fail(sentence)` where they cannot be read.
export async function readFiles(list, take, fail) {
  const files = [...list];
  try {
    take(await Promise.all(files.map(async (file) => ({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }))));
  } catch (error) {
    fail(`${files[0]?.name ?? "The file"} could not be read (${error.message}); is it a folder?`);
  }
}

/// Calls `take([{name, bytes}])` for dropped files and `fail(sentence)` where they cannot be read.
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
    readFiles(event.dataTransfer.files, take, fail);
  });
}
