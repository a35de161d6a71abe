// Touch on the canvas. The application knows a mouse only, so fingers become one here: a tap is a click, a finger that moves up or
// down first scrolls, and one that moves sideways first, or rests before it moves, drags what lies under it. Two fingers scroll
// or zoom. GLFW would press at the first contact, so it receives no touches.

const kSlop = 10;         // CSS pixels that a resting finger may move
const kHold = 300;        // milliseconds after which a resting finger presses
const kLong = 600;        // and further ones after which it only asks what a control is: its explanation stands there by then
const kNotch = 1.15;      // the zoom of one notch of the wheel
const kNotchHeight = 90;  // CSS pixels that a notch scrolls: ImGui's five lines
const kGround = 2;        // CSS pixels from the left edge: beside all panels, where dragging scrolls the page

// What takes a place and not a press, however long a finger rests on it.
const kTakesPlace = /^(draw\.pad|code\.slider\.\d+|latent\.plot|curves\.scrub|generate\.temperature|interpolate\.strength)$/;
// Controls that are dragged in every direction react at once.
const kFree = /^(draw\.pad|code\.slider\.\d+)$/;

const middle = (fingers) => ({
  x: fingers.reduce((sum, { clientX }) => sum + clientX, 0) / fingers.length,
  y: fingers.reduce((sum, { clientY }) => sum + clientY, 0) / fingers.length,
});
const spread = ([a, b]) => (b ? Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY) : 0);

const holds = (region, { x, y }) =>
  region && x >= region.x && x < region.x + region.width && y >= region.y && y < region.y + region.height;

// A menu or the help lies over the panels; the mouse's wheel scrolls it.
const isCovered = (layout) => "popup" in layout || "keys.close" in layout;

// Whether a list of its own under the finger has more to show: the settings, which scroll in their panel.
function listScrolls(layout, at, down) {
  if (isCovered(layout)) return true;
  const { "panel.settings": panel, "settings.filter": filter } = layout;
  if (!filter || !holds(panel, at)) return false;
  return Object.entries(layout).some(([name, { y, height }]) => /^settings\.(?!filter|apply|undo)/.test(name) &&
    (down ? y < filter.y : y + height > panel.y + panel.height));
}

class TouchInput {
  #mode = "ignored";  // or undecided, dragging, scrolling, wheeling, zooming
  #mouse = null;      // where the mouse is while it is pressed
  #sent = Promise.resolve();
  #last = "";         // the type of the last event
  #frame = 0;         // the application's, when the last event was sent

  constructor(canvas, app, belongsToHost) {
    Object.assign(this, { canvas, app, belongsToHost });
    this.#listen("touchstart", (fingers) => this.#begin(fingers), () => this.#mode === "dragging");
    this.#listen("touchmove", (fingers) => this.#move(fingers), () => !["ignored", "undecided"].includes(this.#mode));
    this.#listen("touchend", (fingers) => this.#end(fingers.length === 0), (before) => before !== "ignored");
    this.#listen("touchcancel", () => this.#end(false), () => false);
  }

