// Unpacks gzip by DecompressionStream; the engine's program has no code for it.

/// Whether these bytes begin as gzip does.
export const isGzip = (bytes) => bytes instanceof Uint8Array && bytes[0] === 0x1f && bytes[1] === 0x8b;

/// The unpacked bytes. `check(size, problem)` receives the number of bytes so far and, where the data is damaged, what is
/// wrong; it throws to stop.
export async function unpackGzip(packed, check) {
  const pieces = [];
  let size = 0;
  const reader = new Blob([packed]).stream().pipeThrough(new DecompressionStream("gzip")).getReader();
  const next = () => reader.read().catch((error) => check(size, error.message.replace(/\.$/, "")));
  try {
    for (let piece = await next(); !piece.done; piece = await next()) {
      size += piece.value.length;
      check(size, "");
      pieces.push(piece.value);
    }
  } finally {
    reader.cancel().catch(() => {});
  }
  const bytes = new Uint8Array(size);
  let place = 0;
  for (const piece of pieces) {
    bytes.set(piece, place);
    place += piece.length;
  }
  return bytes;
}
