// Links: what follows the "#" in the address names the run's settings, the panels and the theme.

/// The keys of a link that are about the page and not about the run. src/app/shell/link.cpp has the same table, but is not
/// loaded yet when the page opens; a test compares the two.
export const kPageKeys = ["panels", "focus", "hide", "embedded", "theme", "autoplay", "model"];
const kEvery = 500;  // milliseconds

const pairsOf = (link) => link.replace(/^#/, "").split("&").filter(Boolean);
const keyOf = (pair) => pair.split("=")[0];

/// The link with each "&" that an editor wrote as an HTML entity ("&amp;", "&#038;") as "&".
export const withoutEntities = (link) => link.replace(/&(?:amp|#0*38);/gi, "&");

/// The link in the page's address.
export const addressedLink = () => withoutEntities(location.hash);

/// The part of a link that names the run: "preset=vae-2d&seed=3", in the order of the link.
export const runPart = (link) => pairsOf(link).filter((pair) => !kPageKeys.includes(keyOf(pair))).join("&");

/// All values of a key in a link, decoded.
export const valuesIn = (link, key) => new URLSearchParams(link.replace(/^#/, "")).getAll(key);

/// The link with this value of a key in place of its earlier ones.
export function withValue(link, key, value) {
  return [...pairsOf(link).filter((pair) => keyOf(pair) !== key), `${key}=${encodeURIComponent(value)}`].join("&");
}

/// Whether the text of `autoplay` asks to wait until the reader presses Train.
export const asksToWait = (autoplay) => /^(0|false|off|no)$/i.test(autoplay ?? "");

/// The link without a key.
export const without = (link, key) => pairsOf(link).filter((pair) => keyOf(pair) !== key).join("&");

// In the place of the old one: going back leaves the page.
function write(link) {
  try {
    history.replaceState(null, "", link ? `#${link}` : location.pathname + location.search);
  } catch {
    // A frame without an address of its own has nowhere to write it.
  }
}

/// Keeps address and application in step from now on; `open(link)` opens another one, at once or later.
export function syncAddress(app, open) {
  let known = app.link();
  addEventListener("hashchange", () => {
    open(addressedLink());
    known = app.link();
  });
  setInterval(() => {
    const now = app.link();
    if (now === known) return;
    known = now;
    write(now);
  }, kEvery);
}
