import { expect, test, vi } from 'vitest';
import { RememberedAnswers } from '../../../../src/save/rememberedAnswers';
import type { TagVerdict } from '../../../../src/save/takenTags';
import { quickStage } from '../../../../src/ui/saving/quickStage';
import { anImageRequest, someDetails } from '../../../support/builders';
import { KeptValues } from '../../../support/keptValues';

vi.mock('vscode', () => import('../../../support/vscodeStub'));

const draft = { notebook: someDetails(), request: anImageRequest({ tag: 'v3' }) };

async function stageFor(known: TagVerdict, { savedBefore = true }: { readonly savedBefore?: boolean } = {}) {
  const remembered = new RememberedAnswers(new KeptValues());
  if (savedBefore) await remembered.remember('Work', draft.notebook.id, draft.request, 0);
  const tags = { check: async () => known };
  const { signal } = new AbortController();
  return quickStage({ remembered, connection: { name: 'Work' }, tags, signal }, draft);
}

test('a notebook that was saved before is only confirmed', async () => {
  expect(await stageFor({ kind: 'free' })).toEqual({ at: 'confirm', draft, quick: true });
});

test('its tag is the next free one where it is taken', async () => {
  const stage = await stageFor({ kind: 'taken', next: 'v4' });
  expect(stage).toMatchObject({ at: 'confirm', draft: { request: { ...draft.request, tag: 'v4' } } });
});

test('its tag is kept where nobody knows whether it is taken', async () => {
  expect(await stageFor({ kind: 'unknown', why: 'failed' })).toMatchObject({ draft: { request: { tag: 'v3' } } });
});

test('a notebook that was never saved from here is asked for in full', async () => {
  expect(await stageFor({ kind: 'free' }, { savedBefore: false })).toEqual({ at: 'answers', draft });
});