  // `isUsed(mode before)`: the browser makes no scroll and no click of it.
  #listen(type, take, isUsed) {
    this.canvas.addEventListener(type, (event) => {
      event.stopImmediatePropagation();
      const before = this.#mode;
      take([...event.targetTouches]);
      if (event.cancelable && isUsed(before)) event.preventDefault();
    }, { capture: true, passive: false });
  }

  // Events follow each other in order. A press and a release wait for a frame after the event before, and so does the event after a
  // press: controls that may be overlapped take a press only where the mouse was already, and what moves and is released in one
  // frame is not dragged.
  #dispatch(event) {
    const isEdge = /down|up/.test(event.type) || this.#last === "mousedown";
    this.#last = event.type;
    this.#sent = this.#sent.then(async () => {
      while (isEdge && this.app().frames() === this.#frame) await new Promise(requestAnimationFrame);
      this.canvas.dispatchEvent(event);
      this.#frame = this.app().frames();
    });
  }

  #send(type, { x, y }, buttons = 0) {
    this.#dispatch(new MouseEvent(type, { clientX: x, clientY: y, buttons, bubbles: true, cancelable: true }));
  }

  // With Ctrl, since a frame passes other wheels to the page around it.
  #wheel(notches) {
    this.#dispatch(new WheelEvent("wheel", { deltaY: -100 * notches, ctrlKey: true, bubbles: true, cancelable: true }));
  }

  #press(at) {
    this.#mouse = at;
    this.#send("mousemove", at);
    this.#send("mousedown", at, 1);
  }

  #drag(at) {
    this.#mouse = at;
    this.#send("mousemove", at, 1);
  }

  // Releases the mouse and takes it off the canvas.
  #release() {
    if (this.#mouse) this.#send("mouseup", this.#mouse);
    this.#mouse = null;
    this.#send("mousemove", { x: -1000, y: -1000 });
  }

  #begin(fingers) {
    this.#end(false);
    const layout = this.app()?.layout();
    if (!layout || fingers.length > 2) return;
    const at = middle(fingers), apart = spread(fingers);
    Object.assign(this, { layout, from: at, last: at, apart, lastApart: apart, fingers: fingers.length });
    this.#mode = "undecided";
    this.#send("mousemove", at);
    if (fingers.length > 1) return;
    const isFree = Object.entries(layout).some(([name, region]) => kFree.test(name) && holds(region, at));
    if (isFree && !isCovered(layout)) this.#grab();
    else setTimeout(() => this.#rest(at), kHold);
  }

  // The finger that came down there has rested, unless the next frame brings its movement: browsers report movements just before
  // a frame, and a slow frame must not make a swipe a rest.
  #rest(at) {
    requestAnimationFrame(() => {
      if (this.#mode === "undecided" && this.from === at) this.#grab();
    });
  }

  #grab() {
    this.#mode = "dragging";
    this.grabbed = performance.now();
    this.#press(this.from);
  }

  #decide(at, apart) {
    const x = at.x - this.from.x, y = at.y - this.from.y, moved = Math.hypot(x, y), wider = Math.abs(apart - this.apart);
    if (Math.max(moved, wider) < kSlop) return;
    if (wider > moved) {
      this.#mode = holds(this.layout["latent.plot"], this.from) ? "zooming" : "ignored";
    } else if (this.fingers === 1 && Math.abs(x) >= Math.abs(y)) {
      this.#grab();
    } else {
      this.#scroll(y > 0);
    }
  }

  #scroll(down) {
    const { layout, from } = this;
    if (listScrolls(layout, from, down)) {
      this.#mode = "wheeling";
    } else if (this.belongsToHost(layout, down)) {
      this.#end(false);
    } else {
      this.#mode = "scrolling";
      this.#press({ x: kGround, y: (layout.bar.height + layout.page.height) / 2 });
      this.ground = this.#mouse.y - from.y;
    }
  }

  #move(fingers) {
    const at = middle(fingers), apart = spread(fingers);
    if (this.#mode === "undecided") this.#decide(at, apart);
    if (this.#mode === "dragging") this.#drag(at);
    if (this.#mode === "scrolling") this.#drag({ x: kGround, y: this.ground + at.y });
    if (this.#mode === "wheeling") this.#wheel((at.y - this.last.y) / kNotchHeight);
    if (this.#mode === "zooming") this.#wheel(Math.log(apart / this.lastApart) / Math.log(kNotch));
    if (this.#mode !== "undecided") Object.assign(this, { last: at, lastApart: apart });
  }

  // A long press asks what a control is, and does not press it.
  #asks() {
    const moved = Math.hypot(this.last.x - this.from.x, this.last.y - this.from.y);
    return performance.now() - this.grabbed > kLong && moved < kSlop &&
      !Object.entries(this.layout).some(([name, region]) => kTakesPlace.test(name) && holds(region, this.from));
  }

  #end(lifted) {
    const mode = this.#mode;
    this.#mode = "ignored";
    if (mode === "undecided" && lifted && this.fingers === 1) this.#press(this.from);
    if (mode === "dragging" && lifted && this.#asks()) this.#drag({ x: -1000, y: -1000 });
    if (mode !== "ignored") this.#release();
  }
}

/// Call before the application adds its listeners to the canvas. `app()` returns its functions, or null;
/// `belongsToHost(layout, down)` whether the page around a frame scrolls when a finger moves down or up.
export function turnTouchIntoMouse(canvas, app, belongsToHost = () => false) {
  new TouchInput(canvas, app, belongsToHost);
}
