/** A JSON object with unknown fields. */
export type Fields = Readonly<Record<string, unknown>>;

/** Whether a value is a JSON object. */
export function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Returns the value at a path of names in nested objects, or undefined if one is missing. */
export function dig(value: unknown, ...names: readonly string[]): unknown {
  let found = value;
  for (const name of names) found = isFields(found) && Object.hasOwn(found, name) ? found[name] : undefined;
  return found;
}

/** Returns the string at a path of names, or undefined if there is none. */
export function digText(value: unknown, ...names: readonly string[]): string | undefined {
  const found = dig(value, ...names);
  return typeof found === 'string' ? found : undefined;
}
