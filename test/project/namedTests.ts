/** The tests a cell names: `path` “title”. */
export function testsIn(cell: string): readonly { readonly file: string; readonly title: string }[] {
  return Array.from(cell.matchAll(/`(test\/[\w/.-]+\.test\.ts)` “([^”]+)”/g), ([, file = '', title = '']) => ({
    file,
    title,
  }));
}

/** Titles of tests as they are written, before values are filled in. */
export function titlesIn(code: string): readonly string[] {
  const titles = code.matchAll(
    /(?<=\b(?:test|each|for)(?:<[^()]*>)?(?:\([\s\S]{0,6000}?\))?\(\s*)(?:'((?:[^'\\\n]|\\.)*)'|`([^`]*)`)(?=,)/g,
  );
  return Array.from(titles, ([, quoted, template]) => (quoted ?? template ?? '').replaceAll("\\'", "'"));
}
