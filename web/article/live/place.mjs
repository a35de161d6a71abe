// The reader's place in the article, remembered from visit to visit where the browser allows it.

const kKey = "hourglass-article-section";

function stored() {
  try {
    return localStorage.getItem(kKey);
  } catch {
    return null;
  }
}

function store(id) {
  try {
    localStorage.setItem(kKey, id);
  } catch {
    // Without storage the article simply begins at its top.
  }
}

// The section that reaches across a line a third of the window below its top.
const currentOf = (sections) => sections.findLast((section) => section.getBoundingClientRect().top < innerHeight / 3);

/// Remembers which of `sections` is read, and offers `link`, a link hidden until then, to the one of the last visit.
export function keepPlace(sections, link) {
  const all = [...sections], last = all.find(({ id }) => id === stored());
  if (last && last !== all[0] && !location.hash) {
    link.href = `#${last.id}`;
    link.querySelector("span").textContent = last.querySelector("h2").textContent;
    link.hidden = false;
  }
  let waiting = 0;
  addEventListener("scroll", () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => {
      const current = currentOf(all);
      if (current) store(current.id);
    }, 300);
  }, { passive: true });
}
