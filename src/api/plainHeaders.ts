export type RawHeaders = Readonly<Record<string, string | string[] | undefined>>;

/** Headers by lowercase name; a repeated one joined with `, `. */
export function plainHeaders(headers: RawHeaders): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(headers).map(([name, value]) => [name, Array.isArray(value) ? value.join(', ') : (value ?? '')]),
  );
}
