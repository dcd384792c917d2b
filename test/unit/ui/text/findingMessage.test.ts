import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { CHECKED_FIELDS, checkImageRequest } from '../../../../src/model/checkImageRequest';
import { findingMessage, visibleCharacter } from '../../../../src/ui/text/findingMessage';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

describe('findingMessage', () => {
  test('names the invalid character and its position for any input', () => {
    fc.assert(
      fc.property(fc.constantFrom(...CHECKED_FIELDS), fc.string({ unit: 'binary', maxLength: 700 }), (field, typed) => {
        const valid = { name: 'a', namespace: 'a', tag: 'a', description: '', workspaceId: '0' };
        const finding = checkImageRequest({ ...valid, [field]: typed }).get(field);
        if (!finding) return;
        const message = findingMessage(field, finding);
        expect(message).not.toMatch(/[{}](?!”)/);
        if (!('character' in finding.problem)) return;
        expect(typed).toContain(finding.problem.character);
        expect(message).toContain(visibleCharacter(finding.problem.character));
        if ('position' in finding.problem) {
          expect(Array.from(typed)[finding.problem.position - 1]).toBe(finding.problem.character);
          expect(message).toContain(String(finding.problem.position));
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    [' ', 'a space'],
    ['​', 'U+200B'],
    ['‮', 'U+202E'],
    ['\n', 'U+000A'],
    ['\u3164', 'U+3164'],
    ['\u2800', 'U+2800'],
    ['Ä', '“Ä”'],
    [',', '“,”'],
  ])('the character %j is shown as %s', (character, shown) => {
    expect(visibleCharacter(character)).toBe(shown);
  });
});
