import { beforeEach, describe, expect, test, vi } from 'vitest';
import { InvalidRequestError, OutcomeUnknownError } from '../../../../../src/model/errors';
import { offerRetry } from '../../../../../src/ui/saves/flow/offerRetry';
import { TagAvailability } from '../../../../../src/ui/saves/flow/tagAvailability';
import { silentLogger } from '../../../../../src/util/logger';
import { anImageRequest, aRefusal, someDetails } from '../../../../support/builders';
import { ManualClock } from '../../../../support/manualClock';
import { shownMessage } from '../../../../support/vscodeStub/look';
import { screen } from '../../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));
beforeEach(() => screen.clear());

const draft = { notebook: someDetails(), request: anImageRequest({ tag: 'v1' }) };
const confirmation = { mode: 'save', stopAfterwards: true } as const;
const neverCalled = () => Promise.reject(new Error('Unexpected prompt'));

function after(error: unknown, { fromCode = false }: { readonly fromCode?: boolean } = {}) {
  const tags = new TagAvailability({
    swr: neverCalled,
    modelArts: neverCalled,
    clock: new ManualClock(),
    log: silentLogger,
  });
  const stage = offerRetry({ tags, log: silentLogger, fromCode }, draft, confirmation, error);
  return { tags, stage };
}

const refusal = (code: string, serviceMessage = '') =>
  aRefusal({ status: 400, code, serviceMessage, requestId: 'r-1' });

describe('after a refusal', () => {
  test.each([
    ['ModelArts.6737', '', 'tag'],
    ['ModelArts.2885', '', 'namespace'],
    ['ModelArts.6334', 'description contains forbidden character <', 'description'],
    ['ModelArts.6336', 'wrong value for name', 'name'],
    ['ModelArts.0102', '', 'workspace'],
    ['ModelArts.7002', '', 'workspace'],
    ['ModelArts.7004', '', 'workspace'],
    ['ModelArts.7005', 'workspace does not exist', 'workspace'],
    ['ModelArts.7008', '', 'workspace'],
    ['ModelArts.6336', 'wrong value for workspace_id', 'workspace'],
  ])('%s (%s) leads back to the invalid step: %s', async (code, serviceMessage, field) => {
    const { stage } = after(refusal(code, serviceMessage));
    expect(shownMessage()).toMatchObject({ severity: 'error', actions: ['Edit and Retry', 'Show Log'] });
    expect(shownMessage().text).toContain(`(${code}, request r-1)`);
    shownMessage().answer('Edit and Retry');
    expect(await stage).toMatchObject({ at: 'answers', draft, from: { field, note: expect.stringMatching(/.+/) } });
  });

  test.each([
    ['ModelArts.0113', ''],
    ['ModelArts.6336', 'no field is named'],
  ])('%s (%s), which concerns no answer, leads back to the confirmation', async (code, serviceMessage) => {
    const { stage } = after(refusal(code, serviceMessage));
    shownMessage().answer('Edit and Retry');
    expect(await stage).toEqual({ at: 'confirm', draft });
  });

  test('of a notebook that is not running names it and offers to start it', async () => {
    const { stage } = after(refusal('ModelArts.6327'));
    expect(shownMessage()).toMatchObject({ severity: 'error', actions: ['Start and Save', 'Show Log'] });
    expect(shownMessage().text).toMatch(/^experiments: The notebook isn't running\./);
    shownMessage().answer('Start and Save');
    expect(await stage).toEqual({ at: 'submit', draft, confirmation: { mode: 'start', stopAfterwards: true } });
  });

  test('for a tag marks that tag as existing', async () => {
    const { tags, stage } = after(refusal('ModelArts.6737'));
    shownMessage().answer('Edit and Retry');
    await stage;
    expect(tags.peek(draft.request)).toEqual({ kind: 'taken', next: 'v2' });
  });

  test('resolves with undefined when the user dismisses it or opens the log', async () => {
    const left = after(refusal('ModelArts.6737'));
    shownMessage().answer(undefined);
    expect(await left.stage).toBeUndefined();
    const read = after(refusal('ModelArts.6737'));
    shownMessage().answer('Show Log');
    expect(await read.stage).toBeUndefined();
    expect(screen.commands).toEqual(['modelartsImages.showLog']);
  });

  test('rejects for code unless the user tries again', async () => {
    const error = refusal('ModelArts.6737');
    const result = after(error, { fromCode: true });
    shownMessage().answer(undefined);
    await expect(result.stage).rejects.toBe(error);
    const tried = after(error, { fromCode: true });
    shownMessage().answer('Edit and Retry');
    expect(await tried.stage).toMatchObject({ at: 'answers' });
  });
});

test('of an invalid answer leads back to its step', async () => {
  const { stage } = after(new InvalidRequestError('name', { severity: 'stop', problem: { kind: 'empty' } }));
  shownMessage().answer('Edit and Retry');
  expect(await stage).toMatchObject({ at: 'answers', from: { field: 'name' } });
});

test.each([
  ['a save of which it is not known whether it exists', new OutcomeUnknownError(draft.notebook.id, { cause: 'lost' })],
  ['a fault of the extension', new TypeError('not a function')],
])('rethrows %s without asking again', async (_what, error) => {
  await expect(after(error).stage).rejects.toBe(error);
  expect(screen.messages).toEqual([]);
});
