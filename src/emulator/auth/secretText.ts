import { randomInt } from 'node:crypto';

/** Returns `length` cryptographically random characters of an alphabet. */
export function secretText(alphabet: string, length: number): string {
  return Array.from({ length }, () => alphabet.charAt(randomInt(alphabet.length))).join('');
}
