// The public address of data sets of any kind.
export * from "./package/data_sets.mjs";
