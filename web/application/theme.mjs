// The colours of what the page shows beside the canvas are those of the canvas.

import { valuesIn } from "../shared/link.mjs";

const light = matchMedia("(prefers-color-scheme: light)");
const kEvery = 500;  // milliseconds

function show(theme) {
  const root = document.documentElement;
  if (root.dataset.theme === theme) return;
  root.dataset.theme = theme;
  const ground = getComputedStyle(root).getPropertyValue("--ground").trim();
  document.querySelector("meta[name=theme-color]").content = ground;
}

/// The theme that the application will open with.
export function guessTheme(link) {
  const asked = valuesIn(link, "theme").find((theme) => theme === "dark" || theme === "light");
  show(asked ?? (light.matches ? "light" : "dark"));
}

/// Follows the application's theme.
export function followTheme(app) {
  show(app.theme());
  setInterval(() => show(app.theme()), kEvery);
}
