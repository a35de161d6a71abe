// Drawing with SVG, whose colours follow the theme by the style sheet.

const kNamespace = "http://www.w3.org/2000/svg";

/// An SVG element with these attributes and children.
export function draw(tag, attributes = {}, ...children) {
  const made = document.createElementNS(kNamespace, tag);
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/// A drawing of width x height units that fills its element; what it shows is said by `label`, or beside it where there is none.
export function drawing(width, height, { label, ...attributes }, ...children) {
  const said = label ? { role: "img", "aria-label": label } : { "aria-hidden": "true" };
  return draw("svg", { viewBox: `0 0 ${width} ${height}`, ...said, ...attributes }, ...children);
}

/// The points of a line, as a path has them. Where a number is not finite the line has a gap.
export function linePath(points) {
  let path = "", move = true;
  for (const [x, y] of points) {
    const gap = !Number.isFinite(x) || !Number.isFinite(y);
    if (!gap) path += `${move ? "M" : "L"}${x.toFixed(2)} ${y.toFixed(2)}`;
    move = gap;
  }
  return path;
}

/// Maps [from, to] to [begin, end].
export const scaleOf = (from, to, begin, end) => (value) => begin + (end - begin) * (to > from ? (value - from) / (to - from) : 0.5);
