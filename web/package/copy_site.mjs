#!/usr/bin/env node
// Copies the files that the element <hourglass-playground> shows into a folder of a site:
//
//   npx hourglass-site public/hourglass

import { cpSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const [folder, ...more] = process.argv.slice(2);
if (!folder || folder.startsWith("-") || more.length > 0) {
  console.error("usage: hourglass-site FOLDER\n\nCopies the files of the element <hourglass-playground> into FOLDER, such as public/hourglass.");
  process.exit(2);
}
try {
  cpSync(fileURLToPath(new URL("../site", import.meta.url)), resolve(folder), { recursive: true });
} catch ({ message }) {
  console.error(`hourglass-site: the files could not be copied to ${folder}: ${message}`);
  process.exit(1);
}
