// The page can be opened without a network after the first visit: a worker keeps its files (service_worker.js).

// Milliseconds after opening, so that the download does not compete with the start of training.
const kDelay = 4000;

/// Registers the service worker that keeps the site's files. Does nothing in a frame, nor where the browser has no service
/// workers.
export function keepSiteOffline() {
  if (window.top !== window || !window.isSecureContext || !("serviceWorker" in navigator)) return;
  setTimeout(() => {
    navigator.serviceWorker.register(new URL("../service_worker.js", import.meta.url), { updateViaCache: "none" }).catch(() => {});
  }, kDelay);
}
