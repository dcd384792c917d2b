import { expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import { path, type Reply, sendRequest } from './support/client';
import { startTestEmulator } from './support/emulated';

const HOUR = 3_600_000;

function requestToken(emulator: Emulator, change: { password?: string; project?: string | null } = {}): Promise<Reply> {
  const { domain, user, password } = emulator.credentials.login;
  const scope = change.project === null ? {} : { scope: { project: { name: change.project ?? emulator.region } } };
  const identity = {
    methods: ['password'],
    password: { user: { name: user, password: change.password ?? password, domain: { name: domain } } },
  };
  return sendRequest(emulator, {
    method: 'POST',
    target: '/v3/auth/tokens?nocatalog=true',
    body: { auth: { identity, ...scope } },
    sign: false,
  });
}

function listWithToken(emulator: Emulator, token: string): Promise<Reply> {
  return sendRequest(emulator, {
    target: path(emulator, 'notebooks'),
    headers: { 'x-auth-token': token },
    sign: false,
  });
}

test('a request without credentials is refused as by the gateway', async () => {
  const emulator = await startTestEmulator();
  const reply = await sendRequest(emulator, { target: path(emulator, 'notebooks'), sign: false });
  expect(reply.status).toBe(401);
  expect(reply.json).toMatchObject({ error_code: 'APIGW.0301', request_id: reply.headers['x-request-id'] });
});

test('a password is exchanged for a token that is valid for one day', async () => {
  const emulator = await startTestEmulator();
  const reply = await requestToken(emulator);
  expect(reply.status).toBe(201);
  expect(Date.parse(reply.json.token.expires_at) - emulator.now()).toBeGreaterThan(23.9 * HOUR);
  const token = String(reply.headers['x-subject-token']);
  expect((await listWithToken(emulator, token)).status).toBe(200);
  emulator.advance(24 * HOUR);
  const late = await listWithToken(emulator, token);
  expect([late.status, late.json.error_code]).toEqual([401, 'APIGW.0307']);
  expect(
    (await listWithToken(emulator, String((await requestToken(emulator)).headers['x-subject-token']))).status,
  ).toBe(200);
});

test('a wrong password or project gets no token, with the error format of IAM', async () => {
  const emulator = await startTestEmulator();
  const wrong = await requestToken(emulator, { password: 'guess' });
  expect([wrong.status, wrong.json.error]).toEqual([
    401,
    { code: 401, message: expect.any(String), title: 'Unauthorized' },
  ]);
  expect((await requestToken(emulator, { project: 'elsewhere' })).status).toBe(401);
});

test('a token for the whole account gives no access to a project', async () => {
  const emulator = await startTestEmulator();
  const token = String((await requestToken(emulator, { project: null })).headers['x-subject-token']);
  expect((await listWithToken(emulator, token)).json.error_code).toBe('ModelArts.0210');
});

test('a token that was not issued is refused', async () => {
  const reply = await listWithToken(await startTestEmulator(), 'MIIFmade-up');
  expect([reply.status, reply.json.error_code]).toEqual([401, 'APIGW.0301']);
});

test('another project is refused, in the path and in the header', async () => {
  const emulator = await startTestEmulator();
  const other = 'f'.repeat(32);
  for (const request of [
    { target: `/v1/${other}/notebooks` },
    { target: `/v1/${other}/notebooks`, headers: { 'x-project-id': other } },
    { target: path(emulator, 'notebooks'), headers: { 'x-project-id': other } },
  ]) {
    const reply = await sendRequest(emulator, request);
    expect([reply.status, reply.json.error_code]).toEqual([403, 'ModelArts.0210']);
  }
});

test('temporary keys require their security token, sent and signed', async () => {
  const emulator = await startTestEmulator({ credentials: { securityToken: 'temporary-token' } });
  const target = path(emulator, 'notebooks');
  expect((await sendRequest(emulator, target)).status).toBe(200);
  expect((await sendRequest(emulator, { target, headers: { 'x-security-token': 'other' } })).json.error_msg).toContain(
    'decrypt token fail',
  );
});

test('expired keys are refused, and keys added afterwards are valid', async () => {
  const emulator = await startTestEmulator();
  const target = path(emulator, 'notebooks');
  emulator.endCredentials();
  expect((await sendRequest(emulator, target)).status).toBe(401);
  emulator.addAccessKey('NEWKEY', 'new-secret');
  expect((await sendRequest(emulator, { target, accessKey: 'NEWKEY', secretKey: 'new-secret' })).status).toBe(200);
});

test('the projects of the account are listed and can be filtered by name', async () => {
  const emulator = await startTestEmulator();
  emulator.edit.addProject('e'.repeat(32), 'cn-north-4_team');
  const projects = async (target: string) => {
    const names: string[] = (await sendRequest(emulator, target)).json.projects.map(
      ({ name }: { name: string }) => name,
    );
    return names;
  };
  expect((await sendRequest(emulator, '/v3/projects?name=cn-north-4')).json.projects).toMatchObject([
    { id: emulator.projectId },
  ]);
  expect(await projects('/v3/projects?name=nowhere')).toEqual([]);
  expect(await projects('/v3/projects')).toEqual(['cn-north-4', 'cn-north-4_team']);
  expect(await projects('/v3/auth/projects')).toContain('MOS');
});

test('only an access key with five consecutive failures is locked, for five minutes', async () => {
  const emulator = await startTestEmulator();
  emulator.addAccessKey('OTHERKEY00OTHERKEY00', 'other-secret');
  const target = path(emulator, 'notebooks');
  const wrong = () => sendRequest(emulator, { target, secretKey: 'wrong' });
  const right = () => sendRequest(emulator, { target });
  const LOCKED = 'Incorrect IAM authentication information: AK access failed to reach the limit, forbidden';
  // A success resets the failures.
  for (let attempt = 0; attempt < 4; attempt += 1) await wrong();
  expect((await right()).status).toBe(200);
  for (let attempt = 0; attempt < 5; attempt += 1) expect((await wrong()).json.error_msg).not.toBe(LOCKED);
  const locked = await right();
  expect([locked.status, locked.json.error_code, locked.json.error_msg]).toEqual([401, 'APIGW.0301', LOCKED]);
  const other = await sendRequest(emulator, { target, accessKey: 'OTHERKEY00OTHERKEY00', secretKey: 'other-secret' });
  expect(other.status).toBe(200);
  emulator.advance(5 * 60_000 - 1000);
  expect((await right()).status).toBe(401);
  emulator.advance(1000);
  expect((await right()).status).toBe(200);
});
