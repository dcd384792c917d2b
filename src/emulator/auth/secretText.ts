import { randomInt } from 'node:crypto';

/** `length` characters of an alphabet that nobody can guess. */
export function secretText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
