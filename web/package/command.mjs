#!/usr/bin/env node
// The package's command. It copies the files that the element <hourglass-playground> shows into a folder of a site:
//
//   npx hourglass-autoencoders site public/hourglass

import { cpSync } from "node:fs";
import { resolve } from "node:path";
import { fileURLToPath } from "node:url";

const kUsage = `usage: hourglass-autoencoders site FOLDER

Copies the files of the element <hourglass-playground> into FOLDER, such as public/hourglass.`;

const [command, folder, ...more] = process.argv.slice(2);
if (command !== "site" || !folder || folder.startsWith("-") || more.length > 0) {
  console.error(kUsage);
  process.exit(2);
}
try {
  cpSync(fileURLToPath(new URL("../site", import.meta.url)), resolve(folder), { recursive: true });
} catch ({ message }) {
  console.error(`hourglass-autoencoders: the files could not be copied to ${folder}: ${message}`);
  process.exit(1);
}
