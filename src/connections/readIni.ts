/** Keys in lowercase, each with its value. */
export type IniSection = ReadonlyMap<string, string>;

/**
 * Reads the sections of an INI file as Python's `configparser` does, with which the vendor's SDK reads it: `key = value` and
 * `key: value`, comments on lines of their own (`#`, `;`), values that go on in lines indented deeper than their key, `%%` for `%`,
 * and keys of `[DEFAULT]` in every section.
 *
 * What `configparser` refuses is left out, and the rest of the file is read: lines that are neither section nor key, keys before the
 * first section. A section or key that is repeated adds to the first or replaces it. `%(name)s` is left as it is.
 */
export function readIni(text: string): ReadonlyMap<string, IniSection> {
  const sections = new Map<string, Map<string, string[]>>();
  let section: Map<string, string[]> | undefined;
  let value: string[] | undefined;
  let indentation = 0;
  for (const line of text.split(/\r\n?|\n/)) {
    const content = line.trim();
    if (content === '') value?.push('');
    if (content === '' || content.startsWith('#') || content.startsWith(';')) continue;
    const indented = line.length - line.trimStart().length;
    if (value && indented > indentation) {
      value.push(content);
      continue;
    }
    indentation = indented;
    const name = sectionName(content);
    if (name !== undefined) {
      section = sections.get(name) ?? new Map<string, string[]>();
      sections.set(name, section);
      value = undefined;
      continue;
    }
    const end = content.search(/[=:]/);
    if (!section || end <= 0) continue;
    value = [content.slice(end + 1).trim()];
    section.set(content.slice(0, end).trim().toLowerCase(), value);
  }
  const defaults = sections.get(DEFAULTS) ?? [];
  sections.delete(DEFAULTS);
  return new Map(
    Array.from(sections, ([name, own]) => [name, new Map(Array.from([...defaults, ...own], joined))] as const),
  );
}

const DEFAULTS = 'DEFAULT';

/** Whatever follows the bracket, such as a comment, is not part of the name. */
function sectionName(content: string): string | undefined {
  const end = content.indexOf(']');
  return content.startsWith('[') && end > 1 ? content.slice(1, end).trim() : undefined;
}

function joined([key, lines]: readonly [string, readonly string[]]): readonly [string, string] {
  return [key, lines.join('\n').trim().replaceAll('%%', '%')];
}
