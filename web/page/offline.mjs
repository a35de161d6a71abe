// The page can be opened without a network after the first visit: a worker keeps its files (service_worker.js).

// The first seconds of a visit belong to the run.
const kAfter = 4000;  // milliseconds

/// Keeps the site's files for later visits. Nothing is kept from within somebody's frame, nor where the browser does not
/// allow it.
export function stayAvailable() {
  if (window.top !== window || !window.isSecureContext || !("serviceWorker" in navigator)) return;
  setTimeout(() => {
    navigator.serviceWorker.register(new URL("../service_worker.js", import.meta.url), { updateViaCache: "none" }).catch(() => {});
  }, kAfter);
}
