// Wheel and touch over parts of the canvas that use neither scroll the page around the frame.

// The application's regions that are not controls.
const kGround = /^(page|bar|content(\.usual)?|panel\.[a-z]+)$/;

const holds = ({ x, y, width, height }, at) =>
  at.clientX >= x && at.clientX < x + width && at.clientY >= y && at.clientY < y + height;

// Whether a control lies there.
const isUsable = (layout, at) => Object.entries(layout).some(([name, region]) => !kGround.test(name) && holds(region, at));

const hasMoreBelow = ({ page, content }) => content.y + content.height > page.height + 1;
const hasMoreAbove = ({ bar, content }) => content.y < bar.height - 1;

/// Call before the application starts. `app()` returns its functions, or null.
export function passScrollingToHost(canvas, app) {
  // The wheel zooms with Ctrl only, as on embedded maps.
  const yieldWheel = (event) => {
    if (event.target !== canvas || event.ctrlKey || event.metaKey) return;
    const layout = app()?.layout();
    if (!layout || !(event.deltaY > 0 ? hasMoreBelow(layout) : hasMoreAbove(layout))) event.stopImmediatePropagation();
  };
  for (const type of ["wheel", "mousewheel"]) addEventListener(type, yieldWheel, { capture: true, passive: true });

  let yielded = false;
  const yieldTouch = (event) => {
    if (event.target !== canvas) return;
    if (event.type === "touchstart" && event.targetTouches.length === 1) {
      const layout = app()?.layout();
      yielded = !layout || !(isUsable(layout, event.targetTouches[0]) || hasMoreBelow(layout) || hasMoreAbove(layout));
    }
    if (yielded) event.stopImmediatePropagation();
  };
  for (const type of ["touchstart", "touchmove", "touchend", "touchcancel"]) {
    addEventListener(type, yieldTouch, { capture: true, passive: true });
  }
}
