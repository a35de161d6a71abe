// One section alone, for a frame in another page.

/// Hides all but the section `id`; where there is none of that name, nothing.
export function showOnly(id) {
  const wanted = [...document.querySelectorAll("article > section")].find((section) => section.id === id);
  if (!wanted) return;
  document.documentElement.dataset.only = id;
  for (const other of wanted.parentElement.children) other.hidden = other !== wanted;
}
