// Fingers on the canvas. A touch begins without a movement, so the application would press where the pointer was before:
// a movement to the finger is sent ahead. And it ends without one: nothing is pointed at any more once the finger is gone.

function movePointer(canvas, x, y) {
  canvas.dispatchEvent(new MouseEvent("mousemove", { clientX: x, clientY: y, bubbles: true }));
}

/// Must come before the application listens to the canvas itself.
export function leadTouches(canvas) {
  canvas.addEventListener("touchstart", (event) => {
    const touch = event.targetTouches[0];
    if (event.targetTouches.length !== 1 || !touch) return;
    movePointer(canvas, touch.clientX, touch.clientY);
  }, { capture: true, passive: true });
  for (const end of ["touchend", "touchcancel"]) {
    // After the application has seen the release, where it happened.
    canvas.addEventListener(end, () => setTimeout(movePointer, 0, canvas, -1000, -1000), { passive: true });
  }
}

const kNotch = 1.15;  // how much larger a plot becomes by one notch of a wheel

const distance = ([a, b]) => Math.hypot(a.clientX - b.clientX, a.clientY - b.clientY);

/// Two fingers turn the wheel: what is under them grows as they part. Must come before the application listens to the
/// canvas itself, which knows one finger only and would drag with it.
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
