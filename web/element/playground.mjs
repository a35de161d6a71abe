// <hourglass-playground family="denoising" panels="draw"></hourglass-playground>: the frame embed.html as an element. It shows
// a poster until it is near the viewport, is suspended out of sight, and removes its frame ("asleep") when it is far away or
// when other elements need its place; the next frame continues the run. docs/embedding.md explains it.

import { asksToWait, kPageKeys, withoutEntities } from "../shared/link.mjs";
import { kToHost, messageOf, readMessage } from "../shared/protocol.mjs";
import { kSettingKeys } from "../shared/setting_keys.mjs";

// Bundlers look for a file where import.meta.url or a plain file name stands inside new URL(), hence the constants.
const kHere = import.meta.url;
const kUsualPage = ["..", "embed.html"].join("/");

// False where a server imports the module to render a page: then importing it does nothing.
const kInPage = typeof customElements === "object" && typeof matchMedia === "function";

// Within kNear heights of the viewport a frame is loaded; beyond kFar it is removed.
const kNear = 0.3, kFar = 0.75;
const kLeastShare = 0.001;  // of an element in sight
// Browsers allow a page about 16 WebGL contexts, phones fewer; each frame needs one, and some 100 MB.
const kMostAwake = kInPage && matchMedia("(pointer: coarse)").matches ? 3 : 6;
// Milliseconds that a frame may take to hand over its run; after which a frame that has said nothing counts as missing; and
// that a frame takes to draw a run that it was given.
const kPatience = 3000, kMostWaking = 10_000, kDrawing = 150;
const kMostWaiting = 100;  // messages

// The page's origin is opaque: it is a local file, or a sandboxed frame whose frames are opaque too.
const kOpaque = globalThis.origin === "null";

const kUsualTitle = "An autoencoder that trains in this page";

// Attributes are settings where their name is a key of a link, however it is written: learning_rate, learning-rate, and
// learningrate, which HTML makes of learningRate. All others belong to the page. Since HTML has an attribute "hidden", that
// setting is called hidden-layers here.
const plain = (name) => name.toLowerCase().replace(/[-_]/g, "");
const kKeys = new Map([...kSettingKeys, ...kPageKeys, "preset"].map((key) => [plain(key), key]));
for (const key of ["hidden", "embedded"]) kKeys.delete(key);
kKeys.set("hiddenlayers", "hidden");

const keyOf = (attribute) => kKeys.get(plain(attribute));
const isSetting = ({ name }) => keyOf(name) !== undefined;

