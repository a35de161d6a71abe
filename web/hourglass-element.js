// The public address of the element <hourglass-playground>.
export * from "./element/playground.mjs";
