// Numbers as people read them.

/// 12,345.
export const count = (value) => value.toLocaleString("en");

/// Four digits that matter: 0.01234, 1,235.
export const number = (value) => value.toLocaleString("en", { maximumSignificantDigits: 4 });

/// A share as 12.3 %.
export const percent = (share) => `${(100 * share).toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })}\u00a0%`;

/// 12.3 dB.
export const decibels = (value) => `${value.toLocaleString("en", { minimumFractionDigits: 1, maximumFractionDigits: 1 })}\u00a0dB`;

/// "1 sample", "2,000 samples".
export const counted = (value, one, several = `${one}s`) => `${count(value)} ${value === 1 ? one : several}`;
