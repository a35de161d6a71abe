// Touch on the canvas. GLFW reports a touch as a press without a movement, so the application would press at the pointer's
// previous position: a mousemove to the finger is sent before, and one to outside the canvas after the touch.

function movePointer(canvas, x, y) {
  canvas.dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y, bubbles: true }));
}

/// Call before the application adds its listeners to the canvas.
export function moveBeforeTouch(canvas) {
  canvas.addEventListener("touchstart", (event) => {
    const touch = event.targetTouches[0];
    if (event.targetTouches.length !== 1 || !touch) return;
    movePointer(canvas, touch.clientX, touch.clientY);
  }, { capture: true, passive: true });
  for (const end of ["touchend", "touchcancel"]) {
    // After the application has handled the release at its own position.
    canvas.addEventListener(end, () => setTimeout(movePointer, 0, canvas, -1000, -1000), { passive: true });
  }
}

const kNotch = 1.15;  // the zoom of one notch of the wheel

const distance = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);

/// Turns a pinch into wheel events, which zoom. Call before the application adds its listeners to the canvas: it handles one
/// finger only and would drag with the first.
export function pinchWheel(canvas) {
  let last = null;
  canvas.addEventListener("touchmove", (event) => {
    const fingers = [...event.targetTouches];
    if (fingers.length !== 2) return;
    event.stopImmediatePropagation();
    const now = distance(fingers);
    if (last) {
      const notches = Math.log(now / last) / Math.log(kNotch);
      const { clientX, clientY } = fingers[0];
      canvas.dispatchEvent(new WheelEvent("wheel", { clientX, clientY, deltaY: -100 * notches, bubbles: true, cancelable: true }));
    }
    last = now;
  }, { capture: true, passive: true });
  for (const change of ["touchstart", "touchend", "touchcancel"]) {
    canvas.addEventListener(change, () => { last = null; }, { passive: true });
  }
}
