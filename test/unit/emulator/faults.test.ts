import { expect, test } from 'vitest';
import { matchesPattern } from '../../../src/emulator/faults/ruleBook';
import { type Emulator, FAULTS } from '../../../src/emulator/index';
import { path, type Reply, sendRequest } from './support/client';
import { startTestEmulator } from './support/emulated';

function save(emulator: Emulator): Promise<Reply> {
  const { id } = emulator.edit.addNotebook();
  const body = { name: 'base', namespace: 'ai-team', tag: 'fresh' };
  return sendRequest(emulator, { method: 'POST', target: path(emulator, `notebooks/${id}/create-image`), body });
}

test.for([
  ['*', true],
  ['CreateImage', true],
  ['ShowImage', false],
  ['POST create-image', true],
  ['GET create-image', false],
  ['* create-image', true],
  ['POST notebooks/*/create-image', true],
  ['POST images/*', false],
  ['POST /v1/', true],
  ['POST /v2/', false],
  ['POST', false],
] as const)('whether the pattern %j matches a save: %s', ([on, matches]) => {
  expect(matchesPattern(on, { method: 'POST', path: '/v1/p/notebooks/i/create-image', operation: 'CreateImage' })).toBe(
    matches,
  );
});

test('a fault applies only to the next request by default', async () => {
  const emulator = await startTestEmulator();
  emulator.fail({ on: 'ListNotebooks', with: 'serverError503' });
  const statuses: number[] = [];
  for (let request = 0; request < 2; request += 1)
    statuses.push((await sendRequest(emulator, path(emulator, 'notebooks'))).status);
  expect(statuses).toEqual([503, 200]);
});

test('a fault can skip requests, apply to several, and be undone', async () => {
  const emulator = await startTestEmulator();
  emulator.fail({ on: 'GET notebooks', with: 'serverError500', after: 1, times: 2 });
  const list = async () => (await sendRequest(emulator, path(emulator, 'notebooks'))).status;
  expect([await list(), await list(), await list(), await list()]).toEqual([200, 500, 500, 200]);
  const undo = emulator.fail({ on: '*', with: 'serverError500', times: 9 });
  undo();
  expect(await list()).toBe(200);
});

test('a fault can apply with or without executing the request', async () => {
  for (const accept of [true, false]) {
    const emulator = await startTestEmulator();
    emulator.fail({ on: 'POST create-image', with: 'html', accept });
    await save(emulator);
    expect(emulator.edit.images.filter(({ tag }) => tag === 'fresh')).toHaveLength(accept ? 1 : 0);
  }
});

test('a test can define its own fault', async () => {
  const emulator = await startTestEmulator();
  emulator.fail({ on: '*', with: { kind: 'page', status: 407, contentType: 'text/plain', body: 'proxy' } });
  const reply = await sendRequest(emulator, path(emulator, 'notebooks'));
  expect([reply.status, reply.text]).toEqual([407, 'proxy']);
});

test('a connection closed with FIN gives no response', async () => {
  const emulator = await startTestEmulator();
  emulator.fail({ on: 'CreateImage', with: 'closeAfter' });
  await expect(save(emulator)).rejects.toMatchObject({ code: 'ECONNRESET' });
  expect(emulator.edit.images.some(({ tag }) => tag === 'fresh')).toBe(true);
});

test('fault names ending in Before do not execute the request, those ending in After do', () => {
  for (const [name, { accept }] of Object.entries(FAULTS)) {
    if (name.endsWith('Before')) expect([name, accept]).toEqual([name, false]);
    if (name.endsWith('After')) expect([name, accept]).toEqual([name, true]);
  }
});
