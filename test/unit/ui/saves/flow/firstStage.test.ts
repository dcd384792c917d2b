import { expect, test, vi } from 'vitest';
import type { ImageRequest } from '../../../../../src/model/imageRequest';
import { RememberedAnswers } from '../../../../../src/ui/saves/flow/rememberedAnswers';
import { firstStage } from '../../../../../src/ui/saves/flow/saveStage';
import type { TagVerdict } from '../../../../../src/ui/saves/flow/tagAvailability';
import { anImageRequest, someDetails } from '../../../../support/builders';
import { KeptValues } from '../../../../support/doubles';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));

const draft = { notebook: someDetails(), request: anImageRequest({ tag: 'v3' }) };
const NONE = { name: undefined, namespace: undefined };

interface StageOptions {
  readonly savedBefore?: boolean;
  readonly args?: { readonly name: string | undefined; readonly namespace: string | undefined };
  readonly request?: ImageRequest;
}

async function stageFor(
  verdict: TagVerdict,
  { savedBefore = true, args = NONE, request = draft.request }: StageOptions = {},
) {
  const remembered = new RememberedAnswers(new KeptValues());
  if (savedBefore) await remembered.remember('Work', draft.notebook.id, draft.request, 0);
  const tags = { check: async () => verdict };
  const { signal } = new AbortController();
  return firstStage({ remembered, connection: { name: 'Work' }, tags, args, signal }, { ...draft, request });
}

test('a notebook that was saved before starts at the confirmation', async () => {
  expect(await stageFor({ kind: 'free' })).toEqual({ at: 'confirm', draft });
});

test('an existing tag is replaced by the next free one', async () => {
  const stage = await stageFor({ kind: 'taken', next: 'v4' });
  expect(stage).toMatchObject({ at: 'confirm', draft: { request: { ...draft.request, tag: 'v4' } } });
});

test('a tag whose check failed is kept', async () => {
  expect(await stageFor({ kind: 'unknown', why: 'failed' })).toMatchObject({ draft: { request: { tag: 'v3' } } });
});

test.each([
  ['nothing', NONE],
  ['a name alone', { name: 'base', namespace: undefined }],
  ['an organization alone', { name: undefined, namespace: 'ai-team' }],
])('a notebook that was never saved starts at the first question when the caller gives %s', async (_what, args) => {
  expect(await stageFor({ kind: 'free' }, { savedBefore: false, args })).toEqual({ at: 'answers', draft });
});

test('a notebook that was never saved starts at the confirmation when the caller gives name and organization', async () => {
  const args = { name: 'base', namespace: 'ai-team' };
  expect(await stageFor({ kind: 'free' }, { savedBefore: false, args })).toEqual({ at: 'confirm', draft });
});

test.each([{ name: 'Base' }, { namespace: '' }, { tag: 'v 3' }, { description: 'x'.repeat(513) }])(
  'an invalid answer is asked for: %j',
  async (wrong) => {
    const request = { ...draft.request, ...wrong };
    expect(await stageFor({ kind: 'free' }, { request })).toEqual({ at: 'answers', draft: { ...draft, request } });
  },
);
