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
])('in %s ModelArts answers at %s and IAM at %s', (region, modelarts, iam) => {
  expect(regionEndpoints(region)).toMatchObject({ modelarts: `https://${modelarts}`, iam: `https://${iam}` });
});

test('the registry has two addresses: one to ask and one to pull from', () => {
  expect(regionEndpoints('tr-west-1')).toMatchObject({
    swr: 'https://swr-api.tr-west-1.myhuaweicloud.com',
    registry: 'swr.tr-west-1.myhuaweicloud.com',
  });
});

test('the 22 regions of the vendor are each listed once, under a name', () => {
  expect(new Set(REGIONS.map(({ id }) => id)).size).toBe(22);
  expect(REGIONS).toHaveLength(22);
  expect(REGIONS.filter(({ name }) => name === '')).toEqual([]);
});

test('Hong Kong and Singapore are not mistaken for each other', () => {
  const named = new Map(REGIONS.map(({ id, name }) => [id, name]));
  expect(named.get('ap-southeast-1')).toBe('CN-Hong Kong');
  expect(named.get('ap-southeast-3')).toBe('AP-Singapore');
});

test.each(REGIONS)('every address of $id is https and of its own region', ({ id }) => {
  const { modelarts, swr, iam, registry } = regionEndpoints(id);
  for (const address of [modelarts, swr])
    expect(new URL(address).protocol + new URL(address).hostname).toContain(`.${id}.`);
  expect(new URL(iam).protocol).toBe('https:');
  expect(registry).toBe(`swr.${id}.myhuaweicloud.com`);
});
