import { type Query, resourceAddress } from '../model/resourceAddress';

/**
 * Returns the URL of a resource; see {@link resourceAddress}.
 *
 * @param endpoint origin, optionally with a path, without a trailing slash
 * @throws NotSentError `unusableText` for an unpaired surrogate, which cannot be URL-encoded
 */
export function serviceUrl(endpoint: string, segments: readonly string[], query: Query = {}): URL {
  return new URL(resourceAddress(endpoint, segments, query));
}
