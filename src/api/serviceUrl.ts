import { pathSegment } from '../model/pathSegment';

/** What follows the question mark; undefined values are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The address of a resource. Every segment stays one segment, whatever it holds.
 *
 * @param endpoint origin, optionally with a path, without a slash at the end
 */
export function serviceUrl(endpoint: string, segments: readonly string[], query: Query = {}): URL {
  const asked = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined) asked.set(name, String(value));
  }
  const search = asked.size > 0 ? `?${asked.toString()}` : '';
  return new URL(`${endpoint}/${segments.map(pathSegment).join('/')}${search}`);
}
