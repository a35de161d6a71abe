// The public address of the autoencoder without a canvas.
export * from "./package/autoencoder.mjs";
