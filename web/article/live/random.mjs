// Random numbers by seed, so that every reader, and every test, meets the same data.

/// A function that draws numbers from 0 to 1: a Weyl sequence whose bits are mixed by multiplications and shifts.
export function uniform(seed) {
  let state = (seed * 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6a09e667) >>> 0;
    let bits = Math.imul(state ^ (state >>> 16), 0x7feb352d);
    bits = Math.imul(bits ^ (bits >>> 15), 0x846ca68b);
    return ((bits ^ (bits >>> 16)) >>> 0) / 2 ** 32;
  };
}

/// A function that draws from the bell curve of mean 0 and deviation 1 (Box and Muller 1958).
export function normal(seed) {
  const draw = uniform(seed);
  return () => Math.sqrt(-2 * Math.log(1 - draw())) * Math.cos(2 * Math.PI * draw());
}
