// The types of data.mjs.
export * from "./package/data_sets.mjs";
