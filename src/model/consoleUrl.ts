import { REGIONS, regionEndpoints } from './region';

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
