import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkName, checkTag } from '../../../src/model/checkImageRequest';
import {
  isConstantTemplate,
  nameFromTemplate,
  TEMPLATE_VARIABLES,
  tagFromTemplate,
} from '../../../src/model/proposeImage';
import { hostileText } from '../../support/hostileText';

const values = fc.record(Object.fromEntries(TEMPLATE_VARIABLES.map((name) => [name, hostileText])), {
  requiredKeys: [],
});
const template = fc
  .array(fc.oneof(fc.constantFrom(...TEMPLATE_VARIABLES.map((name) => `\${${name}}`)), hostileText), { maxLength: 8 })
  .map((parts) => parts.join(''));

describe('nameFromTemplate', () => {
  test.each([
    ['${notebook}', { notebook: 'My Notebook' }, 'my-notebook'],
    ['${user}/${notebook}', { user: 'Ada', notebook: 'nb' }, 'ada-nb'],
    ['${notebook}-${gitBranch}', { notebook: 'nb' }, 'nb'],
    ['${notebook}-${gitBranch}-${n}', { notebook: 'nb', n: '3' }, 'nb-3'],
    ['${gitBranch}', {}, 'notebook'],
    ['${notebook}', { notebook: '..Über--' }, 'uber'],
    ['${unknown}', { notebook: 'nb' }, 'notebook'],
  ])('expands %s with %j to %s', (text, variables, name) => {
    expect(nameFromTemplate(text, variables)).toBe(name);
  });

  test('shortens long values and keeps what distinguishes the images', () => {
    const name = nameFromTemplate('${notebook}-${gitBranch}-${date}', {
      notebook: 'n'.repeat(300),
      gitBranch: 'main',
      date: '20261231',
    });
    expect(name).toBe(`${'n'.repeat(114)}-main-20261231`);
  });

  test('returns a valid name without warnings for any template and values', () => {
    fc.assert(
      fc.property(template, values, (text, variables) => {
        expect(checkName(nameFromTemplate(text, variables))).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });
});

describe('tagFromTemplate', () => {
  test.each([
    ['${date}-${time}', { date: '20261231', time: '2359' }, '20261231-2359'],
    ['v${n}', { n: '4' }, 'v4'],
    ['${gitBranch}.${gitSha}', { gitBranch: 'feature/Größe', gitSha: '3f2a91c' }, 'feature-Gro-e.3f2a91c'],
    ['${gitSha}', {}, ''],
    ['-${gitSha}-', {}, ''],
  ])('expands %s with %j to %j', (text, variables, tag) => {
    expect(tagFromTemplate(text, variables)).toBe(tag);
  });

  test('shortens the longest value first, and two long ones equally', () => {
    const long = { gitBranch: `a${'-'.repeat(3)}${'b'.repeat(300)}`, notebook: 'c'.repeat(300), n: '12' };
    const tag = tagFromTemplate('${gitBranch}_${notebook}_${n}', long);
    expect(tag).toMatch(/^a-b+_c+_12$/);
    expect(tag.length).toBeGreaterThan(60);
  });

  test.each([
    ['${gitBranch}', { gitBranch: `a///${'b'.repeat(300)}` }, `a-${'b'.repeat(62)}`],
    ['${gitBranch}', { gitBranch: `--${'b'.repeat(300)}` }, 'b'.repeat(64)],
    ['${gitBranch}-${n}', { gitBranch: 'main_-', n: '3' }, 'main-3'],
  ])('wastes no length on separators: %s with %j', (text, variables, tag) => {
    expect(tagFromTemplate(text, variables)).toBe(tag);
  });

  test('returns an empty or valid tag without warnings for any template and values', () => {
    fc.assert(
      fc.property(template, values, (text, variables) => {
        const tag = tagFromTemplate(text, variables);
        if (tag !== '') expect(checkTag(tag)).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps the counter at the end, however long the rest is', () => {
    fc.assert(
      fc.property(values, fc.nat({ max: 99_999 }), (variables, n) => {
        const tag = tagFromTemplate('${notebook}-${gitBranch}-${user}-${n}', { ...variables, n: String(n) });
        expect(tag).toMatch(new RegExp(`(?:^|-)${n}$`));
      }),
    );
  });
});

describe('a template of more than 256 characters', () => {
  const long = fc
    .tuple(template, fc.constantFrom('.', '-', '_', '._-', '${', '${notebook}', '$', 'a-'), fc.nat({ max: 300 }))
    .map(([text, filler, more]) => `${text}${filler.repeat(256 + more)}`);

  test('is truncated to 256 characters', () => {
    fc.assert(
      fc.property(long, values, (text, variables) => {
        const cut = text.slice(0, 256);
        expect(nameFromTemplate(text, variables)).toBe(nameFromTemplate(cut, variables));
        expect(tagFromTemplate(text, variables)).toBe(tagFromTemplate(cut, variables));
        expect(isConstantTemplate(text)).toBe(isConstantTemplate(cut));
      }),
    );
  });

  test.each(['.', '-', '._', '${', '${a', '$'])(
    'with hundreds of thousands of %j takes less than half a second',
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
])('isConstantTemplate of %s is %s', (text, isConstant) => {
  expect(isConstantTemplate(text)).toBe(isConstant);
});
