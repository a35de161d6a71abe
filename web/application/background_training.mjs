// Training while the tab is hidden: it continues or pauses, as the reader prefers.

const kKey = "hourglass.hidden";
// Milliseconds of training in one slice, where training has no thread of its own.
const kBudget = 50;

// The preference of a frame without storage.
let remembered = "keep";

/// "keep" or "pause".
export function hiddenTabPreference() {
  try {
    return localStorage.getItem(kKey) === "pause" ? "pause" : "keep";
  } catch {
    return remembered;
  }
}

/// Remembers "keep" or "pause".
export function rememberHiddenTabPreference(preference) {
  remembered = preference;
  try {
    localStorage.setItem(kKey, preference);
  } catch {
    // Without storage the preference lasts until the page closes.
  }
}

// A hidden tab draws no frames; timers are left, which browsers slow down.
function trainUnseen(app) {
  if (!document.hidden) return;
  app.trainUnseen(kBudget);
  setTimeout(trainUnseen, 0, app);
}

/// Applies the preference from now on. `threaded`: training has a thread of its own, which needs no frames.
export function trainInBackground(app, threaded) {
  let waiting = false;
  const hide = () => {
    if (hiddenTabPreference() === "pause") {
      waiting = app.running();
      if (waiting) app.pause();
    } else if (!threaded) {
      trainUnseen(app);
    }
  };
  const show = () => {
    if (waiting) app.start();
    waiting = false;
  };
  document.addEventListener("visibilitychange", () => (document.hidden ? hide() : show()));
}
