import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkName, checkTag } from '../../../src/model/checkImageRequest';
import { isConstantTemplate, nameFromTemplate, tagFromTemplate } from '../../../src/model/fillTemplate';
import { TEMPLATE_VARIABLES } from '../../../src/model/proposeImage';
import { hostileText } from '../../support/hostileText';

const values = fc.record(Object.fromEntries(TEMPLATE_VARIABLES.map((name) => [name, hostileText])), {
  requiredKeys: [],
});
const template = fc
  .array(fc.oneof(fc.constantFrom(...TEMPLATE_VARIABLES.map((name) => `\${${name}}`)), hostileText), { maxLength: 8 })
  .map((parts) => parts.join(''));

describe('a name made by a template', () => {
  test.each([
    ['${notebook}', { notebook: 'My Notebook' }, 'my-notebook'],
    ['${user}/${notebook}', { user: 'Ada', notebook: 'nb' }, 'ada-nb'],
    ['${notebook}-${gitBranch}', { notebook: 'nb' }, 'nb'],
    ['${notebook}-${gitBranch}-${n}', { notebook: 'nb', n: '3' }, 'nb-3'],
    ['${gitBranch}', {}, 'notebook'],
    ['${notebook}', { notebook: '..Über--' }, 'uber'],
    ['${unknown}', { notebook: 'nb' }, 'notebook'],
  ])('%s of %j is %s', (text, given, name) => {
    expect(nameFromTemplate(text, given)).toBe(name);
  });

  test('shortens what is long and keeps what tells images apart', () => {
    const name = nameFromTemplate('${notebook}-${gitBranch}-${date}', {
      notebook: 'n'.repeat(300),
      gitBranch: 'main',
      date: '20261231',
    });
    expect(name).toBe(`${'n'.repeat(114)}-main-20261231`);
  });

  test('is valid, without even a warning, whatever template and variables hold', () => {
    fc.assert(
      fc.property(template, values, (text, given) => {
        expect(checkName(nameFromTemplate(text, given))).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});

describe('a tag made by a template', () => {
  test.each([
    ['${date}-${time}', { date: '20261231', time: '2359' }, '20261231-2359'],
    ['v${n}', { n: '4' }, 'v4'],
    ['${gitBranch}.${gitSha}', { gitBranch: 'feature/Größe', gitSha: '3f2a91c' }, 'feature-Gro-e.3f2a91c'],
    ['${gitSha}', {}, ''],
    ['-${gitSha}-', {}, ''],
  ])('%s of %j is %j', (text, given, tag) => {
    expect(tagFromTemplate(text, given)).toBe(tag);
  });

  test('shortens the longest first, and two long ones alike', () => {
    const long = { gitBranch: `a${'-'.repeat(3)}${'b'.repeat(300)}`, notebook: 'c'.repeat(300), n: '12' };
    const tag = tagFromTemplate('${gitBranch}_${notebook}_${n}', long);
    expect(tag).toMatch(/^a-b+_c+_12$/);
    expect(tag.length).toBeGreaterThan(60);
  });

  test.each([
    ['${gitBranch}', { gitBranch: `a///${'b'.repeat(300)}` }, `a-${'b'.repeat(62)}`],
    ['${gitBranch}', { gitBranch: `--${'b'.repeat(300)}` }, 'b'.repeat(64)],
    ['${gitBranch}-${n}', { gitBranch: 'main_-', n: '3' }, 'main-3'],
  ])('wastes no room on separators: %s of %j', (text, given, tag) => {
    expect(tagFromTemplate(text, given)).toBe(tag);
  });

  test('is empty or valid, without even a warning, whatever template and variables hold', () => {
    fc.assert(
      fc.property(template, values, (text, given) => {
        const tag = tagFromTemplate(text, given);
        if (tag !== '') expect(checkTag(tag)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('ends with the counter, however long the rest is', () => {
    fc.assert(
      fc.property(values, fc.nat({ max: 99_999 }), (given, n) => {
        const tag = tagFromTemplate('${notebook}-${gitBranch}-${user}-${n}', { ...given, n: String(n) });
        expect(tag).toMatch(new RegExp(`(?:^|-)${n}$`));
      }),
    );
  });
});

describe('a template of more than 256 characters', () => {
  const long = fc
    .tuple(template, fc.constantFrom('.', '-', '_', '._-', '${', '${notebook}', '$', 'a-'), fc.nat({ max: 300 }))
    .map(([text, filler, more]) => `${text}${filler.repeat(256 + more)}`);

  test('counts up to there', () => {
    fc.assert(
      fc.property(long, values, (text, given) => {
        const cut = text.slice(0, 256);
        expect(nameFromTemplate(text, given)).toBe(nameFromTemplate(cut, given));
        expect(tagFromTemplate(text, given)).toBe(tagFromTemplate(cut, given));
        expect(isConstantTemplate(text)).toBe(isConstantTemplate(cut));
      }),
    );
  });

  test.each(['.', '-', '._', '${', '${a', '$'])(
    'of hundreds of thousands of %j takes less than half a second',
    (piece) => {
      const text = `a${piece.repeat(300_000)}b`;
      const startedAt = performance.now();
      nameFromTemplate(text, { notebook: 'nb' });
      tagFromTemplate(text, { notebook: 'nb' });
      isConstantTemplate(text);
      expect(performance.now() - startedAt).toBeLessThan(500);
    },
  );
});

test.each([
  ['${notebook}', true],
  ['${user}-${notebook}-base', true],
  ['date', true],
  ['${notebook}-${date}', false],
  ['${time}', false],
  ['${gitBranch}', false],
  ['x${gitSha}', false],
  ['${notebook}-${n}', false],
])('the template %s makes the same each time: %s', (text, steady) => {
  expect(isConstantTemplate(text)).toBe(steady);
});
