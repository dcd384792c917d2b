import { type Query, resourceAddress } from '../model/resourceAddress';

/**
 * The address of a resource; see {@link resourceAddress}.
 *
 * @param endpoint origin, optionally with a path, without a slash at the end
 * @throws NotSentError `unusableText` for half a character, which no address can hold
 */
export function serviceUrl(endpoint: string, segments: readonly string[], query: Query = {}): URL {
  return new URL(resourceAddress(endpoint, segments, query));
}
