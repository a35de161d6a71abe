// What becomes of training while nobody sees the page: it goes on, or it waits.

const kKey = "hourglass.hidden";
// Milliseconds of training at a time where it has no thread of its own.
const kBudget = 50;

// For frames without storage.
let remembered = "keep";

/// "keep" or "pause".
export function hiddenPreference() {
  try {
    return localStorage.getItem(kKey) === "pause" ? "pause" : "keep";
  } catch {
    return remembered;
  }
}

/// Remembers "keep" or "pause".
export function preferWhenHidden(preference) {
  remembered = preference;
  try {
    localStorage.setItem(kKey, preference);
  } catch {
    // Then for as long as the page is open.
  }
}

// Without frames there are only timers, which browsers make slow in hidden tabs.
function trainUnseen(app) {
  if (!document.hidden) return;
  app.trainUnseen(kBudget);
  setTimeout(trainUnseen, 0, app);
}

/// Acts on the preference from now on. `threaded`: training has a thread, which needs no frames.
export function followVisibility(app, threaded) {
  let waiting = false;
  const hide = () => {
    if (hiddenPreference() === "pause") {
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
