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