// The frame's page lies in the site that this script comes from, unless `site` says where: a bundler takes the script
// elsewhere. Null where neither is an address that a page can load.
function framePage(site) {
  const folder = site?.replace(/[^/]*\.html?$/, "").replace(/\/*$/, "/");
  const ways = [() => new URL("embed.html", new URL(folder, document.baseURI)), () => new URL(kUsualPage, kHere)];
  for (const way of site ? ways : ways.slice(1)) {
    try {
      const page = way();
      if (/^https?:$/.test(page.protocol) || page.protocol === location.protocol) return page;
    } catch {
      // Not an address.
    }
  }
  return null;
}

// A model's address is relative to the page; the frame would read it relative to itself.
const valueOf = ({ name, value }) => (name === "model" ? new URL(value, document.baseURI).href : value);

const pairOf = (attribute) => `${keyOf(attribute.name)}=${encodeURIComponent(valueOf(attribute))}`;

// ---- appearance ----

const kStyle = `
  :host { display: flex; flex-direction: column; min-height: 200px; contain: content; }
  :host([hidden]) { display: none; }
  .box {
    position: relative; flex: 1 1 var(--usual-height, 400px); min-height: 0;
    background: #f3f1ed; color: #59626f; --accent: #9c5a00;
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

const dark = kInPage ? matchMedia("(prefers-color-scheme: dark)") : null;

function make(tag, properties = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  made.append(...children);
  return made;
}

// An hourglass: wide input, narrow code, wide output.
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

// ---- the elements of the page, and those with a frame ----

const connected = new Set(), awake = new Set();

// In heights and widths of the viewport, from its edges; infinite where the element has no box.
function distanceOf(element) {
  const { top, bottom, left, right, width, height } = element.getBoundingClientRect();
  if (width === 0 && height === 0) return Infinity;
  return Math.max(0, top - innerHeight, -bottom) / innerHeight + Math.max(0, left - innerWidth, -right) / innerWidth;
}

// The element. The frame's messages become events "hourglass-ready", "hourglass-epoch", ... with their fields as `detail`; the
// messages to the frame are methods of the same names.
class Playground extends (globalThis.HTMLElement ?? Object) {
  #box = make("div", { className: "box" });
  #poster = make("button", { className: "poster", type: "button" });
  #frame = null;
  #origin = "";             // of the frame's page
  #isReady = false;
  #isNear = false;          // near the viewport, and not scrolled out of sight within a part of the page
  #isHeldAsleep = false;    // by sleep(), until play() or until it was out of sight
  #saved = null;            // the run of a removed frame: {link, running, model}
  #picture = "";            // the address of that frame's last picture
  #waiting = [];            // messages for a frame that is not ready
  #sleeping = null;         // the promise of sleep() while the frame hands over its run
  #takeSaved = null;        // resolves with the run that the frame hands over
  #lastWords = null;        // the port on which a frame that the browser removes hands over its run
  #arriving = null;         // the promise of that run, while the element is moved within the page
  #successor = null;        // the element that gets its place once its frame is removed
  #wakingTimer = 0;
  #stop = null;             // removes listeners and observers

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
    addEventListener("message", (event) => this.#receive(event), { signal });
    dark.addEventListener("change", () => this.#showTheme(), { signal });
    const attributes = new MutationObserver((records) => this.#applyAttributes(records));
    attributes.observe(this, { attributes: true });
    const watch = (margin, act) => {
      // What only touches the edge of a strip is not in sight.
      const isInside = ({ isIntersecting, intersectionRatio }) => isIntersecting && intersectionRatio >= kLeastShare;
      const observer = new IntersectionObserver((entries) => act(isInside(entries.at(-1))),
        { rootMargin: `${100 * margin}% 0px`, threshold: [0, kLeastShare] });
      observer.observe(this);
      return observer;
    };
    const watching = [attributes, watch(kNear, (inside) => this.#comeNear(inside)), watch(kFar, (inside) => !inside && this.#fallAsleep())];
    this.#stop = () => {
      listening.abort();
      for (const one of watching) one.disconnect();
    };
    this.#showTheme();
    this.#showPoster();
  }

  /// Moved by moveBefore(): the frame goes on.
  connectedMoveCallback() {}

  /// Removes the frame, listeners and observers; the run too, unless the script that runs puts the element elsewhere: browsers
  /// end the frame of an element that is moved, and the next frame continues its run.
  disconnectedCallback() {
    connected.delete(this);
    this.#stop();
    this.#isNear = false;
    if (this.#isReady || this.#sleeping) this.#expectRun();
    this.#dropFrame();
    queueMicrotask(() => this.isConnected || this.#leave());
  }

  // Takes the last message of the frame that the browser has just ended.
  #expectRun() {
    const port = this.#lastWords;
    let timer = 0;
    const arrived = new Promise((done) => {
      port.onmessage = ({ data }) => done(readMessage(kToHost, data));
      timer = setTimeout(done, kPatience, null);
    });
    this.#arriving = arrived.then((saved) => {
      clearTimeout(timer);
      port.close();
      this.#arriving = null;
      if (!this.isConnected) return;
      if (saved) this.#remember(saved);
      this.#showPoster();
      if (this.#isNear && !this.#isHeldAsleep) this.#wake(false);
    });
  }

  #leave() {
    this.#isHeldAsleep = false;
    this.#waiting = [];
    this.#forget();
    this.#passPlace();
  }

  /// "asleep" (a poster), "waking" or "awake".
  get state() { return this.#isReady ? "awake" : this.#frame ? "waking" : "asleep"; }

  /// Whether a run trains as soon as it is there; the attribute of that name.
  get autoplay() { return !asksToWait(this.getAttribute("autoplay")); }
  set autoplay(value) { this.setAttribute("autoplay", value === true ? "" : String(value)); }

  /// Trains; wakes the element where sleep() put it to sleep.
  play() {
    this.#send("play");
    if (!this.#isHeldAsleep) return;
    this.#isHeldAsleep = false;
    if (this.#isNear) this.#wake(false);
  }
  /// Stops training; the weights stay.
  pause() { this.#send("pause"); }
  /// Trains on one batch and then pauses.
  step() { this.#send("step"); }
  /// Changes settings, such as {learning_rate: 0.01, panels: "draw"}. What a running network cannot take begins anew.
  set(settings) { this.#send("set", { settings }); }

  /// Replaces the frame by a poster; resolves when that is done. The run continues with play(), a press, or when the element
  /// comes near the viewport again after it was away.
  async sleep() {
    this.#isHeldAsleep = this.#isNear;
    await this.#fallAsleep();
  }

  #comeNear(inside) {
    this.#isNear = inside;
    if (!inside) this.#isHeldAsleep = false;
    else if (!this.#isHeldAsleep) this.#wake(false);
  }

  async #fallAsleep() {
    if (!this.#frame) return;
    if (!this.#isReady && !this.#sleeping) return this.#removeFrame();
    this.#sleeping ??= this.#handOver(this.#frame);
    await this.#sleeping;
  }

  async #handOver(frame) {
    const saved = await new Promise((done) => {
      this.#takeSaved = done;
      this.#post("sleep");
      this.#isReady = false;
      setTimeout(done, kPatience, null);
    });
    this.#takeSaved = this.#sleeping = null;
    if (this.#frame !== frame) return;
    this.#forget();
    if (saved) this.#remember(saved);
    this.#removeFrame();
  }

  #post(type, fields, transfer = []) {
    this.#frame.contentWindow.postMessage(messageOf(type, fields), kOpaque ? "*" : this.#origin, transfer);
  }

  // Sends a message now, or once the frame is ready.
  #send(type, fields = {}) {
    if (this.#isReady) this.#post(type, fields);
    else if (this.#waiting.length < kMostWaiting) this.#waiting.push([type, fields]);
  }

  #receive(event) {
    if (!this.#frame || event.source !== this.#frame.contentWindow) return;
    // A frame in a sandboxed page has an opaque origin; one in a local file has its site's.
    if (event.origin !== this.#origin && !(kOpaque && event.origin === "null")) return;
    const message = readMessage(kToHost, event.data);
    if (!message) return;
    const { type, ...detail } = message;
    if (type === "asleep") return this.#takeSaved?.(detail);
    if (type === "resize") this.#box.style.setProperty("--usual-height", `${Math.min(Math.max(detail.height, 200), 4000)}px`);
    clearTimeout(this.#wakingTimer);
    if (type === "loading") return;
    if (type === "ready") this.#begin();
    // A frame that cannot become ready shows the reason itself.
    if (type === "error" && !this.#isReady) this.#hideOverlay(this.#frame);
    this.dispatchEvent(new CustomEvent(`hourglass-${type}`, { detail, bubbles: true, composed: true }));
  }

  // The frame is ready: sends the saved run and the messages that waited.
  #begin() {
    this.#isReady = true;
    // A frame reports its run only to a page that has spoken to it.
    const { port1, port2 } = new MessageChannel();
    this.#lastWords = port1;
    this.#post("removal", { port: port2 }, [port2]);
    const saved = this.#saved;
    if (saved?.model) this.#post("open", { model: saved.model }, [saved.model]);
    if (saved?.running) this.#post("play");
    for (const [type, fields] of this.#waiting.splice(0)) this.#post(type, fields);
    setTimeout(() => this.#hideOverlay(this.#frame), saved ? kDrawing : 0);
  }

  #hideOverlay(frame) {
    if (!frame || frame !== this.#frame) return;
    this.#box.classList.add("awake");
    if (this.#isReady) this.#forget();
  }

  // The frame's link: that of the saved run, or the attributes as settings.
  #linkText() {
    if (this.#saved) return `${this.#saved.link}&autoplay=0`;
    const link = withoutEntities(this.getAttribute("link") ?? "").replace(/^[^#]*#/, "");
    return [link, ...[...this.attributes].filter(isSetting).map(pairOf)].filter(Boolean).join("&");
  }

  // Creates the frame. `asked`: the reader pressed the poster.
  #wake(asked) {
    if (this.#frame || this.#arriving || !this.isConnected) return;
    if (asked) this.#isHeldAsleep = false;
    if (awake.size >= kMostAwake) return this.#takePlace(asked);
    const frame = make("iframe", { title: this.title || kUsualTitle });
    // A cross-origin isolated page admits frames of other sites only without credentials; the frame needs none.
    const page = framePage(this.getAttribute("site"));
    if (!page) return this.#reportMissing(null);
    this.#origin = page.origin;
    if (globalThis.crossOriginIsolated && page.origin !== location.origin) frame.credentialless = true;
    frame.src = `${page.href}#${this.#linkText()}`;
    this.#frame = frame;
    awake.add(this);
    this.#box.prepend(frame);
    this.#showPoster();
    this.#wakingTimer = setTimeout(() => this.#reportMissing(page), kMostWaking);
  }

  // The poster, an event and the console say that no frame has answered at this address.
  #reportMissing(page) {
    const found = page ? `none that answered at ${page.href} within ${kMostWaking / 1000} s` : `site="${this.getAttribute("site") ?? ""}"`;
    const message = `<hourglass-playground>: expected the page embed.html of Hourglass, found ${found}; ` +
      "name the address of Hourglass's files in the attribute site.";
    this.#showPoster(`The playground was not found${page ? ` at ${page.origin}` : ""}.`);
    console.warn(message);
    this.dispatchEvent(new CustomEvent("hourglass-error", { detail: { code: "frame-missing", message }, bubbles: true, composed: true }));
  }

  // Removes the frame that is furthest away, in favour of this element if that is nearer or was asked for.
  #takePlace(asked) {
    const staying = [...awake].filter((one) => !one.#successor);
    if (staying.length === 0) return;
    // What is out of sight within a part of the page gives its place first.
    const awayness = (one) => distanceOf(one) + (one.#isNear ? 0 : 1000);
    const furthest = staying.reduce((a, b) => (awayness(b) > awayness(a) ? b : a));
    if (!asked && awayness(furthest) <= awayness(this)) return;
    furthest.#successor = this;
    furthest.#fallAsleep();
  }

  #removeFrame() {
    if (!this.#frame) return;
    this.#dropFrame();
    this.#passPlace();
  }

  #dropFrame() {
    if (!this.#frame) return;
    clearTimeout(this.#wakingTimer);
    this.#frame.remove();
    this.#frame = null;
    this.#isReady = false;
    this.#box.classList.remove("awake");
    this.#showPoster();
    awake.delete(this);
  }

  // Other posters in the viewport may use the place of a frame.
  #passPlace() {
    const successor = this.#successor;
    this.#successor = null;
    successor?.#wake(false);
    for (const one of connected) if (one.state === "asleep" && one.#isNear && !one.#isHeldAsleep) one.#wake(false);
  }

  #remember({ link, running, model, picture }) {
    this.#saved = { link, running, model };
    this.#picture = picture ? URL.createObjectURL(picture) : "";
  }

  #forget() {
    this.#saved = null;
    if (this.#picture) URL.revokeObjectURL(this.#picture);
    this.#picture = "";
  }

  // Shows the last picture, the author's poster, or the drawn one with these words.
  #showPoster(trouble = "") {
    const given = this.getAttribute("poster");
    const source = trouble ? "" : this.#picture || (given ? new URL(given, document.baseURI).href : "");
    const words = trouble || (this.#frame ? "Loading…" : "Press to train a small neural network here");
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

  // Sends changed attributes to the frame; after a removed one, a new frame starts with those left.
  #applyAttributes(records) {
    const names = new Set(records.map(({ attributeName }) => attributeName));
    if (names.has("poster")) this.#showPoster();
    if (names.has("theme")) this.#showTheme();
    const changed = [...names].filter((name) => name === "link" || isSetting({ name }));
    if (names.has("site") && this.#frame && !this.#isReady) this.#removeFrame();
    const given = changed.map((name) => this.getAttributeNode(name)).filter((attribute) => attribute && isSetting(attribute));
    if (changed.length === 0 || !(this.#frame || this.#saved)) return;
    if (given.length === changed.length) {
      return this.set(Object.fromEntries(given.map((attribute) => [keyOf(attribute.name), valueOf(attribute)])));
    }
    this.#forget();
    if (this.#frame) this.#removeFrame();
    this.#wake(false);
  }
}

const kName = "hourglass-playground";
if (kInPage && !customElements.get(kName)) customElements.define(kName, Playground);

/// The class of <hourglass-playground>: where two copies of this script are loaded, that of the first. Outside of pages undefined.
export const HourglassPlayground = kInPage ? customElements.get(kName) : undefined;
