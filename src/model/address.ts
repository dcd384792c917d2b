import { NotSentError } from './errors';
import type { ImageRequest } from './imageRequest';
import { REGIONS, regionEndpoints } from './region';

/**
 * Returns the pull reference of an image, e.g. `swr.cn-north-4.myhuaweicloud.com/team/base:1.0`; without a tag if it is
 * empty.
 */
export function imageReference(
  registry: string,
  { namespace, name, tag }: Pick<ImageRequest, 'namespace' | 'name' | 'tag'>,
): string {
  return withTag(`${registry}/${namespace}/${name}`, tag);
}

/** Appends a tag to an address; returns the address unchanged if the tag is empty. */
export function withTag(address: string, tag: string): string {
  return tag === '' ? address : `${address}:${tag}`;
}

/** Returns a reference without its registry, e.g. `team/base:1.0`. */
export function shortReference(reference: string): string {
  return reference.slice(reference.indexOf('/') + 1);
}

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

/**
 * Returns the URL of the ModelArts console for a region of the public cloud. Regions in mainland China belong to the
 * Chinese site, all others to the international site. Returns undefined for any other endpoint, because other clouds
 * have consoles of their own.
 */
export function consoleUrl(region: string, modelArtsEndpoint: string): string | undefined {
  const isPublic = REGIONS.some(({ id }) => id === region) && regionEndpoints(region).modelarts === modelArtsEndpoint;
  if (!isPublic) return undefined;
  const host = region.startsWith('cn-') ? 'console.huaweicloud.com' : 'console-intl.huaweicloud.com';
  return `https://${host}/modelarts/?region=${region}`;
}

/** Encodes an ID as a single path segment, so that `..` and `/` cannot change the path. */
export function pathSegment(id: string): string {
  const encoded = encodeURIComponent(id);
  return /^\.{1,2}$/.test(encoded) ? encoded.replaceAll('.', '%252E') : encoded;
}
