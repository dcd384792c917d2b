/** Returns the tests that a table cell names in the form `path` “title”. */
export function testsIn(cell: string): readonly { readonly file: string; readonly title: string }[] {
  return Array.from(cell.matchAll(/`(test\/[\w/.-]+\.test\.ts)` “([^”]+)”/g), ([, file = '', title = '']) => ({
    file,
    title,
  }));
}

/** Returns the test titles in source code, before values are inserted. */
export function titlesIn(code: string): readonly string[] {
  const titles = code.matchAll(
    /(?<=\b(?:test|each|for)(?:<[^()]*>)?(?:\([\s\S]{0,6000}?\))?\(\s*)(?:'((?:[^'\\\n]|\\.)*)'|`([^`]*)`)(?=,)/g,
  );
  return Array.from(titles, ([, quoted, template]) => (quoted ?? template ?? '').replaceAll("\\'", "'"));
}
