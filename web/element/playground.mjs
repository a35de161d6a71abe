// <hourglass-playground family="denoising" panels="draw"></hourglass-playground>: a frame (embed.html) where there would
// else be an iframe to write. It stands as a poster until it is near the window, rests when it is out of sight, falls asleep
// when it is far away or when others need its place, and takes along what it needs to go on. docs/embedding.md explains it.

import { kToHost, messageOf, readMessage } from "../shared/protocol.mjs";

// The site's folder as seen from this script. (Bundlers look for the file where import.meta.url is written into new URL.)
const kHere = import.meta.url;
const kSite = new URL("../", kHere);

// How far from the window a frame is loaded, in heights of the window. One that went further away falls asleep.
const kNear = 0.3, kFar = 0.75;
// Browsers allow a page about 16 drawings at a time, phones fewer, and each frame needs one and some 100 MB.
const kMostAwake = matchMedia("(pointer: coarse)").matches ? 3 : 6;
// Milliseconds for a frame to hand over its run; to show what it says where it does not become ready; and to draw a run that
// it was handed.
const kPatience = 3000, kMostWaking = 10_000, kDrawing = 150;
const kMostWaiting = 100;  // messages

// In a document without an origin, frames have none either.
const kAnonymous = self.origin === "null";

const kUsualTitle = "An autoencoder that trains in this page";

// Attributes that are the element's or the page's own affair; all others are the frame's, as in a link. HTML has taken
// "hidden": that setting is called hidden-layers here.
const kOwn = new Set(["poster", "site", "title", "link", "id", "class", "style", "slot", "part", "is", "lang", "dir", "hidden", "role",
  "tabindex", "translate", "draggable", "inert", "nonce", "popover", "autofocus", "spellcheck"]);
const kAliases = { hidden_layers: "hidden" };
const kForeign = /^(data-|aria-|on[a-z]+$)|[^a-z0-9_-]/;

