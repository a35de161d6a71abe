// The types of hourglass-element.js.
export * from "./element/playground.mjs";
