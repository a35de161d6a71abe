// The address of the page says what it shows: settings, panels and theme, behind the "#".

// What a link says about the page, and not about the run.
const kAboutThePage = new Set(["panels", "focus", "embedded", "theme"]);
const kEvery = 500;  // milliseconds

/// The part of a link that says which run it is: "preset=vae-2d&seed=3", in the order of the link.
export function runPart(link) {
  return link.replace(/^#/, "").split("&").filter((pair) => pair && !kAboutThePage.has(pair.split("=")[0])).join("&");
}

/// All values of a key in a link, decoded.
export const valuesIn = (link, key) => new URLSearchParams(link.replace(/^#/, "")).getAll(key);

// In the place of the old one: going back leaves the page.
function write(link) {
  try {
    history.replaceState(null, "", link ? `#${link}` : location.pathname + location.search);
  } catch {
    // A frame without an address of its own has nowhere to write it.
  }
}

/// Keeps address and application in step from now on.
export function followHash(app) {
  let known = app.link();
  addEventListener("hashchange", () => {
    app.useLink(location.hash);
    known = app.link();
  });
  setInterval(() => {
    const now = app.link();
    if (now === known) return;
    known = now;
    write(now);
  }, kEvery);
}
