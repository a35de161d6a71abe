// Which keys the application receives. GLFW listens on the whole page and prevents the browser's action for Tab and
// Backspace, so without this nothing could be typed outside the canvas. It reads the old keyCode, which an input method
// replaces by 229, and knows a numeric keypad's digits as other keys; and macOS reports no release of a key that was
// pressed with Cmd.

const kInputMethod = 229;

// The keyCode by which GLFW knows the key.
function keyCodeOf({ code, keyCode }) {
  const [, sign] = /^(?:Key|Digit|Numpad)([A-Z0-9])$/.exec(code ?? "") ?? [];
  return sign && (keyCode === kInputMethod || code.startsWith("Numpad")) ? sign.charCodeAt(0) : keyCode;
}

const made = new WeakSet();  // the events of this file

function dispatchKey(target, type, { key, code, ctrlKey, shiftKey, altKey, metaKey }, keyCode) {
  const event = new KeyboardEvent(type, { key, code, ctrlKey, shiftKey, altKey, metaKey, bubbles: true, cancelable: true });
  Object.defineProperty(event, "keyCode", { value: keyCode });
  made.add(event);
  target.dispatchEvent(event);
}

// Events that GLFW would misread are replaced by others of the same key, and missing releases added.
function mendKeys() {
  const held = new Map();  // code -> the event that pressed it
  const mend = (event) => {
    if (made.has(event)) return;
    const { type, code } = event;
    if (type === "keydown") held.set(code, event);
    else held.delete(code);
    const keyCode = keyCodeOf(event);
    if (keyCode !== event.keyCode) {
      event.stopImmediatePropagation();
      dispatchKey(event.target, type, event, keyCode);
    }
    if (type !== "keyup" || event.key !== "Meta") return;
    for (const pressed of held.values()) dispatchKey(window, "keyup", pressed, keyCodeOf(pressed));
    held.clear();
  };
  addEventListener("keydown", mend, true);
  addEventListener("keyup", mend, true);
}

// An element beside the canvas sees a pressed key as the event "page-key", whose detail is the key's event, and prevents its default
// where it uses it: the key itself goes no further than the window.
const takenByElement = (detail) => !detail.target.dispatchEvent(new CustomEvent("page-key", { bubbles: true, cancelable: true, detail }));

/// Keeps keys from the application unless the canvas has the focus. `take(event)` sees each key first and returns whether it
/// used it. `leaveByTab(backwards)` says whether Tab, or Shift+Tab, moves the focus out of the canvas. Call before the
/// application starts.
export function shareKeys(canvas, take, leaveByTab) {
  const share = (event) => {
    // Where nothing has the focus, the application gets all keys but Tab, which focuses the first control.
    const tab = event.key === "Tab";
    const leaves = tab && event.type === "keydown" && event.target === canvas && leaveByTab(event.shiftKey);
    const forCanvas = event.target === canvas ? !leaves : event.target === document.body && !tab;
    const taken = event.type === "keydown" && (take(event) || (!forCanvas && takenByElement(event)));
    if (taken) event.preventDefault();
    if (taken || !forCanvas) event.stopImmediatePropagation();
  };
  // Not keyup: whatever saw a key pressed must see it released.
  addEventListener("keydown", share, true);
  addEventListener("keypress", share, true);
  mendKeys();
}
