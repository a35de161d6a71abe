// The names of the methods that the statements `using` and `await using` call.

/// Symbol.dispose, and what takes its place where the language has no `using` yet.
export const kDispose = Symbol.dispose ?? Symbol.for("Symbol.dispose");
export const kAsyncDispose = Symbol.asyncDispose ?? Symbol.for("Symbol.asyncDispose");
