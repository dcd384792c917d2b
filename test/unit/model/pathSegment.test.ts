import { expect, test } from 'vitest';
import { pathSegment } from '../../../src/model/address';

const ROOT = 'https://modelarts.example.com/v1/';

test.each([
  ['f9937afa-0000-4000-8000-000000000001', 'f9937afa-0000-4000-8000-000000000001'],
  ['a/b?c#d', 'a%2Fb%3Fc%23d'],
  // Other names with periods are not special.
  ['v1.', 'v1.'],
  ['..hidden', '..hidden'],
  ['.hidden', '.hidden'],
  ['...', '...'],
  ['.', '%252E'],
  ['..', '%252E%252E'],
  ['%2e', '%252e'],
  ['%2E%2e', '%252E%252e'],
])('pathSegment encodes the ID %j as the single segment %s', (id, segment) => {
  expect(pathSegment(id)).toBe(segment);
  expect(new URL(`${ROOT}${segment}/stop`).href).toBe(`${ROOT}${segment}/stop`);
});
