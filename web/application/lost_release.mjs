// A mouse button that is released outside of the window or the frame: no event says so, and the application would go on
// dragging when the pointer comes back. The next movement tells that no button is down.

/// Call before the application adds its listeners to the canvas.
export function noticeLostReleases(canvas) {
  let held = null;  // the pressed button, and where the pointer was last while it was down
  const note = ({ button, clientX, clientY }) => { held = { button, clientX, clientY, bubbles: true }; };
  canvas.addEventListener("mousedown", note, true);
  canvas.addEventListener("mouseup", () => { held = null; }, true);
  canvas.addEventListener("mousemove", ({ buttons, clientX, clientY }) => {
    if (!held) return;
    if (buttons !== 0) {
      Object.assign(held, { clientX, clientY });
      return;
    }
    // At the last place: what happened outside moves nothing.
    canvas.dispatchEvent(new MouseEvent("mouseup", held));
  }, true);
}
