// Noise for the examples of cleaning, of the kinds of src/autoencoder/corruption.cpp. The figures are measured with that program's own
// draws.

/// The kinds of noise: {id, title, explanation}.
export const kNoises = [
  { id: "gaussian", title: "Gaussian", explanation: "Adds noise of this deviation to every value." },
  { id: "masking", title: "Masking", explanation: "Sets this share of the values to 0; of columns and symbols, takes the category away." },
  { id: "salt-and-pepper", title: "Salt and pepper", explanation: "Sets this share of the values to 0 or 1; of columns and symbols, to any category." },
  { id: "occlusion", title: "Occlusion", explanation: "Covers a square of this share of an image's side, or this share of a sample's length." },
];

// Uniform numbers in [0, 1), the same for the same seed (Mulberry32).
function uniformNumbers(seed) {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let bits = Math.imul(state ^ (state >>> 15), state | 1);
    bits ^= bits + Math.imul(bits ^ (bits >>> 7), bits | 61);
    return ((bits ^ (bits >>> 14)) >>> 0) / 2 ** 32;
  };
}

// The beginnings and lengths of the features that are one category each.
function categoriesOf({ columns }, { kind, shape: [height, width, channels] }) {
  if (kind === "text") return Array.from({ length: height * width }, (_, place) => [place * channels, channels]);
  if (kind !== "table") return [];
  let begin = 0;
  const groups = columns.map(({ categories }) => [(begin += Math.max(1, categories.length)) - Math.max(1, categories.length), categories.length]);
  return groups.filter(([, length]) => length > 0);
}

const normal = (uniform) => Math.sqrt(-2 * Math.log(1 - uniform())) * Math.cos(2 * Math.PI * uniform());

function occlude(sample, [height, width, channels], strength, uniform) {
  const length = height > 1 && width > 1 ? Math.min(height, width) : Math.max(height, width);
  const isTable = height === 1 && width === 1, side = Math.min(length, Math.round(strength * length));
  if (isTable) return sample.fill(0);
  const high = Math.min(side, height), wide = Math.min(side, width);
  const top = Math.floor(uniform() * (height - high + 1)), left = Math.floor(uniform() * (width - wide + 1));
  for (let y = top; y < top + high; ++y) sample.fill(0, (y * width + left) * channels, (y * width + left + wide) * channels);
}

function changeCategories(sample, groups, strength, uniform, given) {
  for (const [begin, length] of groups) {
    sample.set(given.subarray(begin, begin + length), begin);
    if (uniform() >= strength) continue;
    sample.fill(0, begin, begin + length);
    sample[begin + Math.floor(uniform() * length)] = 1;
  }
}

function addNoise(sample, id, strength, { model, about }, uniform) {
  const given = sample.slice();
  if (id === "occlusion") return occlude(sample, about.shape, strength, uniform);
  for (let i = 0; i < sample.length; ++i) {
    if (id === "gaussian") sample[i] += strength * normal(uniform);
    else if (uniform() < strength) sample[i] = id === "masking" ? 0 : Math.round(uniform());
  }
  if (id === "salt-and-pepper") changeCategories(sample, categoriesOf(model, about), strength, uniform, given);
}

/// The samples, one after the other, with noise of a kind and strength. `session` is that of session.mjs.
export function withNoise(samples, id, strength, session) {
  const noisy = samples.slice(), size = session.features, uniform = uniformNumbers(1);
  for (let at = 0; at < noisy.length; at += size) addNoise(noisy.subarray(at, at + size), id, strength, session, uniform);
  return noisy;
}
