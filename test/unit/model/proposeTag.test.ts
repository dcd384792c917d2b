import { expect, test } from 'vitest';
import { proposeTag } from '../../../src/model/proposeTag';

test.each([
  ['20261124-0637', undefined, '20261124-0637', 'nothing was saved before'],
  ['20261124-0637', '20261123-1905', '20261124-0637', 'the template made the last one too'],
  ['20261124-0637', '20261123-1905-2', '20261124-0637', 'and a counter had been added to it'],
  ['20261124-0637', 'v3', 'v4', 'the person counts in their own way'],
  ['20261124-0637', '1.2.0', '1.2.1', 'the person counts versions'],
  ['v4', 'v3', 'v4', 'the template counts'],
  ['v12', 'v9', 'v12', 'the template counts, also past nine'],
  ['v20261124', 'v', 'v-2', 'the person left out the date'],
  ['main-3f2a91c', 'main-0badc0d', 'main-3f2a91c', 'the template names a commit'],
])('after the template made %s and the last save was %s, %s is offered: %s', (made, last, offered, _why) => {
  expect(proposeTag(made, last)).toBe(offered);
});
