/** Returns the TypeScript files below `folder` as `{ file, text }`. */
export function sources(tree, folder = 'src/') {
  return tree.paths
    .filter((file) => file.startsWith(folder) && file.endsWith('.ts'))
    .map((file) => ({ file, text: tree.read(file) }));
}

/** Yields every match of a global pattern as `{ match, where: 'path:line' }`. */
export function* matchesIn(file, text, pattern) {
  for (const match of text.matchAll(pattern)) {
    yield { match, where: `${file}:${text.slice(0, match.index).split('\n').length}` };
  }
}

/** Returns the parsed manifest. */
export function manifestOf(tree) {
  return JSON.parse(tree.read('package.json'));
}

/** Yields every string inside a JSON value. */
export function* stringsIn(value) {
  if (typeof value === 'string') yield value;
  else if (value && typeof value === 'object') for (const part of Object.values(value)) yield* stringsIn(part);
}
