import * as fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { checkImageRequest } from '../../../../../src/model/checkImageRequest';
import { batchImageRules, requestFor } from '../../../../../src/ui/saves/flow/imageRules';
import { anImageRequest } from '../../../../support/builders';
import { hostileText } from '../../../../support/hostileText';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));

const { signal } = new AbortController();
const free = {
  prepare: () => undefined,
  peek: () => ({ kind: 'free' }) as const,
  check: async () => ({ kind: 'free' }) as const,
};
const two = batchImageRules('swr.example.com', [{ name: 'One' }, { name: 'Two' }], free, signal);

describe('one set of answers for several notebooks', () => {
  test('replaces the variable by the name of each notebook, made valid', () => {
    const answers = anImageRequest({ name: '${notebook}-gpu', tag: 'v1', description: 'of ${notebook}' });
    expect(requestFor({ name: 'My Lab' }, answers)).toMatchObject({
      name: 'my-lab-gpu',
      tag: 'v1',
      description: 'of My Lab',
    });
  });

  test('shows the first reference and the number of others', () => {
    expect(two.reference(anImageRequest({ name: '${notebook}' }))).toBe('swr.example.com/team/one:1.0 and 1 more');
  });

  test('rejects equal references at the last step that could distinguish them', () => {
    const same = anImageRequest({ name: 'base', tag: 'v1' });
    expect(two.verdict('name', same)).toMatchObject({ severity: 'warn' });
    expect(two.verdict('tag', same)).toMatchObject({ severity: 'stop' });
    expect(two.verdict('tag', { ...same, tag: 'v1-${notebook}' })).toBeUndefined();
  });

  test('validates the typed template as well as its results', () => {
    expect(two.verdict('name', anImageRequest({ name: 'Bad ${notebook}' }))).toMatchObject({ severity: 'stop' });
  });

  test('produces valid requests for any notebook name', () => {
    fc.assert(
      fc.property(hostileText, (name) => {
        const answers = anImageRequest({ name: '${notebook}', description: 'of ${notebook}' });
        const findings = [...checkImageRequest(requestFor({ name }, answers)).values()];
        expect(findings.filter(({ severity }) => severity === 'stop')).toEqual([]);
      }),
    );
  });
});
