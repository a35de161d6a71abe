// Names of several files together.

/// What a set of several files is called: the folder that all are in, or how many there are.
export function nameOf(files) {
  if (files.length === 1) return files[0].name;
  const folder = files[0].name.split("/")[0];
  const common = files[0].name.includes("/") && files.every(({ name }) => name.startsWith(`${folder}/`));
  return common ? folder : `${files.length} files`;
}
