// At rest the application draws a frame a second. What people do wakes it at once.

const kInputs = ["pointerdown", "pointermove", "pointerup", "mousedown", "mousemove", "mouseup", "wheel", "touchstart", "touchmove", "touchend",
  "keydown", "keyup", "paste", "dragover", "drop", "focus", "blur", "resize", "visibilitychange"];

/// Wakes the application with input, and where the canvas gets another size.
export function wakeWithInput(app, canvas) {
  const wake = () => app.wake();
  for (const type of kInputs) addEventListener(type, wake, { capture: true, passive: true });
  new ResizeObserver(wake).observe(canvas);
}
