import { expect, test } from 'vitest';
import { imageReference } from '../../../src/model/address';
import { anImageRequest } from '../../support/builders';

test.each([
  ['swr.cn-north-4.myhuaweicloud.com', {}, 'swr.cn-north-4.myhuaweicloud.com/team/base:1.0'],
  ['127.0.0.1:5000', { namespace: 'a.b', name: 'c_d', tag: 'E' }, '127.0.0.1:5000/a.b/c_d:E'],
  ['swr.example.com', { tag: '' }, 'swr.example.com/team/base'],
])('imageReference at %s for %j is %s', (registry, request, reference) => {
  expect(imageReference(registry, anImageRequest(request))).toBe(reference);
});