// The frame's page lies in the site that this script comes from, unless `site` says where: a bundler takes the script
// elsewhere.
function framePage(site) {
  try {
    const folder = site ? new URL(site.replace(/\/*$/, "/"), document.baseURI) : kSite;
    const page = new URL("embed.html", folder);
    if (/^https?:$/.test(page.protocol)) return page;
  } catch {
    // No address: as if there were none.
  }
  return new URL("embed.html", kSite);
}

const keyOf = (attribute) => {
  const key = attribute.replaceAll("-", "_");
  return kAliases[key] ?? key;
};

const isSetting = ({ name }) => !kOwn.has(name) && !kForeign.test(name);

// Models lie where the page says; the frame would look beside itself.
const valueOf = ({ name, value }) => (name === "model" ? new URL(value, document.baseURI).href : value);

const pairOf = (attribute) => `${keyOf(attribute.name)}=${encodeURIComponent(valueOf(attribute))}`;

// ---- what it looks like ----

const kStyle = `
  :host { display: flex; flex-direction: column; min-height: 200px; contain: content; }
  :host([hidden]) { display: none; }
  .box {
    position: relative; flex: 1 1 var(--usual-height, 400px); min-height: 0;
    background: #f3f1ed; color: #59626f; --accent: #b86a00;
  }
  .box.dark { background: #12161d; color: #9aa7b8; --accent: #ffb454; }
  iframe, .poster, .poster img { position: absolute; inset: 0; width: 100%; height: 100%; border: 0; }
  .box:not(.awake) iframe { clip-path: inset(2px round 16px); }
  .poster {
    display: flex; flex-direction: column; align-items: center; justify-content: center; gap: 10px; box-sizing: border-box;
    padding: 24px; background: inherit; color: inherit; text-align: center; cursor: pointer;
    font: 15px/1.5 system-ui, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
  }
  .awake .poster { display: none; }
  .poster:focus-visible { outline: 2px solid var(--accent); outline-offset: -4px; }
  .poster img { object-fit: cover; object-position: left top; background: inherit; }
  .poster img.given { object-position: center; }
  svg { width: 36px; height: 44px; fill: currentColor; }
  .lower { fill: var(--accent); }
`;

let sheet = null;
function styleSheet() {
  if (sheet) return sheet;
  sheet = new CSSStyleSheet();
  sheet.replaceSync(kStyle);
  return sheet;
}

const dark = matchMedia("(prefers-color-scheme: dark)");

function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// The glass: a wide input, a narrow neck, a wide output.
function makeGlass() {
  const space = "http://www.w3.org/2000/svg";
  const glass = document.createElementNS(space, "svg");
  glass.setAttribute("viewBox", "0 0 24 30");
  glass.setAttribute("aria-hidden", "true");
  for (const [part, points] of [["upper", "2,3 22,3 12,16"], ["lower", "12,14 22,27 2,27"]]) {
    const triangle = document.createElementNS(space, "polygon");
    triangle.setAttribute("class", part);
    triangle.setAttribute("points", points);
    glass.append(triangle);
  }
  return glass;
}

// ---- who is awake ----

const connected = new Set(), awake = new Set();

function distanceOf(element) {
  const { top, bottom } = element.getBoundingClientRect();
  return Math.max(0, top - innerHeight, -bottom) / innerHeight;
}

/// The element. Messages of the protocol come as events "hourglass-ready", "hourglass-epoch", ... with their fields as
/// `detail`, and go as methods of the same names.
export class HourglassPlayground extends HTMLElement {
  #box = make("div", { className: "box" });
  #poster = make("button", { className: "poster", type: "button" });
  #frame = null;
  #origin = "";             // of the frame's page
  #isReady = false;
  #left = null;             // what a frame that fell asleep has left behind: {link, running, model}
  #picture = "";            // the address of its last picture
  #waiting = [];            // messages for a frame that is not ready
  #sleeping = null;         // the promise while it packs
  #takeLeft = null;         // gets what it packed
  #heir = null;             // the element that gets its place when it has fallen asleep
  #wakingTimer = 0;
  #stop = null;             // ends what listens and watches

  constructor() {
    super();
    const root = this.attachShadow({ mode: "open" });
    root.adoptedStyleSheets = [styleSheet()];
    this.#box.append(this.#poster);
    root.append(this.#box);
    this.#poster.addEventListener("click", () => this.#wake(true));
  }

  connectedCallback() {
    connected.add(this);
    const listening = new AbortController(), { signal } = listening;
    addEventListener("message", (event) => this.#hear(event), { signal });
    dark.addEventListener("change", () => this.#showTheme(), { signal });
    const attributes = new MutationObserver((records) => this.#follow(records));
    attributes.observe(this, { attributes: true });
    const watch = (margin, act) => {
      const observer = new IntersectionObserver((entries) => act(entries.at(-1).isIntersecting), { rootMargin: `${100 * margin}% 0px` });
      observer.observe(this);
      return observer;
    };
    const watching = [attributes, watch(kNear, (inside) => inside && this.#wake(false)), watch(kFar, (inside) => !inside && this.sleep())];
    this.#stop = () => {
      listening.abort();
      for (const one of watching) one.disconnect();
    };
    this.#showTheme();
    this.#showPoster();
  }

  /// Everything goes with it: the frame, what it left behind, and all that listens.
  disconnectedCallback() {
    connected.delete(this);
    this.#stop();
    this.#waiting = [];
    this.#forget();
    this.#removeFrame();
  }

  /// "asleep" (a poster), "waking" or "awake".
  get state() { return this.#isReady ? "awake" : this.#frame ? "waking" : "asleep"; }

  /// Trains.
  play() { this.#say("play"); }
  /// Stops training; the weights stay.
  pause() { this.#say("pause"); }
  /// Trains on one batch and then pauses.
  step() { this.#say("step"); }
  /// Changes settings, such as {learning_rate: 0.01, panels: "draw"}. What a running network cannot take begins anew.
  set(settings) { this.#say("set", { settings }); }

  /// Puts the frame away and a poster in its place; resolves when that is done. It goes on where it was when it comes near
  /// the window again.
  async sleep() {
    if (!this.#frame) return;
    if (!this.#isReady && !this.#sleeping) return this.#removeFrame();
    this.#sleeping ??= this.#pack(this.#frame);
    await this.#sleeping;
  }

  async #pack(frame) {
    const left = await new Promise((done) => {
      this.#takeLeft = done;
      this.#post("sleep");
      this.#isReady = false;
      setTimeout(done, kPatience, null);
    });
    this.#takeLeft = this.#sleeping = null;
    if (this.#frame !== frame) return;
    this.#forget();
    if (left) this.#remember(left);
    this.#removeFrame();
  }

  #post(type, fields, transfer = []) {
    this.#frame.contentWindow.postMessage(messageOf(type, fields), kAnonymous ? "*" : this.#origin, transfer);
  }

  #say(type, fields = {}) {
    if (this.#isReady) this.#post(type, fields);
    else if (this.#waiting.length < kMostWaiting) this.#waiting.push([type, fields]);
  }

  #hear(event) {
    if (!this.#frame || event.source !== this.#frame.contentWindow || event.origin !== (kAnonymous ? "null" : this.#origin)) return;
    const message = readMessage(kToHost, event.data);
    if (!message) return;
    const { type, ...detail } = message;
    if (type === "asleep") return this.#takeLeft?.(detail);
    if (type === "resize") this.#box.style.setProperty("--usual-height", `${Math.min(Math.max(detail.height, 200), 4000)}px`);
    if (type === "ready") this.#begin();
    // Where it does not get ready, the frame itself says why.
    if (type === "error" && !this.#isReady) this.#hideOverlay(this.#frame);
    this.dispatchEvent(new CustomEvent(`hourglass-${type}`, { detail, bubbles: true, composed: true }));
  }

  // The frame is there: it gets what an earlier one left behind, and what it was told meanwhile.
  #begin() {
    this.#isReady = true;
    const left = this.#left;
    if (left?.model) this.#post("open", { model: left.model }, [left.model]);
    if (left?.running) this.#post("play");
    for (const [type, fields] of this.#waiting.splice(0)) this.#post(type, fields);
    setTimeout(() => this.#hideOverlay(this.#frame), left ? kDrawing : 0);
  }

  #hideOverlay(frame) {
    if (!frame || frame !== this.#frame) return;
    this.#box.classList.add("awake");
    if (this.#isReady) this.#forget();
  }

  // What the frame is to show: what one before it left behind, or what the attributes say.
  #linkText() {
    if (this.#left) return `${this.#left.link}&autoplay=0`;
    const link = this.getAttribute("link")?.replace(/^.*#/s, "") ?? "";
    return [link, ...[...this.attributes].filter(isSetting).map(pairOf)].filter(Boolean).join("&");
  }

  // `asked`: somebody pressed the poster.
  #wake(asked) {
    if (this.#frame || !this.isConnected) return;
    if (awake.size >= kMostAwake) return this.#takePlace(asked);
    const frame = make("iframe", { title: this.title || kUsualTitle });
    // A page that is isolated lets in frames of other sites only without their cookies, of which there are none.
    const page = framePage(this.getAttribute("site"));
    this.#origin = page.origin;
    if (globalThis.crossOriginIsolated && page.origin !== location.origin) frame.credentialless = true;
    frame.src = `${page.href}#${this.#linkText()}`;
    this.#frame = frame;
    awake.add(this);
    this.#box.prepend(frame);
    this.#showPoster();
    this.#wakingTimer = setTimeout(() => this.#hideOverlay(frame), kMostWaking);
  }

  // The one that is furthest away makes room for one that is nearer, or that was asked for. Each leaves its place to one.
  #takePlace(asked) {
    const staying = [...awake].filter((one) => !one.#heir);
    if (staying.length === 0) return;
    const furthest = staying.reduce((a, b) => (distanceOf(b) > distanceOf(a) ? b : a));
    if (!asked && distanceOf(furthest) <= distanceOf(this)) return;
    furthest.#heir = this;
    furthest.sleep();
  }

  #removeFrame() {
    if (!this.#frame) return;
    clearTimeout(this.#wakingTimer);
    this.#frame.remove();
    this.#frame = null;
    this.#isReady = false;
    this.#box.classList.remove("awake");
    this.#showPoster();
    awake.delete(this);
    const heir = this.#heir;
    this.#heir = null;
    heir?.#wake(false);
    // A poster that waits in the window for a place may have this one.
    for (const one of connected) if (one.state === "asleep" && distanceOf(one) < kNear) one.#wake(false);
  }

  #remember({ link, running, model, picture }) {
    this.#left = { link, running, model };
    this.#picture = picture ? URL.createObjectURL(picture) : "";
  }

  #forget() {
    this.#left = null;
    if (this.#picture) URL.revokeObjectURL(this.#picture);
    this.#picture = "";
  }

  // Its own last picture, the author's, or a quiet one.
  #showPoster() {
    const given = this.getAttribute("poster");
    const source = this.#picture || (given ? new URL(given, document.baseURI).href : "");
    const words = this.#frame ? "Loading…" : "Press to train a small neural network here";
    this.#poster.setAttribute("aria-label", `${this.title || kUsualTitle}. ${words}`);
    const showWords = () => this.#poster.replaceChildren(makeGlass(), words);
    if (!source) return showWords();
    const shown = this.#poster.querySelector("img");
    if (shown?.src === source) return;
    const image = make("img", { src: source, alt: "", className: this.#picture ? "" : "given" });
    image.addEventListener("error", showWords, { once: true });
    this.#poster.replaceChildren(image);
  }

  #showTheme() {
    const theme = this.getAttribute("theme");
    this.#box.classList.toggle("dark", theme === "dark" || (theme !== "light" && dark.matches));
  }

  // A run that is there is told what has changed; where something was taken away it begins anew with what is left.
  #follow(records) {
    const names = new Set(records.map(({ attributeName }) => attributeName));
    if (names.has("poster")) this.#showPoster();
    if (names.has("theme")) this.#showTheme();
    const changed = [...names].filter((name) => name === "link" || isSetting({ name }));
    const given = changed.map((name) => this.getAttributeNode(name)).filter((attribute) => attribute && isSetting(attribute));
    if (changed.length === 0 || !(this.#frame || this.#left)) return;
    if (given.length === changed.length) {
      return this.set(Object.fromEntries(given.map((attribute) => [keyOf(attribute.name), valueOf(attribute)])));
    }
    this.#forget();
    if (this.#frame) this.#removeFrame();
    this.#wake(false);
  }
}

customElements.define("hourglass-playground", HourglassPlayground);
