// The types of hourglass.mjs.
export * from "./package/hourglass.mjs";
