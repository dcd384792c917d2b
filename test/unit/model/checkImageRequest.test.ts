import { describe, expect, test } from 'vitest';
import {
  type CheckedField,
  checkDescription,
  checkImageRequest,
  checkName,
  checkNamespace,
  checkTag,
} from '../../../src/model/checkImageRequest';
import { anImageRequest } from '../../support/builders';

const repeated = (length: number): string => 'a'.repeat(length);

describe('checkName', () => {
  test.each(['a', '0', 'pytorch1_4', 'a.b', 'a__b', 'a---b', repeated(128)])('accepts %s', (name) => {
    expect(checkName(name)).toBeUndefined();
  });

  test.each([
    ['', { kind: 'empty' }],
    [repeated(129), { kind: 'tooLong', length: 129, max: 128, character: 'a' }],
    ['Base', { kind: 'notAllowed', character: 'B', position: 1 }],
    ['a/b', { kind: 'notAllowed', character: '/', position: 2 }],
    ['a b', { kind: 'notAllowed', character: ' ', position: 2 }],
    ['ab\n', { kind: 'notAllowed', character: '\n', position: 3 }],
    ['a😀', { kind: 'notAllowed', character: '😀', position: 2 }],
    ['é', { kind: 'notAllowed', character: 'é', position: 1 }],
    ['-a', { kind: 'badStart', character: '-', needs: 'lowercaseLetterOrDigit' }],
    ['a.', { kind: 'badEnd', character: '.', needs: 'lowercaseLetterOrDigit' }],
    ['_', { kind: 'badStart', character: '_', needs: 'lowercaseLetterOrDigit' }],
  ])('stops on %j', (name, problem) => {
    expect(checkName(name)).toEqual({ severity: 'stop', problem });
  });

  test.each([
    ['a..b', { kind: 'registryRefusesSeparators', text: '..', character: '.', position: 3 }],
    ['a___b', { kind: 'registryRefusesSeparators', text: '___', character: '_', position: 3 }],
    ['a.-b', { kind: 'registryRefusesSeparators', text: '.-', character: '-', position: 3 }],
    ['a-b._c', { kind: 'registryRefusesSeparators', text: '._', character: '_', position: 5 }],
  ])('warns about %j', (name, problem) => {
    expect(checkName(name)).toEqual({ severity: 'warn', problem });
  });
});

describe('checkNamespace', () => {
  test.each(['a', 'atelier-auto', 'team.a', 'team__a', 'a9', repeated(64)])('accepts %s', (namespace) => {
    expect(checkNamespace(namespace)).toBeUndefined();
  });

  test.each([
    ['', { kind: 'empty' }],
    [repeated(65), { kind: 'tooLong', length: 65, max: 64, character: 'a' }],
    ['9a', { kind: 'badStart', character: '9', needs: 'lowercaseLetter' }],
    ['Team', { kind: 'badStart', character: 'T', needs: 'lowercaseLetter' }],
    ['te/am', { kind: 'notAllowed', character: '/', position: 3 }],
  ])('stops on %j', (namespace, problem) => {
    expect(checkNamespace(namespace)).toEqual({ severity: 'stop', problem });
  });

  test.each([
    ['teamA', { kind: 'registryRefusesCharacter', character: 'A', position: 5 }],
    ['team-', { kind: 'registryRefusesEnd', character: '-' }],
    ['te._am', { kind: 'registryRefusesSeparators', text: '._', character: '_', position: 4 }],
  ])('warns about %j', (namespace, problem) => {
    expect(checkNamespace(namespace)).toEqual({ severity: 'warn', problem });
  });
});

describe('checkTag', () => {
  test.each(['', '1', 'v1.0', '20221223', 'A_b-C.d', '_x', 'a..b', repeated(64)])('accepts %j', (tag) => {
    expect(checkTag(tag)).toBeUndefined();
  });

  test.each([
    [repeated(65), { kind: 'tooLong', length: 65, max: 64, character: 'a' }],
    ['v1:2', { kind: 'notAllowed', character: ':', position: 3 }],
    ['v 1', { kind: 'notAllowed', character: ' ', position: 2 }],
    ['版本', { kind: 'notAllowed', character: '版', position: 1 }],
  ])('stops on %j', (tag, problem) => {
    expect(checkTag(tag)).toEqual({ severity: 'stop', problem });
  });

  test.each([
    ['1,0', { kind: 'registryRefusesCharacter', character: ',', position: 2 }],
    ['.a', { kind: 'registryRefusesStart', character: '.' }],
    ['-a', { kind: 'registryRefusesStart', character: '-' }],
  ])('warns about %j', (tag, problem) => {
    expect(checkTag(tag)).toEqual({ severity: 'warn', problem });
  });
});

describe('checkDescription', () => {
  test.each(['', 'With torch 2.4, and plug-ins!', '带有 torch', '😀'.repeat(512)])('accepts %j', (description) => {
    expect(checkDescription(description)).toBeUndefined();
  });

  test('stops on more than 512 characters and reports the first surplus one', () => {
    expect(checkDescription(`${'😀'.repeat(512)}x!`)).toEqual({
      severity: 'stop',
      problem: { kind: 'tooLong', length: 514, max: 512, character: 'x' },
    });
  });

  test.each(Array.from(`&<>"'/`))('warns about %s', (character) => {
    expect(checkDescription(`a ${character} b`)).toEqual({
      severity: 'warn',
      problem: { kind: 'registryRefusesCharacter', character, position: 3 },
    });
  });
});

describe('checkImageRequest', () => {
  test('returns no findings for a valid request', () => {
    expect(checkImageRequest(anImageRequest()).size).toBe(0);
  });

  test('returns a finding for each invalid field', () => {
    const found = checkImageRequest(anImageRequest({ name: 'A', namespace: '9', tag: ',', description: '<' }));
    const kinds = Array.from(found, ([field, { problem }]): [CheckedField, string] => [field, problem.kind]);
    expect(kinds).toEqual([
      ['name', 'notAllowed'],
      ['namespace', 'badStart'],
      ['tag', 'registryRefusesCharacter'],
      ['description', 'registryRefusesCharacter'],
    ]);
  });
});
