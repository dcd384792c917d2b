import { expect, test } from 'vitest';
import { REGIONS, regionEndpoints } from '../../../src/model/region';

test.each([
  ['cn-north-4', 'modelarts.cn-north-4.myhuaweicloud.com', 'iam.cn-north-4.myhuaweicloud.com'],
  ['ap-southeast-1', 'modelarts.ap-southeast-1.myhuaweicloud.com', 'iam.ap-southeast-1.myhuaweicloud.com'],
  ['cn-north-11', 'modelarts.cn-north-11.myhuaweicloud.com', 'iam.myhuaweicloud.com'],
  ['cn-southwest-3', 'modelarts.cn-southwest-3.myhuaweicloud.com', 'iam.myhuaweicloud.com'],
  ['af-north-1', 'modelarts.af-north-1.myhuaweicloud.com', 'iam.myhuaweicloud.com'],
  ['eu-west-101', 'modelarts.eu-west-101.myhuaweicloud.eu', 'iam.eu-west-101.myhuaweicloud.eu'],
  ['eu-west-0', 'modelarts.eu-west-0.myhuaweicloud.com', 'iam.eu-west-0.myhuaweicloud.com'],
])('in %s ModelArts has the host %s and IAM the host %s', (region, modelarts, iam) => {
  expect(regionEndpoints(region)).toMatchObject({ modelarts: `https://${modelarts}`, iam: `https://${iam}` });
});

test('SWR has different hosts for its API and for pulling', () => {
  expect(regionEndpoints('tr-west-1')).toMatchObject({
    swr: 'https://swr-api.tr-west-1.myhuaweicloud.com',
    registry: 'swr.tr-west-1.myhuaweicloud.com',
  });
});

/**
 * Source: the vendor's endpoint tables. The IDs are parts of host names, so a typo would address another cloud or no
 * host.
 */
const VENDOR: readonly (readonly [id: string, name: string | undefined])[] = [
  ['cn-north-4', 'CN North-Beijing4'],
  ['cn-north-9', 'CN North-Ulanqab1'],
  ['cn-southwest-2', 'CN Southwest-Guiyang1'],
  ['cn-east-3', 'CN East-Shanghai1'],
  ['cn-east-4', 'CN East 2'],
  ['cn-south-1', 'CN South-Guangzhou'],
  ['cn-north-1', 'CN North-Beijing1'],
  ['cn-north-2', 'CN North-Beijing2'],
  ['cn-north-11', 'CN North-Ulanqab201'],
  ['cn-north-12', 'CN North-Ulanqab202'],
  // No source gives a name.
  ['cn-southwest-3', undefined],
  ['ap-southeast-1', 'CN-Hong Kong'],
  ['ap-southeast-2', 'AP-Bangkok'],
  ['ap-southeast-3', 'AP-Singapore'],
  ['ap-southeast-4', 'AP-Jakarta'],
  ['af-south-1', 'AF-Johannesburg'],
  ['af-north-1', 'AF-Cairo'],
  ['la-south-2', 'LA-Santiago'],
  ['la-north-2', 'LA-Mexico City2'],
  ['sa-brazil-1', 'LA-Sao Paulo1'],
  ['tr-west-1', 'TR-Istanbul'],
  ['me-east-1', 'ME-Riyadh'],
];

test('the regions match the vendor’s IDs and the console’s names', () => {
  expect(REGIONS.map(({ id, name }) => [id, name])).toEqual(VENDOR);
});

test('no region’s name is its ID', () => {
  expect(REGIONS.filter(({ id, name }) => id === name)).toEqual([]);
});

test('Hong Kong and Singapore are not mixed up', () => {
  const nameOf = new Map(REGIONS.map(({ id, name }) => [id, name]));
  expect(nameOf.get('ap-southeast-1')).toBe('CN-Hong Kong');
  expect(nameOf.get('ap-southeast-3')).toBe('AP-Singapore');
});

test.each(REGIONS)('every endpoint of $id uses HTTPS and belongs to the region', ({ id }) => {
  const { modelarts, swr, iam, registry } = regionEndpoints(id);
  for (const address of [modelarts, swr])
    expect(new URL(address).protocol + new URL(address).hostname).toContain(`.${id}.`);
  expect(new URL(iam).protocol).toBe('https:');
  expect(registry).toBe(`swr.${id}.myhuaweicloud.com`);
});
