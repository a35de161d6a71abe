// What the page shows beside the canvas: the cover while it loads (or cannot), and short notices.

const element = (id) => document.getElementById(id);

/// The words on the cover.
export function coverText(text) {
  element("cover-text").textContent = text;
}

/// How much is loaded, 0 to 1; undefined where it is not known.
export function coverProgress(fraction) {
  if (fraction === undefined) element("cover-progress").removeAttribute("value");
  else element("cover-progress").value = fraction;
}

/// Takes the cover away.
export function uncover() {
  const cover = element("cover");
  cover.classList.add("gone");
  setTimeout(() => { cover.hidden = true; }, 300);
}

/// Covers the page for good with a sentence on what is wrong.
export function showFailure(sentence) {
  const cover = element("cover");
  cover.hidden = false;
  cover.classList.remove("gone");
  cover.classList.add("failed");
  cover.setAttribute("role", "alert");
  element("cover-progress").hidden = true;
  coverText(sentence);
}

let noticeTimer = null;

/// A sentence at the bottom of the page, until it is released or another one comes.
export function holdNotice(sentence) {
  const notice = element("notice");
  clearTimeout(noticeTimer);
  notice.textContent = sentence;
  notice.hidden = false;
}

/// Takes the sentence away.
export function releaseNotice() {
  element("notice").hidden = true;
}

/// A sentence at the bottom of the page, for as long as it takes to read it.
export function showNotice(sentence) {
  holdNotice(sentence);
  noticeTimer = setTimeout(releaseNotice, 3000 + 60 * sentence.length);
}
