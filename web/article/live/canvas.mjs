// A canvas as sharp as the screen, and the page's colours for it.

/// {context, width, height} of a canvas that is empty and as large as its box, in CSS pixels.
export function prepareCanvas(canvas) {
  const scale = devicePixelRatio || 1, width = canvas.clientWidth, height = canvas.clientHeight;
  canvas.width = Math.round(width * scale);
  canvas.height = Math.round(height * scale);
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  return { context, width, height };
}

const kNames = ["ground", "raised", "line", "text", "quiet", "accent", "paper", "ink"];

// A colour of the style sheet as [red, green, blue].
function channelsOf(probe, name) {
  probe.style.color = `var(--${name})`;
  return getComputedStyle(probe).color.match(/[\d.]+/g).slice(0, 3).map(Number);
}

/// The page's colours by name, each as [red, green, blue].
export function coloursOf(canvas) {
  const probe = canvas.parentElement.appendChild(document.createElement("i"));
  const colours = Object.fromEntries(kNames.map((name) => [name, channelsOf(probe, name)]));
  probe.remove();
  return colours;
}

/// A colour for a canvas: [red, green, blue] with an opacity.
export const css = ([red, green, blue], opacity = 1) => `rgb(${red} ${green} ${blue} / ${opacity})`;

/// The colour at `share` of the way from one to the other.
export const between = (from, to, share) => from.map((value, i) => Math.round(value + (to[i] - value) * share));
