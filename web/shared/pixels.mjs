// Pixels as a canvas.

/// A canvas with these pixels, bytes from the top row down: one byte a pixel is grey, three are red, green and blue.
export function canvasOf(width, height, pixels) {
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const context = canvas.getContext("2d"), image = context.createImageData(width, height);
  const channels = pixels.length / (width * height);
  for (let i = 0; i < image.data.length; ++i) {
    image.data[i] = i % 4 === 3 ? 255 : pixels[Math.floor(i / 4) * channels + Math.min(i % 4, channels - 1)];
  }
  context.putImageData(image, 0, 0);
  return canvas;
}
