import { expect, test } from 'vitest';
import type { Workspace } from '../../../../src/model/account';
import { type ModelArtsError, NoAnswerError } from '../../../../src/model/errors';
import { WorkspaceNames } from '../../../../src/ui/notebooks/workspaceNames';
import { aRefusal } from '../../../support/builders';
import { KeptLog } from '../../../support/doubles';

const RESEARCH: Workspace = { id: 'w1', name: 'research' };

/** Workspace names from a service that returns these responses in order. */
function namesFrom(answers: readonly (readonly Workspace[] | Error)[]) {
  let asked = 0;
  const listWorkspaces = async (): Promise<readonly Workspace[]> => {
    const answer = answers[asked];
    asked += 1;
    if (answer === undefined || answer instanceof Error) throw answer ?? new Error('Asked too often');
    return answer;
  };
  const names = new WorkspaceNames({ clientFor: async () => ({ listWorkspaces }), log: new KeptLog() });
  return { names, asked: () => asked };
}

const noAnswer = new NoAnswerError({ reason: 'reset', host: 'a.example', code: 'ECONNRESET', proxy: undefined });
const featureOff = aRefusal({ status: 403, code: 'ModelArts.7002' });
const delays: readonly (readonly [string, ModelArtsError])[] = [
  ['no answer', noAnswer],
  ['429', aRefusal({ status: 429, code: 'APIGW.0308' })],
  ['503', aRefusal({ status: 503, code: undefined })],
];

test.each(delays)('workspace names are requested again after %s', async (_words, delay) => {
  const { names, asked } = namesFrom([delay, [RESEARCH]]);

  await names.ask('Work', ['w1']);
  expect(names.of('w1')).toBeUndefined();

  await names.ask('Work', ['w1']);
  expect(names.of('w1')).toBe('research');
  await names.ask('Work', ['w1']);
  expect(asked()).toBe(2);
});

test('workspace names are not requested again when the account has none', async () => {
  const { names, asked } = namesFrom([featureOff]);

  await names.ask('Work', ['w1']);
  await names.ask('Work', ['w1']);

  expect(asked()).toBe(1);
  expect(names.of('w1')).toBeUndefined();
});
