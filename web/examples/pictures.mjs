// Drawing for the examples: grids of small images and a curve, in the page's colours.

// "--ink" and its like, as the page has them now.
const colourOf = (name) => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

// [red, green, blue] of "#rrggbb".
const channelsOf = (colour) => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/// Draws images (values in [0, 1], one after the other) in rows of `columns`; the canvas takes the size they need.
export function drawImages(canvas, images, { columns, size = 28, gap = 4 }) {
  const count = images.length / (size * size), rows = Math.ceil(count / columns);
  canvas.width = columns * (size + gap) - gap;
  canvas.height = rows * (size + gap) - gap;
  const context = canvas.getContext("2d");
  const [paper, ink] = ["--picture", "--ink"].map((name) => channelsOf(colourOf(name)));
  const picture = context.createImageData(size, size);
  for (let n = 0; n < count; n++) {
    for (let i = 0; i < size * size; i++) {
      const value = images[n * size * size + i];
      for (let c = 0; c < 3; c++) picture.data[4 * i + c] = paper[c] + value * (ink[c] - paper[c]);
      picture.data[4 * i + 3] = 255;
    }
    context.putImageData(picture, (n % columns) * (size + gap), Math.floor(n / columns) * (size + gap));
  }
}

/// Draws values as a line from the left edge to the right, the greatest at the top and the least at the bottom.
export function drawCurve(canvas, values) {
  const scale = devicePixelRatio || 1, width = canvas.clientWidth, height = width / 5;
  canvas.width = width * scale;
  canvas.height = height * scale;
  const context = canvas.getContext("2d");
  context.scale(scale, scale);
  context.strokeStyle = colourOf("--accent");
  context.lineWidth = 2;
  context.lineJoin = "round";
  const most = Math.max(...values), least = Math.min(...values);
  context.beginPath();
  values.forEach((value, i) => {
    context.lineTo(4 + (width - 8) * i / Math.max(values.length - 1, 1), height - 4 - (height - 8) * (value - least) / (most - least || 1));
  });
  context.stroke();
}

/// Calls `draw` now and whenever the reader changes between light and dark.
export function inBothThemes(draw) {
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", draw);
  draw();
}
