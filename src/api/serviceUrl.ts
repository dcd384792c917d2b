import { pathSegment } from '../model/pathSegment';

/** What follows the question mark; undefined values are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The address of a resource. Every segment stays one segment, whatever it holds.
 *
 * @param endpoint origin, optionally with a path, without a slash at the end
 */
export function serviceUrl(endpoint: string, segments: readonly string[], query: Query = {}): URL {
  const asked = Object.entries(query).flatMap(([name, value]) =>
    value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
  );
  const search = asked.length > 0 ? `?${asked.join('&')}` : '';
  return new URL(`${endpoint}/${segments.map(pathSegment).join('/')}${search}`);
}
