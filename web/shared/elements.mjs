// Making HTML elements.

/// An element with these properties, attributes and children (elements, or texts).
export function make(tag, { attributes = {}, ...properties } = {}, ...children) {
  const made = Object.assign(document.createElement(tag), properties);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/// An option of a select.
export const option = (value, text = value) => make("option", { value, textContent: text });

/// "Image size" for "image_size".
export const titleOf = (key) => capitalised(key.replaceAll("_", " "));

/// The text with its first letter as a capital.
export const capitalised = (text) => text.charAt(0).toUpperCase() + text.slice(1);
