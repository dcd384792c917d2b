import { NotSentError } from './errors';
import { pathSegment } from './pathSegment';

/** What follows the question mark; undefined values are left out. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * The address of a resource. Every segment stays one segment, whatever it holds. An endpoint that ends with the version of the API, as
 * people copy it (`https://iam.example.com/v3`), does not lead to that version twice.
 *
 * @param endpoint origin, optionally with a path, without a slash at the end
 * @throws NotSentError `unusableText` for half a character, which no address can hold
 */
export function resourceAddress(endpoint: string, segments: readonly string[], query: Query = {}): string {
  try {
    const asked = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
    );
    const search = asked.length > 0 ? `?${asked.join('&')}` : '';
    return `${withoutVersion(endpoint, segments[0])}/${segments.map(pathSegment).join('/')}${search}`;
  } catch (error) {
    if (!(error instanceof URIError)) throw error;
    const host = URL.parse(endpoint)?.host ?? '';
    throw new NotSentError({ reason: 'unusableText', host, code: undefined, proxy: undefined }, { cause: error });
  }
}

function withoutVersion(endpoint: string, version: string | undefined): string {
  const isRepeated = version !== undefined && /[^/]\/v\d$/.test(endpoint) && endpoint.endsWith(`/${version}`);
  return isRepeated ? endpoint.slice(0, -version.length - 1) : endpoint;
}
