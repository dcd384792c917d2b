import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTag } from '../../../src/model/checkImageRequest';
import { nextFreeTag } from '../../../src/model/proposeImage';
import { hostileText } from '../../support/hostileText';

const NONE: ReadonlySet<string> = new Set();

describe('nextFreeTag', () => {
  test.each([
    ['v3', 'v4'],
    ['v9', 'v10'],
    ['v009', 'v010'],
    ['7', '8'],
    ['1.2.0', '1.2.1'],
    ['1.2.9', '1.2.10'],
    ['v1.2-rc1', 'v1.2-rc2'],
    ['v1.2-rc', 'v1.2-rc-2'],
    ['latest', 'latest-2'],
    ['latest-2', 'latest-3'],
    ['3.10-slim', '3.10-slim-2'],
    ['v1-', 'v1-2'],
    ['v1_-.', 'v1-2'],
  ])('returns the tag after %s: %s', (tag, next) => {
    expect(nextFreeTag(tag, NONE)).toBe(next);
  });

  test.each([
    '20261231',
    '20261231-2359',
    '202612312359',
    '20261231T235959',
    'nightly-20261231',
    '2026-12-31',
    '2026.12.31-23.59',
    '2026-12-31_23-59-01',
    '1798761540',
    'main-3f2a91c',
    '3f2a91c0b7d8e9f0a1b2c3d4e5f60718293a4b5c',
  ])('adds a counter to %s, which is a timestamp or a commit', (tag) => {
    expect(nextFreeTag(tag, NONE)).toBe(`${tag}-2`);
    expect(nextFreeTag(tag, new Set([`${tag}-2`, `${tag}-3`]))).toBe(`${tag}-4`);
    expect(nextFreeTag(`${tag}-21`, NONE)).toBe(`${tag}-22`);
    expect(nextFreeTag(`${tag}-22`, NONE)).toBe(`${tag}-23`);
  });

  test('skips all taken tags', () => {
    expect(nextFreeTag('v3', new Set(['v3', 'v4', 'v5', 'v7']))).toBe('v6');
  });

  test('shortens the text before the counter at the length limit', () => {
    expect(nextFreeTag('x'.repeat(64), NONE)).toBe(`${'x'.repeat(62)}-2`);
    expect(nextFreeTag(`${'x'.repeat(63)}9`, NONE)).toBe(`${'x'.repeat(62)}10`);
  });

  test.each([
    ['', 'v1'],
    ['...', 'v1'],
    ['.hidden', 'hidden'],
    ['1,2', '1-2'],
  ])('replaces the invalid tag %j with %j', (tag, next) => {
    expect(nextFreeTag(tag, NONE)).toBe(next);
  });

  test('returns a free, different and valid tag for any input', () => {
    const tag = fc.oneof(
      hostileText,
      fc.stringMatching(/^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/),
      fc.stringMatching(/^[a-z]{0,62}[0-9]{1,8}$/),
    );
    fc.assert(
      fc.property(tag, fc.nat({ max: 30 }), fc.array(tag), (typed, run, others) => {
        const taken = new Set(others);
        for (let next = typed, count = 0; count < run; count += 1) {
          next = nextFreeTag(next, taken);
          taken.add(next);
        }
        const size = taken.size;
        const next = nextFreeTag(typed, taken);
        expect(taken).not.toContain(next);
        expect(taken.size).toBe(size);
        expect(next).not.toBe(typed);
        expect(checkTag(next)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('finds a free tag among twenty thousand taken ones', () => {
    const taken = new Set(Array.from({ length: 20_000 }, (_none, index) => `v${index}`));
    expect(nextFreeTag('v0', taken)).toBe('v20000');
  });
});
