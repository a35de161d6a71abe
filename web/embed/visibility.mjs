// A frame that nobody can see neither draws nor trains: a page may hold many of them.

// Milliseconds for what was asked for meanwhile.
const kUnseenBudget = 50;

/// Lets the program rest while the canvas is scrolled out of the window or the tab is hidden. Its run stays as it is:
/// what trains goes on when it is seen again. The function it gives lets a resting program do what it was asked.
export function restUnseen(module, canvas) {
  let within = true, resting = false;
  const follow = () => {
    const rest = !within || document.hidden;
    if (rest === resting) return;
    resting = rest;
    if (rest) module.pauseMainLoop();
    else module.resumeMainLoop();
  };
  // Without a root it tells of the window of the whole page, however deep the frame lies.
  new IntersectionObserver((entries) => {
    within = entries.at(-1).isIntersecting;
    follow();
  }).observe(canvas);
  document.addEventListener("visibilitychange", follow);
  return () => { if (resting) module.app.trainUnseen(kUnseenBudget); };
}
