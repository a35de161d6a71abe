// Suspends a frame that is not visible: it neither draws nor trains, since a page may hold many frames.

// Milliseconds for carrying out commands while suspended.
const kSuspendedBudget = 50;

/// Suspends the application's frames while the canvas is scrolled out of the window or the tab is hidden; training continues
/// when the canvas is visible again. The returned function lets a suspended program carry out its commands.
export function suspendWhileInvisible(module, canvas) {
  let intersects = true, suspended = false;
  const update = () => {
    const hidden = !intersects || document.hidden;
    if (hidden === suspended) return;
    suspended = hidden;
    module.app.suspend(hidden);
  };
  // Without a root, the observer uses the viewport of the top page, however deep the frame lies.
  new IntersectionObserver((entries) => {
    intersects = entries.at(-1).isIntersecting;
    update();
  }).observe(canvas);
  document.addEventListener("visibilitychange", update);
  return () => { if (suspended) module.app.trainUnseen(kSuspendedBudget); };
}
