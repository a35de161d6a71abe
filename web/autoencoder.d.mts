// The types of autoencoder.mjs.
export * from "./package/autoencoder.mjs";
