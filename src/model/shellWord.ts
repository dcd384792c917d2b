/** The shells that command lines are written for. */
export type Shell = 'posix' | 'powershell';

/** One word of a command line, whatever the text holds; a NUL character, which no argument can hold, is left out. */
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
 * True where a program that the shell starts gets exactly this text. Windows PowerShell 5.1 passes a double quote on as the end of
 * a word, and a backslash at the end as part of the quote behind it. Source: about_Parsing, "Passing arguments to native commands".
 */
export function canPass(shell: Shell, text: string): boolean {
  return shell === 'posix' || !/"|\\$/.test(text);
}

/** A word of `sh`. `zsh` replaces a word that begins with `=`, so that is quoted too. */
function posixWord(value: string): string {
  return /^(?!=)[A-Za-z0-9_@%+=:,./-]+$/.test(value) ? value : `'${value.replaceAll("'", `'\\''`)}'`;
}

/**
 * A word of PowerShell. Between single quotes nothing has a meaning but the quote itself, which is doubled; PowerShell takes the
 * typographic quotes for the plain one. Source: about_Quoting_Rules; language specification, 2.3.5.2.
 */
function powerShellWord(value: string): string {
  return /^[A-Za-z][A-Za-z0-9_.:/-]*$/.test(value) ? value : `'${value.replace(/['\u2018-\u201b]/g, '$&$&')}'`;
}
