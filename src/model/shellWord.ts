/** The shells that command lines are generated for. */
export type Shell = 'posix' | 'powershell';

/** Quotes a text as one word of a command line. Drops NUL characters, which no argument can contain. */
export function shellWord(shell: Shell, text: string): string {
  const value = text.replaceAll('\0', '');
  switch (shell) {
    case 'posix':
      return posixWord(value);
    case 'powershell':
      return powerShellWord(value);
  }
}

/**
 * True if a program started by the shell receives exactly this text. Windows PowerShell 5.1 passes a double quote on as
 * the end of a word, and a trailing backslash as an escape of the quote after it. Source: about_Parsing, "Passing
 * arguments to native commands".
 */
export function canPassVerbatim(shell: Shell, text: string): boolean {
  return shell === 'posix' || !/"|\\$/.test(text);
}

/** Quotes a word for `sh`. A word that begins with `=` is quoted too, because `zsh` would expand it. */
function posixWord(value: string): string {
  return /^(?!=)[A-Za-z0-9_@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/**
 * Quotes a word for PowerShell. Between single quotes only the quote itself is special and is doubled. PowerShell
 * treats typographic quotes like the plain one. Source: about_Quoting_Rules; language specification, 2.3.5.2.
 */
function powerShellWord(value: string): string {
  return /^[A-Za-z][A-Za-z0-9_.:/-]*$/.test(value) ? value : `'${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}
