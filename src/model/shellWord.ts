/** One word of a POSIX shell, whatever the text holds; a NUL character, which no argument can hold, is left out. */
export function shellWord(text: string): string {
  const value = text.replaceAll('\0', '');
  return /^[A-Za-z0-9_@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}
