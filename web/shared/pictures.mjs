// Decodes pictures by the browser, which knows more formats than the program that reads data.

import { errorWithCode } from "./errors.mjs";

const kFormats = [
  [0x89, 0x50, 0x4e, 0x47],                    // PNG
  [0xff, 0xd8, 0xff],                          // JPEG
  [0x47, 0x49, 0x46, 0x38],                    // GIF
  [0x52, 0x49, 0x46, 0x46, null, null, null, null, 0x57, 0x45, 0x42, 0x50],  // WebP
  [null, null, null, null, 0x66, 0x74, 0x79, 0x70, 0x61, 0x76, 0x69, 0x66],  // AVIF
];
// Larger pictures are made smaller: networks take sides of up to 256, and all pictures are in memory at once.
const kMostSide = 512;
const kMostBytes = 1e9;
const kAtOnce = 32;

const isPicture = ({ bytes }) => kFormats.some((format) => format.every((byte, i) => byte === null || bytes[i] === byte));

// The picture on white as a PPM file, the plainest format there is: a line of text, then red, green and blue.
async function decoded({ name, bytes }) {
  let bitmap;
  try {
    bitmap = await createImageBitmap(new Blob([bytes]));
  } catch {
    return { name, bytes };  // the reader says what is wrong with it
  }
  const share = Math.min(1, kMostSide / Math.max(bitmap.width, bitmap.height));
  const width = Math.max(1, Math.round(share * bitmap.width)), height = Math.max(1, Math.round(share * bitmap.height));
  const canvas = new OffscreenCanvas(width, height), context = canvas.getContext("2d", { willReadFrequently: true });
  context.imageSmoothingQuality = "high";
  context.fillStyle = "white";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, 0, 0, width, height);
  bitmap.close();
  const pixels = context.getImageData(0, 0, width, height).data;
  const header = new TextEncoder().encode(`P6\n${width} ${height}\n255\n`);
  const file = new Uint8Array(header.length + 3 * width * height);
  file.set(header);
  for (let i = 0, at = header.length; i < pixels.length; i += 4) {
    file[at++] = pixels[i];
    file[at++] = pixels[i + 1];
    file[at++] = pixels[i + 2];
  }
  return { name, bytes: file };
}

const greatestDivisor = (a, b) => (b === 0 ? a : greatestDivisor(b, a % b));

// The whole numbers below `count`, in an order whose beginning is spread over all of them: files lie sorted by class.
function spreadOrder(count) {
  let step = Math.max(1, Math.round(0.618034 * count));
  while (greatestDivisor(step, count) > 1) ++step;
  return Array.from({ length: count }, (_, i) => (i * step) % count);
}

/// The files [{name, bytes}] with every picture decoded; others as they are, and all where nothing decodes pictures, as in Node.
/// `report(done, soFar)` receives how many files are done, spread over all of them; soFar() are those, and all that are no pictures.
/// Rejects with a sentence and a code where the pictures are too large together.
export async function decodePictures(files, report) {
  if (typeof createImageBitmap !== "function" || typeof OffscreenCanvas !== "function") return files;
  const result = files.map((file) => (isPicture(file) ? null : file)), order = spreadOrder(files.length);
  let size = 0;
  for (let begin = 0; begin < order.length; begin += kAtOnce) {
    await Promise.all(order.slice(begin, begin + kAtOnce).map(async (i) => {
      result[i] ??= await decoded(files[i]);
      size += result[i].bytes.length;
    }));
    if (size > kMostBytes) {
      throw errorWithCode("file-over-budget", `The pictures have more than ${kMostBytes / 1e6} MB of pixels together; choose fewer or smaller ones.`);
    }
    report(Math.min(begin + kAtOnce, order.length), () => result.filter(Boolean));
  }
  return result;
}
