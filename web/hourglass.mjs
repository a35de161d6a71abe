// The public address of the engine.
export * from "./package/hourglass.mjs";
