// The theme of the page's HTML, the same as the canvas has.

import { valuesIn } from "../shared/link.mjs";

const light = matchMedia("(prefers-color-scheme: light)");
const kPollInterval = 500;  // milliseconds

function show(theme) {
  const root = document.documentElement;
  if (root.dataset.theme === theme) return;
  root.dataset.theme = theme;
  const ground = getComputedStyle(root).getPropertyValue("--ground").trim();
  document.querySelector("meta[name=theme-color]").content = ground;
}

/// Shows the theme that the application will open with.
export function showInitialTheme(link) {
  const asked = valuesIn(link, "theme").find((theme) => theme === "dark" || theme === "light");
  show(asked ?? (light.matches ? "light" : "dark"));
}

/// Shows the application's theme from now on.
export function syncTheme(app) {
  show(app.theme());
  setInterval(() => show(app.theme()), kPollInterval);
}
