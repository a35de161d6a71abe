// Style sheets that are loaded with what they style.

import { make } from "../shared/elements.mjs";

const loading = new Map();  // address -> what resolves once it is loaded, or cannot be

// Loads a style sheet of the site, once.
function loadStyleSheet(path) {
  const href = new URL(path, document.baseURI).href;
  if (!loading.has(href)) {
    loading.set(href, new Promise((resolve) => {
      const link = make("link", { rel: "stylesheet", href });
      link.addEventListener("load", resolve);
      link.addEventListener("error", resolve);
      document.head.append(link);
    }));
  }
  return loading.get(href);
}

/// Loads a dialogue's style sheet and what all dialogues share.
export const loadDialogStyle = (path) => Promise.all([loadStyleSheet("page/dialog.css"), loadStyleSheet(path)]);
