// Tables as comma-separated values (RFC 4180).

const fieldOf = (value) => (/[",\r\n]/.test(value) ? `"${String(value).replaceAll('"', '""')}"` : String(value));

/// The text of rows of fields.
export const csvOf = (rows) => rows.map((row) => `${row.map(fieldOf).join(",")}\r\n`).join("");
