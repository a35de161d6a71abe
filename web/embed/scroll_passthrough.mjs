// Wheel and touch that the application in a frame has no use for scroll the page around it.

const hasMoreBelow = ({ page, content }) => content.y + content.height > page.height + 1;
const hasMoreAbove = ({ bar, content }) => content.y < bar.height - 1;

/// Whether the page around the frame scrolls when a finger moves down or up: the panels have nothing more to show there.
export const fingerScrollsHost = (layout, down) => !(down ? hasMoreAbove(layout) : hasMoreBelow(layout));

/// Call before the application starts. `app()` returns its functions, or null.
export function passWheelToHost(canvas, app) {
  // The wheel zooms with Ctrl only, as on embedded maps.
  const yieldWheel = (event) => {
    if (event.target !== canvas || event.ctrlKey || event.metaKey) return;
    const layout = app()?.layout();
    if (!layout || !(event.deltaY > 0 ? hasMoreBelow(layout) : hasMoreAbove(layout))) event.stopImmediatePropagation();
  };
  for (const type of ["wheel", "mousewheel"]) addEventListener(type, yieldWheel, { capture: true, passive: true });
}
