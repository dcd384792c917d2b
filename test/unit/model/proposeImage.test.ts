import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkName, checkTag } from '../../../src/model/checkImageRequest';
import { dateAndTime, expandTemplate, TEMPLATE_VARIABLES, toImageName, toTag } from '../../../src/model/proposeImage';
import { hostileText } from '../../support/hostileText';

describe('toImageName', () => {
  test.each([
    ['My Notebook', 'my-notebook'],
    ['Café (copy) #2', 'cafe-copy-2'],
    ['notebook-1f.3', 'notebook-1f.3'],
    ['a__b..c', 'a-b-c'],
    ['-_.', 'notebook'],
    ['', 'notebook'],
    ['笔记本', 'notebook'],
    [`${'a'.repeat(127)}-b`, 'a'.repeat(127)],
    ['x'.repeat(200), 'x'.repeat(128)],
  ])('converts %j to %j', (text, name) => {
    expect(toImageName(text)).toBe(name);
  });

  test('returns a valid name without warnings for any text', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(checkName(toImageName(text))).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('keeps its own results unchanged', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(toImageName(toImageName(text))).toBe(toImageName(text));
      }),
    );
  });
});

describe('toTag', () => {
  test.each([
    ['20261231-2359', '20261231-2359'],
    ['feature/Größe', 'feature-Große'.replace('ß', '-')],
    ['v1,2', 'v1-2'],
    ['.hidden', 'hidden'],
    ['v1._-', 'v1'],
    ['', ''],
    ['x'.repeat(70), 'x'.repeat(64)],
  ])('converts %j to %j', (text, tag) => {
    expect(toTag(text)).toBe(tag);
  });

  test('returns an empty or valid tag without warnings for any text', () => {
    fc.assert(
      fc.property(
        hostileText.filter((text) => toTag(text) !== ''),
        (text) => {
          expect(checkTag(toTag(text))).toBeUndefined();
        },
      ),
      { numRuns: 1000 },
    );
  });

  test('of date and time is never empty', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), noInvalidDate: true }), (now) => {
        const tag = toTag(expandTemplate('${date}-${time}', dateAndTime(now)));
        expect(checkTag(tag)).toBeUndefined();
      }),
    );
  });
});

describe('expandTemplate', () => {
  test('replaces every variable', () => {
    const values = Object.fromEntries(TEMPLATE_VARIABLES.map((name) => [name, name.toUpperCase()]));
    const template = TEMPLATE_VARIABLES.map((name) => `\${${name}}`).join(' ');
    expect(expandTemplate(template, values)).toBe('NOTEBOOK USER DATE TIME GITBRANCH GITSHA N');
  });

  test('replaces variables that are unknown or have no value with nothing', () => {
    expect(expandTemplate('a${user}b${constructor}c${__proto__}d', { notebook: 'x' })).toBe('abcd');
  });

  test('inserts values verbatim, even if they resemble a template or a replacement pattern', () => {
    expect(expandTemplate('<${notebook}>', { notebook: '${user}$&$1', user: 'ada' })).toBe('<${user}$&$1>');
  });

  test('keeps text without variables', () => {
    expect(expandTemplate('$notebook {user} $', { notebook: 'x' })).toBe('$notebook {user} $');
  });
});

test('dateAndTime uses local time and pads every part', () => {
  expect(dateAndTime(new Date(2026, 0, 2, 3, 4))).toEqual({ date: '20260102', time: '0304' });
  expect(dateAndTime(new Date(2026, 11, 31, 23, 59))).toEqual({ date: '20261231', time: '2359' });
});
