// The types of uses.mjs.
export * from "./package/uses.mjs";
