import { execFileSync } from 'node:child_process';

/** Returns the arguments that `sh` parses from a command line. */
export function shellWords(line: string): readonly string[] {
  const output = execFileSync('sh', ['-c', `printf '%s\\0' ${line}`], { encoding: 'utf8', env: { TOKEN: 'a token' } });
  return output.split('\0').slice(0, -1);
}

/** The characters that PowerShell treats as a single quote. */
const QUOTES = /['\u2018\u2019\u201a\u201b]/;

/**
 * Returns the arguments that PowerShell parses from a command line. Supports only what the extension writes, and throws
 * for variables, operators and other syntax. Source: about_Quoting_Rules, about_Parsing.
 */
export function powerShellWords(line: string): readonly string[] {
  const letters = Array.from(line.replaceAll(/ `\n +/g, ' '));
  const words: string[] = [];
  while (letters.length > 0) {
    if (letters[0] === ' ') letters.shift();
    else words.push(QUOTES.test(letters[0] ?? '') ? quoted(letters) : bare(letters));
  }
  return words;
}

/** Between single quotes every character is literal, and two quotes stand for one. */
function quoted(letters: string[]): string {
  letters.shift();
  let word = '';
  for (;;) {
    const letter = letters.shift();
    if (letter === undefined) throw new Error('A quote is not closed');
    if (!QUOTES.test(letter)) word += letter;
    else if (QUOTES.test(letters[0] ?? '')) word += letters.shift();
    else break;
  }
  if (letters.length > 0 && letters[0] !== ' ') throw new Error(`Something follows the quoted word ${word}`);
  return word;
}

const KNOWN = ['@{', '}', '=', '$env:TOKEN'];

function bare(letters: string[]): string {
  const end = letters.indexOf(' ');
  const word = letters.splice(0, end < 0 ? letters.length : end).join('');
  if (!KNOWN.includes(word) && !/^-?[A-Za-z][\w.:/-]*$/.test(word)) throw new Error(`Has a meaning: ${word}`);
  return word;
}

/** Encodes text as editors and shells write it, by the name of the encoding. */
export const ENCODINGS: Readonly<Record<string, (text: string) => Buffer>> = {
  'UTF-8': (text) => Buffer.from(text),
  'UTF-8 with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`),
  'UTF-16 LE with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le'),
  'UTF-16 BE with a byte order mark': (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16(),
};
