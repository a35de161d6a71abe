// The readme of the npm package: the parts of docs/embedding.md that concern its users, and the table of settings.
//
//   node scripts/package_readme.mjs FOLDER    prints it; FOLDER is the package's

import { existsSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { readRepositoryFile } from "./generate.mjs";

const kSections = ["The engine without a canvas", "Frameworks", "An element", "A frame"];

/// The section of this title with what is below it, without the title.
export function sectionOf(markdown, title) {
  const begin = markdown.indexOf(`## ${title}\n`);
  if (begin < 0) throw new Error(`docs/embedding.md has no section "${title}"`);
  const text = markdown.slice(begin).split("\n").slice(1).join("\n");
  const end = text.search(/^## /m);
  return (end < 0 ? text : text.slice(0, end)).replace(/^\n+|\n+$/g, "");
}

/// The text with links as they are beside the package's files; of what is not in the package only the words stay.
export function relinked(markdown, isThere) {
  return markdown.replace(/\[([^\]]+)\]\(([^)#\s]+)(#[^)\s]*)?\)/g, (link, words, path, anchor = "") => {
    if (/^https?:/.test(path)) return link;
    const target = path === "settings.md" ? "" : path.startsWith("../web/") ? path.slice("../web/".length) : `docs/${path}`;
    if (target === "") return `[${words}](${anchor || "#settings-and-families"})`;
    const shown = words.replace(/^web\//, "");
    return isThere(target) ? `[${shown}](${target}${anchor})` : shown;
  });
}

/// The readme, given whether a path is in the package.
export function packageReadme(embedding, settings, isThere) {
  const [engine, ...others] = kSections.map((title) => [title, sectionOf(embedding, title)]);
  // The engine's part is the readme's own; the others keep their titles.
  const parts = [`# hourglass-autoencoders\n\n${engine[1].replace(/^###/gm, "##")}`, ...others.map(([title, text]) => `## ${title}\n\n${text}`),
    settings.trim().replace(/^#/gm, "##")];
  return `${relinked(parts.join("\n\n"), isThere)}\n`;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const folder = process.argv[2];
  const isThere = (path) => existsSync(join(folder, path));
  process.stdout.write(packageReadme(readRepositoryFile("docs/embedding.md"), readRepositoryFile("docs/settings.md"), isThere));
}
