// Which keys the application receives. GLFW listens on the whole page and prevents the browser's action for Tab and
// Backspace, so without this nothing could be typed outside the canvas.

/// Keeps keys from the application unless the canvas has the focus. `take(event)` sees each key first and returns whether it
/// used it. `tabLeaves`: Tab moves the focus out of the canvas, as it must in a frame of another page. Call before the
/// application starts.
export function shareKeys(canvas, take, { tabLeaves = false } = {}) {
  const share = (event) => {
    // Where nothing has the focus, the application gets all keys but Tab, which focuses the first control.
    const tab = event.key === "Tab";
    const forCanvas = event.target === canvas ? !(tab && tabLeaves) : event.target === document.body && !tab;
    const taken = event.type === "keydown" && take(event);
    if (taken) event.preventDefault();
    if (taken || !forCanvas) event.stopImmediatePropagation();
  };
  // Not keyup: whatever saw a key pressed must see it released.
  addEventListener("keydown", share, true);
  addEventListener("keypress", share, true);
}
