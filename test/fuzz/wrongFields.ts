/** What stands in seeds where a secret of the service stands in an answer: no parser may let it through. */
export const SECRET = 'token-that-nobody-may-see';

/** What must not be in a result, wherever it stands: a number that is none, a secret, a prototype of somebody else's. */
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
