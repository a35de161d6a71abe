// Fingers on the canvas. A touch begins without a movement, so the application would press where the pointer was before:
// a movement to the finger is sent ahead.

/// Must come before the application listens to the canvas itself.
export function leadTouches(canvas) {
  canvas.addEventListener("touchstart", (event) => {
    const touch = event.targetTouches[0];
    if (event.targetTouches.length !== 1 || !touch) return;
    canvas.dispatchEvent(new MouseEvent("mousemove", { clientX: touch.clientX, clientY: touch.clientY, bubbles: true }));
  }, { capture: true, passive: true });
}
