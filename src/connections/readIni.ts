/** Values by lowercase key. */
export type IniSection = ReadonlyMap<string, string>;

/**
 * Parses the sections of an INI file like Python's `configparser`, which the vendor's SDK uses: `key = value` and `key: value`,
 * comments on their own lines (`#`, `;`), values continued on lines indented deeper than their key, `%%` for `%`, and the keys of
 * `[DEFAULT]` in every section.
 *
 * Skips lines that `configparser` rejects: lines that are neither section nor key, and keys before the first section. A repeated
 * section is merged into the first, and a repeated key replaces it. `%(name)s` is not interpolated.
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

/** Ignores text after the bracket, such as a comment. */
function sectionName(content: string): string | undefined {
  const end = content.indexOf(']');
  return content.startsWith('[') && end > 1 ? content.slice(1, end).trim() : undefined;
}

function joined([key, lines]: readonly [string, readonly string[]]): readonly [string, string] {
  return [key, lines.join('\n').trim().replaceAll('%%', '%')];
}
