import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkDescription } from '../../../src/model/checkImageRequest';
import { describeImage } from '../../../src/model/proposeImage';
import { hostileText } from '../../support/hostileText';

const commit = '3f2a91c0b7d8e9f0a1b2c3d4e5f60718293a4b5c';

describe('describeImage', () => {
  test('names the notebook, its image and the commit', () => {
    const git = { branch: 'main', commit };
    expect(describeImage({ notebook: 'experiments', baseImage: 'pytorch_1.8', git })).toBe(
      'From notebook experiments, based on pytorch_1.8, git main 3f2a91c',
    );
  });

  test.each([
    [{ notebook: 'nb', baseImage: undefined, git: undefined }, 'From notebook nb'],
    [{ notebook: '', baseImage: undefined, git: undefined }, ''],
    [{ notebook: 'nb', baseImage: '', git: { branch: undefined, commit } }, 'From notebook nb, git 3f2a91c'],
    [
      { notebook: 'nb', baseImage: 'b', git: { branch: 'main', commit: undefined } },
      'From notebook nb, based on b, git main',
    ],
  ])('omits unknown facts: %j', (facts, text) => {
    expect(describeImage(facts)).toBe(text);
  });

  test.each(['not one', '3f2a91', 'v1-3f2a91c', '3f2a91c-dirty', '0'.repeat(65), ''])(
    'omits %j, which is not a commit',
    (other) => {
      const git = { branch: 'main', commit: other };
      expect(describeImage({ notebook: 'nb', baseImage: undefined, git })).toBe('From notebook nb, git main');
    },
  );

  test('replaces characters that the service may refuse', () => {
    const git = { branch: 'feature/<b>&"c"', commit };
    expect(describeImage({ notebook: "Ada's", baseImage: 'swr.example.com/team/base:1.0', git })).toBe(
      'From notebook Ada s, based on swr.example.com-team-base:1.0, git feature- b c 3f2a91c',
    );
  });

  test.each([
    [' My   notebook\t2 ', 'My notebook 2'],
    ['x'.repeat(300), 'x'.repeat(110)],
    [` ${'x'.repeat(110)}`, 'x'.repeat(110)],
    // A cut leaves no trailing space and no half of a surrogate pair.
    [`${'x'.repeat(109)} y`, 'x'.repeat(109)],
    [`${'x'.repeat(109)}😀`, 'x'.repeat(109)],
    [`${'x'.repeat(108)}😀`, `${'x'.repeat(108)}😀`],
  ])('shortens a long fact: %j', (notebook, text) => {
    expect(describeImage({ notebook, baseImage: undefined, git: undefined })).toBe(`From notebook ${text}`);
  });

  test('keeps the commit when the branch is long', () => {
    const git = { branch: 'b'.repeat(300), commit };
    expect(describeImage({ notebook: 'nb', baseImage: undefined, git })).toBe(
      `From notebook nb, git ${'b'.repeat(110)} 3f2a91c`,
    );
  });

  test('returns one valid line within the limit for any facts', () => {
    const maybe = fc.option(hostileText, { nil: undefined });
    const git = fc.option(
      fc.record({ branch: maybe, commit: fc.option(fc.constantFrom(commit, 'x'), { nil: undefined }) }),
      {
        nil: undefined,
      },
    );
    fc.assert(
      fc.property(fc.record({ notebook: hostileText, baseImage: maybe, git }), (facts) => {
        const text = describeImage(facts);
        expect(checkDescription(text)).toBeUndefined();
        expect(text.length).toBeLessThanOrEqual(512);
        expect(text).not.toMatch(/[\p{C}\p{Zl}\p{Zp}]/u);
      }),
      { numRuns: 1000 },
    );
  });
});
