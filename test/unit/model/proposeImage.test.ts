import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkName, checkTag } from '../../../src/model/checkImageRequest';
import { dateAndTime, expandTemplate, TEMPLATE_VARIABLES, toImageName, toTag } from '../../../src/model/proposeImage';
import { hostileText } from '../../support/hostileText';

describe('a proposed name', () => {
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
  ])('of %j is %j', (text, name) => {
    expect(toImageName(text)).toBe(name);
  });

  test('of whatever text passes its own validation, without even a warning', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(checkName(toImageName(text))).toBeUndefined();
      }),
      { numRuns: 1000 },
    );
  });

  test('is left as it is when it is proposed again', () => {
    fc.assert(
      fc.property(hostileText, (text) => {
        expect(toImageName(toImageName(text))).toBe(toImageName(text));
      }),
    );
  });
});

describe('a proposed tag', () => {
  test.each([
    ['20261231-2359', '20261231-2359'],
    ['feature/Größe', 'feature-Große'.replace('ß', '-')],
    ['v1,2', 'v1-2'],
    ['.hidden', 'hidden'],
    ['v1._-', 'v1'],
    ['', ''],
    ['x'.repeat(70), 'x'.repeat(64)],
  ])('of %j is %j', (text, tag) => {
    expect(toTag(text)).toBe(tag);
  });

  test('of whatever text is empty or passes its own validation, without even a warning', () => {
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

  test('of the time is never empty', () => {
    fc.assert(
      fc.property(fc.date({ min: new Date(0), noInvalidDate: true }), (now) => {
        const tag = toTag(expandTemplate('${date}-${time}', dateAndTime(now)));
        expect(checkTag(tag)).toBeUndefined();
      }),
    );
  });
});

describe('a template', () => {
  test('is filled with every variable there is', () => {
    const values = Object.fromEntries(TEMPLATE_VARIABLES.map((name) => [name, name.toUpperCase()]));
    const template = TEMPLATE_VARIABLES.map((name) => `\${${name}}`).join(' ');
    expect(expandTemplate(template, values)).toBe('NOTEBOOK USER DATE TIME GITBRANCH GITSHA N');
  });

  test('leaves nothing where a variable has no value or does not exist', () => {
    expect(expandTemplate('a${user}b${constructor}c${__proto__}d', { notebook: 'x' })).toBe('abcd');
  });

  test('takes a value as it is, even one that looks like a template or a replacement pattern', () => {
    expect(expandTemplate('<${notebook}>', { notebook: '${user}$&$1', user: 'ada' })).toBe('<${user}$&$1>');
  });

  test('without variables is text', () => {
    expect(expandTemplate('$notebook {user} $', { notebook: 'x' })).toBe('$notebook {user} $');
  });
});

test('date and time are those of the person, with every part at full width', () => {
  expect(dateAndTime(new Date(2026, 0, 2, 3, 4))).toEqual({ date: '20260102', time: '0304' });
  expect(dateAndTime(new Date(2026, 11, 31, 23, 59))).toEqual({ date: '20261231', time: '2359' });
});
