// Whether a page's text can be read: a function that runs in the page.

/// The texts on the page with less than 4.5 times the luminance of their ground or the reverse (WCAG 2.2, 1.4.3), each with its
/// contrast. Disabled controls need none.
export function unreadable() {
  const channel = (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);
  const luminance = (color) => {
    const [r, g, b] = color.match(/[\d.]+/g).map((value) => channel(value / 255));
    return 0.2126 * r + 0.7152 * g + 0.0722 * b;
  };
  const groundOf = (element) => {
    const color = element ? getComputedStyle(element).backgroundColor : "rgb(255, 255, 255)";
    return /^rgba\(.* 0\)$|^transparent$/.test(color) ? groundOf(element.parentElement) : color;
  };
  const contrast = (element) => {
    const [dark, bright] = [getComputedStyle(element).color, groundOf(element)].map(luminance).sort((a, b) => a - b);
    return (bright + 0.05) / (dark + 0.05);
  };
  const hasText = (element) => [...element.childNodes].some((node) => node.nodeType === Node.TEXT_NODE && node.data.trim());
  const isShown = (element) => element.getClientRects().length > 0 && !element.closest(":disabled");
  return [...document.body.querySelectorAll("*")].filter((element) => hasText(element) && isShown(element))
    .map((element) => ({ text: element.textContent.trim(), contrast: contrast(element) })).filter(({ contrast }) => contrast < 4.5)
    .map(({ text, contrast }) => `"${text}" ${contrast.toFixed(1)}`);
}
