// The types of inline.mjs, which scripts/assemble_package.sh makes: those of autoencoder.mjs without a folder of files.

import type { Autoencoder, CreateOptions, GivenSettings } from "./package/autoencoder.mjs";

export * from "./package/autoencoder.mjs";

/** A new, untrained autoencoder, on one thread. */
export function create(settings?: GivenSettings | ReadonlyMap<string, unknown>, options?: Omit<CreateOptions, "base">): Promise<Autoencoder>;
