/** Takes the place of the service's secrets in the corpus. No parser may return it. */
export const SECRET = 'token-that-nobody-may-see';

/** Returns an error if a parsed value contains an invalid number, a secret or a foreign prototype, at any depth. */
export function wrongFields(value: unknown): string | undefined {
  if (typeof value === 'number') return Number.isFinite(value) ? undefined : `the number ${value}`;
  if (typeof value === 'string') return value.includes(SECRET) ? 'the secret' : undefined;
  if (typeof value !== 'object' || value === null) return undefined;
  const kind: unknown = Object.getPrototypeOf(value);
  if (kind !== Object.prototype && kind !== Array.prototype) return 'another prototype';
  for (const [name, part] of Object.entries(value)) {
    const wrong = name === '__proto__' ? 'a key __proto__' : wrongFields(part);
    if (wrong) return wrong;
  }
  return undefined;
}
