/** A JSON object of which nothing is known yet. */
export type Fields = Readonly<Record<string, unknown>>;

export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Follows names into nested objects; undefined where one is missing. */
export function dig(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) found = isFields(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  return found;
}

/** {@link dig}, for a text; undefined where there is none. */
export function digText(value: unknown, ...names: readonly string[]): string | undefined {
  const found = dig(value, ...names);
  return typeof found === 'string' ? found : undefined;
}
