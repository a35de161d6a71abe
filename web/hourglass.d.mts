// TypeScript looks for the types of hourglass.mjs under this name.
export * from "./hourglass.js";
