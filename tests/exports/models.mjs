// The models that the tests export: one of every family, and those that have the other layers, activations and kinds of data.

/// Networks of a size that compiles as C within a second; the other settings are the families' own.
const kSmall = {
  deep: ["--hidden", "100,50,25"],
  denoising: ["--hidden", "64"],
  vae: ["--hidden", "64"],
  "beta-vae": ["--hidden", "64"],
  "conditional-vae": ["--hidden", "64"],
  wae: ["--hidden", "64,32"],
  adversarial: ["--hidden", "64,32"],
  "k-sparse": ["--latent", "200", "--active", "12"],
  convolutional: ["--conv", "8,16"],
  "conv-vae": ["--conv", "8,16", "--hidden", "32"],
  "vq-vae": ["--conv", "8,16", "--codebook", "32", "--code-channels", "8"],
  masked: ["--token-width", "32", "--decoder-hidden", "64"],
};

/// Every layer that no family's own settings have; sides of 28 become 14, 7, 4: an odd one is halved and doubled.
const kOthers = {
  "max pooling, nearest, group normalisation, gelu": ["--family", "convolutional", "--conv", "16,32,32", "--downsample", "max",
    "--upsample", "nearest", "--normalisation", "group", "--activation", "gelu", "--hidden", "24", "--dropout", "0.2"],
  "average pooling, layer normalisation, silu, kernel 5": ["--family", "convolutional", "--conv", "8,16,8", "--downsample", "average",
    "--normalisation", "layer", "--activation", "silu", "--kernel", "5", "--loss", "huber"],
  "dense with group normalisation, leaky ReLU": ["--family", "vanilla", "--hidden", "64,32", "--normalisation", "group",
    "--activation", "leaky-relu", "--code-activation", "tanh"],
  "dense with layer normalisation, tanh": ["--family", "vanilla", "--hidden", "64", "--normalisation", "layer", "--activation", "tanh"],
  "tied weights": ["--family", "denoising", "--hidden", "48,32", "--tied", "on"],
  "labels on a grid of codes": ["--family", "vq-vae", "--conv", "8,16", "--codebook", "16", "--code-channels", "4", "--condition", "label"],
  "vector-quantised without a grid": ["--family", "vq-vae", "--conv", "", "--hidden", "32", "--latent", "32", "--codebook", "16",
    "--code-channels", "8"],
  "colour pictures": ["--data", "shapes", "--family", "conv-vae", "--conv", "8,8", "--hidden", "16", "--latent", "4"],
  "patches of colour pictures": ["--data", "shapes", "--family", "masked", "--patch", "8", "--token-width", "16", "--decoder-hidden", "32"],
  "signals by convolutions": ["--data", "heartbeats", "--family", "convolutional", "--conv", "8,16", "--latent", "6"],
  "signals by patches": ["--data", "heartbeats", "--family", "masked", "--patch", "8", "--token-width", "16", "--decoder-hidden", "32"],
  "a table": ["--data", "transactions", "--family", "vae", "--hidden", "24", "--latent", "3", "--loss", "mse"],
  "a table by principal components": ["--data", "transactions", "--family", "pca", "--latent", "3"],
  "texts by convolutions": ["--data", "words", "--family", "conv-vae", "--conv", "8,16", "--hidden", "32", "--latent", "6"],
  "texts": ["--data", "words", "--family", "vanilla", "--hidden", "32", "--latent", "6"],
};

/// name -> arguments of `hourglass train`. `families`: all ids. `table`: a CSV file in which values are missing.
export function modelsToExport(families, table) {
  const models = new Map(families.map((id) => [id, ["--family", id, ...(kSmall[id] ?? [])]]));
  for (const [name, settings] of Object.entries(kOthers)) models.set(name, settings);
  models.set("a table with missing values", ["--data", table, "--family", "vae", "--hidden", "16", "--latent", "3", "--scale", "standard"]);
  return models;
}

/// A table of 500 rows whose numbers and categories are missing now and then.
export function tableWithGaps() {
  const rows = ["height,weight,colour"];
  for (let i = 0; i < 500; ++i) {
    const height = i % 7 === 0 ? "" : (150 + ((i * 37) % 50)).toString();
    const weight = i % 11 === 0 ? "" : (45 + ((i * 53) % 60) / 2).toFixed(1);
    const colour = i % 13 === 0 ? "" : ["red", "green", "blue"][(i * 29) % 3];
    rows.push(`${height},${weight},${colour}`);
  }
  return rows.join("\n") + "\n";
}
