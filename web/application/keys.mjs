// Who gets the keys: the application's window library listens to the whole page and keeps Tab and Backspace from the
// browser, so that nothing could be typed beside the canvas.

/// Leaves keys to the browser unless they are meant for the canvas; `take(event)` may have each first and answers
/// whether it did. `tabLeaves`: Tab goes on to what follows the canvas, as it must in somebody else's page. Must be called
/// before the application starts.
export function shareKeys(canvas, take, { tabLeaves = false } = {}) {
  const share = (event) => {
    // Where nothing has the focus, keys are the application's, but Tab finds what there is to be focused.
    const tab = event.key === "Tab";
    const forCanvas = event.target === canvas ? !(tab && tabLeaves) : event.target === document.body && !tab;
    const taken = event.type === "keydown" && take(event);
    if (taken) event.preventDefault();
    if (taken || !forCanvas) event.stopImmediatePropagation();
  };
  // Keys that are released are everybody's: who saw them pressed has to hear of it.
  addEventListener("keydown", share, true);
  addEventListener("keypress", share, true);
}
