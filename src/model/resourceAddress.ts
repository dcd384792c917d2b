import { NotSentError } from './errors';
import { pathSegment } from './pathSegment';

/** Query parameters. Undefined values are omitted. */
export type Query = Readonly<Record<string, string | number | boolean | undefined>>;

/**
 * Returns the URL of a resource. Each segment is encoded as exactly one path segment. If the endpoint already ends with
 * the API version, as users often copy it (`https://iam.example.com/v3`), the version is not repeated.
 *
 * @param endpoint origin, optionally with a path, without a trailing slash
 * @throws NotSentError `unusableText` for an unpaired surrogate, which cannot be URL-encoded
 */
export function resourceAddress(endpoint: string, segments: readonly string[], query: Query = {}): string {
  try {
    const parameters = Object.entries(query).flatMap(([name, value]) =>
      value === undefined ? [] : [`${encodeURIComponent(name)}=${encodeURIComponent(value)}`],
    );
    const search = parameters.length > 0 ? `?${parameters.join('&')}` : '';
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
