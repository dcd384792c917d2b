import { expect, test } from 'vitest';
import { consoleUrl } from '../../../src/model/address';
import { REGIONS, regionEndpoints } from '../../../src/model/region';

test.each(REGIONS)('consoleUrl returns the console of the site that $id belongs to', ({ id }) => {
  const host = id.startsWith('cn-') ? 'console' : 'console-intl';
  const { modelarts } = regionEndpoints(id);
  expect(consoleUrl(id, modelarts)).toBe(`https://${host}.huaweicloud.com/modelarts/?region=${id}`);
});

test.each([
  ['cn-north-4', 'http://127.0.0.1:4000'],
  ['cn-north-4', 'https://modelarts.example.com'],
  ['cn-north-4', regionEndpoints('cn-north-9').modelarts],
  ['eu-de', regionEndpoints('eu-de').modelarts],
  ['cn-north-4/?x=', regionEndpoints('cn-north-4/?x=').modelarts],
])('consoleUrl returns undefined for %s at %s', (region, endpoint) => {
  expect(consoleUrl(region, endpoint)).toBeUndefined();
});
