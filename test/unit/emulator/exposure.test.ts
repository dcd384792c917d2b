import { describe, expect, test } from 'vitest';
import { Journal } from '../../../src/emulator/journal';
import { readProjectFile } from '../../project/project';
import { path, sendRequest } from './support/client';
import { startTestEmulator } from './support/emulated';

const ACTIONS = [
  ['GET', 'state'],
  ['GET', 'scenarios'],
  ['GET', 'journal'],
  ['DELETE', 'journal'],
  ['POST', 'scenario'],
  ['POST', 'notebooks'],
] as const;

test.each(ACTIONS)('the control API is off by default: %s %s does not exist', async (method, action) => {
  const emulator = await startTestEmulator();
  const body = method === 'POST' ? { name: 'slow' } : undefined;
  const headers = method === 'POST' ? { 'content-type': 'application/json' } : {};
  const reply = await sendRequest(emulator, { method, target: `/_emulator/${action}`, body, sign: false, headers });
  expect([reply.status, reply.json.error_code]).toEqual([404, 'APIGW.0101']);
  expect(emulator.scenario).toBe('happy');
});

test('the extension starts the emulator without the control API', () => {
  const [call = ''] = /startEmulator\([^)]*\)/.exec(readProjectFile('src/extension.ts')) ?? [];
  expect(call).toMatch(/^startEmulator\(/);
  expect(call).not.toContain('controlApi');
});

test('keys, password, and tokens differ on every start, even with the same seed', async () => {
  const seen = new Set<string>();
  for (let start = 0; start < 3; start += 1) {
    const emulator = await startTestEmulator({ seed: 1 });
    const { accessKey, secretKey, login } = emulator.credentials;
    const { domain, user, password } = login;
    const identity = { methods: ['password'], password: { user: { name: user, password, domain: { name: domain } } } };
    const body = { auth: { identity, scope: { project: { name: emulator.region } } } };
    const { headers } = await sendRequest(emulator, { method: 'POST', target: '/v3/auth/tokens', body, sign: false });
    expect(accessKey).toMatch(/^[A-Z0-9]{20}$/);
    expect(secretKey).toMatch(/^[A-Za-z0-9]{40}$/);
    for (const secret of [accessKey, secretKey, password, String(headers['x-subject-token'])]) seen.add(secret);
  }
  expect(seen.size).toBe(12);
});

describe('the Host header', () => {
  test.each([
    'rebound.example.com',
    'rebound.example.com:80',
    '127.0.0.1.example.com',
    'localhost.example.com:1',
    '127.0.0.1@example.com',
    'example.com#127.0.0.1',
    '0.0.0.0',
  ])('of another host is rejected on every path, signed or not: %j', async (host) => {
    const emulator = await startTestEmulator({ controlApi: true });
    for (const target of [
      path(emulator, 'notebooks'),
      '/v3/auth/tokens',
      '/v2/manage/namespaces',
      '/_emulator/state',
    ]) {
      for (const sign of [true, false]) {
        const reply = await sendRequest(emulator, { target, sign, headers: { host } });
        expect([target, sign, reply.status]).toEqual([target, sign, 421]);
        expect(reply.text).not.toContain(emulator.projectId);
      }
    }
    expect(emulator.journal).toEqual([]);
  });

  test.each(['127.0.0.1', 'localhost', 'LOCALHOST:1', '127.0.0.1:65535'])(
    'of this computer is accepted: %j',
    async (host) => {
      const emulator = await startTestEmulator();
      expect((await sendRequest(emulator, { target: path(emulator, 'notebooks'), headers: { host } })).status).toBe(
        200,
      );
    },
  );

  test('of a name in the options is accepted', async () => {
    const emulator = await startTestEmulator({ hostNames: ['modelarts.example.test'] });
    const headers = { host: 'modelarts.example.test:443' };
    expect((await sendRequest(emulator, { target: path(emulator, 'notebooks'), headers })).status).toBe(200);
  });
});

describe('the content type of a control request', () => {
  const control = async (type: string) => {
    const emulator = await startTestEmulator({ controlApi: true });
    const body = JSON.stringify({ name: 'slow' });
    const headers = { 'content-type': type };
    const { status } = await sendRequest(emulator, {
      method: 'POST',
      target: '/_emulator/scenario',
      body,
      sign: false,
      headers,
    });
    return [status, emulator.scenario];
  };

  test.each([
    'text/plain;charset=application/json',
    'text/plain; a="application/json"',
    'multipart/form-data; boundary=application/json',
    'application/x-www-form-urlencoded, application/json',
    'application/jsonx',
    'application/json+x',
    'xapplication/json',
    'text/plain',
    '',
  ])('is parsed completely: %j changes nothing', async (type) => {
    expect(await control(type)).toEqual([400, 'happy']);
  });

  test.each(['application/json', 'application/json;charset=UTF-8', 'Application/JSON ; charset=utf-8'])(
    'may have parameters: %j is accepted as JSON',
    async (type) => {
      expect(await control(type)).toEqual([200, 'slow']);
    },
  );
});

test('the journal keeps only the latest requests, and shortens long paths and queries', () => {
  const journal = new Journal();
  const seen = { method: 'GET', path: `/${'p'.repeat(8000)}`, query: 'q'.repeat(8000), operation: undefined };
  for (let sent = 0; sent < 5200; sent += 1) {
    const note = journal.open({ ...seen, at: 0, connection: 1, requestId: `r${sent}` });
    note({ status: 401 });
  }
  expect(journal.entries).toHaveLength(5000);
  expect(journal.entries.at(-1)).toMatchObject({ number: 5200, requestId: 'r5199', status: 401 });
  expect(JSON.stringify(journal.entries).length).toBeLessThan(15_000_000);
});
