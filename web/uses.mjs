// The public address of what trained models are for.
export * from "./package/uses.mjs";
