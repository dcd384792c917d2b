/** A region of the public cloud. Source of the IDs: endpoint tables of the vendor's SDKs. */
export interface Region {
  /** E.g. `cn-north-4`. */
  readonly id: string;
  /**
   * The console's English name; undefined if no source gives one. Sources: the vendor's help pages on endpoints and
   * supported regions, and its samples.
   */
  readonly name: string | undefined;
}

/** Regions that offer ModelArts. */
export const REGIONS: readonly Region[] = [
  { id: 'cn-north-4', name: 'CN North-Beijing4' },
  { id: 'cn-north-9', name: 'CN North-Ulanqab1' },
  { id: 'cn-southwest-2', name: 'CN Southwest-Guiyang1' },
  { id: 'cn-east-3', name: 'CN East-Shanghai1' },
  { id: 'cn-east-4', name: 'CN East 2' },
  { id: 'cn-south-1', name: 'CN South-Guangzhou' },
  { id: 'cn-north-1', name: 'CN North-Beijing1' },
  { id: 'cn-north-2', name: 'CN North-Beijing2' },
  { id: 'cn-north-11', name: 'CN North-Ulanqab201' },
  { id: 'cn-north-12', name: 'CN North-Ulanqab202' },
  { id: 'cn-southwest-3', name: undefined },
  { id: 'ap-southeast-1', name: 'CN-Hong Kong' },
  { id: 'ap-southeast-2', name: 'AP-Bangkok' },
  { id: 'ap-southeast-3', name: 'AP-Singapore' },
  { id: 'ap-southeast-4', name: 'AP-Jakarta' },
  { id: 'af-south-1', name: 'AF-Johannesburg' },
  { id: 'af-north-1', name: 'AF-Cairo' },
  { id: 'la-south-2', name: 'LA-Santiago' },
  { id: 'la-north-2', name: 'LA-Mexico City2' },
  { id: 'sa-brazil-1', name: 'LA-Sao Paulo1' },
  { id: 'tr-west-1', name: 'TR-Istanbul' },
  { id: 'me-east-1', name: 'ME-Riyadh' },
];

/** Base URLs of the three services, and the host of the registry. */
export interface Endpoints {
  /** Origin, optionally with a path, without a trailing slash. */
  readonly modelarts: string;
  readonly swr: string;
  readonly iam: string;
  /** Host that images are pulled from, e.g. `swr.cn-north-4.myhuaweicloud.com`. */
  readonly registry: string;
}

/** Regions whose IAM has no regional host in the vendor's tables and uses the global one. */
const GLOBAL_IAM: ReadonlySet<string> = new Set(['cn-north-11', 'cn-southwest-3', 'af-north-1']);

/** Returns the endpoints of a region, which follow the vendor's pattern `service.region.domain`. */
export function regionEndpoints(regionId: string): Endpoints {
  const domain = regionId.startsWith('eu-west-1') ? 'myhuaweicloud.eu' : 'myhuaweicloud.com';
  const iam = GLOBAL_IAM.has(regionId) ? `iam.${domain}` : `iam.${regionId}.${domain}`;
  return {
    modelarts: `https://modelarts.${regionId}.${domain}`,
    swr: `https://swr-api.${regionId}.${domain}`,
    iam: `https://${iam}`,
    registry: `swr.${regionId}.${domain}`,
  };
}
