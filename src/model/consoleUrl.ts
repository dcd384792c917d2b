import { REGIONS, regionEndpoints } from './region';

/**
 * Address of the ModelArts console for a region of the public cloud: regions of the mainland belong to the Chinese site,
 * the others to the international one. Undefined where the services answer elsewhere: such a cloud has a console of its own.
 */
export function consoleUrl(region: string, modelArtsEndpoint: string): string | undefined {
  const isPublic = REGIONS.some(({ id }) => id === region) && regionEndpoints(region).modelarts === modelArtsEndpoint;
  if (!isPublic) return undefined;
  const host = region.startsWith('cn-') ? 'console.huaweicloud.com' : 'console-intl.huaweicloud.com';
  return `https://${host}/modelarts/?region=${region}`;
}
