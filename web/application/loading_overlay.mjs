// The overlay that covers the canvas while the page loads or where it fails, and short notices.

const element = (id) => document.getElementById(id);

/// Sets the text on the overlay.
export function setOverlayText(text) {
  element("overlay-text").textContent = text;
}

/// Sets the share that is loaded, 0 to 1; undefined where it is not known.
export function setOverlayProgress(fraction) {
  if (fraction === undefined) element("overlay-progress").removeAttribute("value");
  else element("overlay-progress").value = fraction;
}

/// Fades the overlay out.
export function hideOverlay() {
  const overlay = element("overlay");
  overlay.classList.add("gone");
  setTimeout(() => { overlay.hidden = true; }, 300);
}

/// Shows the overlay for good, with a sentence on what is wrong.
export function showFailure(sentence) {
  const overlay = element("overlay");
  overlay.hidden = false;
  overlay.classList.remove("gone");
  overlay.classList.add("failed");
  overlay.setAttribute("role", "alert");
  element("overlay-progress").hidden = true;
  setOverlayText(sentence);
}

let noticeTimer = null;

/// Shows a sentence at the bottom of the page, until releaseNotice() or the next notice.
export function holdNotice(sentence) {
  const notice = element("notice");
  clearTimeout(noticeTimer);
  notice.textContent = sentence;
  notice.hidden = false;
}

/// Hides the sentence.
export function releaseNotice() {
  element("notice").hidden = true;
}

/// Shows a sentence at the bottom of the page, for as long as it takes to read it.
export function showNotice(sentence) {
  holdNotice(sentence);
  noticeTimer = setTimeout(releaseNotice, 3000 + 60 * sentence.length);
}
