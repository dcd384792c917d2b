import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import { path, sendRequest } from './support/client';
import { startTestEmulator } from './support/emulated';

function control(emulator: Emulator, method: string, action: string, body?: unknown) {
  const headers = body === undefined ? {} : { 'content-type': 'application/json' };
  return sendRequest(emulator, { method, target: `/_emulator/${action}`, body, sign: false, headers });
}

test('the control API returns state, scenarios and journal, and no secrets', async () => {
  const emulator = await startTestEmulator({ controlApi: true });
  await sendRequest(emulator, path(emulator, 'notebooks'));
  const texts = await Promise.all(
    ['state', 'scenarios', 'journal'].map(async (action) => (await control(emulator, 'GET', action)).text),
  );
  expect(JSON.parse(texts[0]!)).toMatchObject({ scenario: 'happy', requests: 1, url: emulator.url });
  expect(JSON.parse(texts[1]!)).toHaveProperty('lostAnswer.description');
  expect(JSON.parse(texts[2]!)).toHaveLength(1);
  const tokens = emulator.edit.notebooks.map(({ token }) => token);
  for (const secret of [emulator.secretKey, emulator.accessKey, ...tokens]) expect(texts.join()).not.toContain(secret);
});

test('the control API changes scenario, speed, latency and time', async () => {
  const emulator = await startTestEmulator({ controlApi: true });
  const before = emulator.now();
  await control(emulator, 'POST', 'scenario', { name: 'slow' });
  await control(emulator, 'POST', 'speed', { speed: 3 });
  await control(emulator, 'POST', 'advance', { ms: 60_000 });
  expect([emulator.scenario, emulator.speed]).toEqual(['slow', 3]);
  expect(emulator.now() - before).toBeGreaterThanOrEqual(60_000);
  expect((await control(emulator, 'POST', 'latency', { ms: 1 })).json.latencyMs).toBe(1);
});

test('the control API adds, alters and removes a notebook, and clears the journal', async () => {
  const emulator = await startTestEmulator({ controlApi: true });
  const { id } = (await control(emulator, 'POST', 'notebooks', { add: { name: 'steered', status: 'STOPPED' } })).json;
  await control(emulator, 'POST', 'notebooks', { alter: { id, status: 'RUNNING' } });
  expect((await sendRequest(emulator, path(emulator, `notebooks/${id}`))).json).toMatchObject({
    name: 'steered',
    status: 'RUNNING',
  });
  await control(emulator, 'POST', 'notebooks', { remove: id });
  expect((await sendRequest(emulator, path(emulator, `notebooks/${id}`))).json.error_code).toBe('ModelArts.6309');
  await control(emulator, 'DELETE', 'journal');
  expect(emulator.journal).toEqual([]);
});

test.for([
  ['POST', 'scenario', { name: 'sunny' }],
  ['POST', 'scenario', {}],
  ['POST', 'advance', { ms: -1 }],
  ['POST', 'advance', undefined],
  ['POST', 'speed', { speed: 0 }],
  ['POST', 'notebooks', '{'],
] as const)('the control API rejects %s %s with %j with a reason', async ([method, action, body]) => {
  const reply = await control(await startTestEmulator({ controlApi: true }), method, action, body);
  expect([reply.status, typeof reply.json.error]).toEqual([400, 'string']);
});

test('the control API rejects unknown actions', async () => {
  expect((await control(await startTestEmulator({ controlApi: true }), 'GET', 'secrets')).status).toBe(404);
});
