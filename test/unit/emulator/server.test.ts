import http from 'node:http';
import { expect, onTestFinished, test } from 'vitest';
import { path, sendRequest } from './support/client';
import { startTestEmulator } from './support/emulated';

test('connections are kept alive and counted', async () => {
  const emulator = await startTestEmulator();
  const agent = new http.Agent({ keepAlive: true, maxSockets: 1 });
  onTestFinished(() => agent.destroy());
  for (let look = 0; look < 3; look += 1) await sendRequest(emulator, { target: path(emulator, 'notebooks'), agent });
  expect([emulator.connectionsOpened, emulator.openConnections]).toEqual([1, 1]);
  await sendRequest(emulator, path(emulator, 'notebooks'));
  expect(emulator.journal.map(({ connection }) => connection)).toEqual([1, 1, 1, 2]);
});

test('every response, including errors, has a date and a request ID', async () => {
  const emulator = await startTestEmulator();
  for (const target of [path(emulator, 'notebooks'), path(emulator, 'images/none'), '/nowhere']) {
    const { headers } = await sendRequest(emulator, target);
    expect(headers['x-request-id']).toMatch(/^[0-9a-f]{32}$/);
    expect(Math.abs(Date.parse(String(headers.date)) - Date.now())).toBeLessThan(60_000);
  }
});

test.for([
  ['ModelArts', 'notebooks/x/create-image', '{"name":', 'ModelArts.6400'],
  ['ModelArts', 'notebooks/x/create-image', '[]', 'ModelArts.6400'],
  ['SWR', '/v2/manage/namespaces', '{', 'SVCSTG.SWR.4000014'],
] as const)('%s rejects a body that is not a JSON object in its own format: %s %s', async ([, rest, body, code]) => {
  const emulator = await startTestEmulator();
  const target = rest.startsWith('/') ? rest : path(emulator, rest);
  const reply = await sendRequest(emulator, { method: 'POST', target, body });
  expect([reply.status, reply.json.error_code]).toEqual([400, code]);
});

test('IAM rejects a non-JSON body with an error in its own format', async () => {
  const reply = await sendRequest(await startTestEmulator(), {
    method: 'POST',
    target: '/v3/auth/tokens',
    body: '{',
    sign: false,
  });
  expect([reply.status, reply.json.error.title]).toEqual([400, 'Bad Request']);
});

test('bodies of up to one mebibyte are accepted', async () => {
  const emulator = await startTestEmulator();
  const target = path(emulator, 'notebooks/x/create-image');
  const post = (size: number) =>
    sendRequest(emulator, { method: 'POST', target, body: JSON.stringify('x'.repeat(size - 2)) });
  expect((await post(1024 * 1024)).status).toBe(400);
  const tooLarge = await post(1024 * 1024 + 1);
  expect([tooLarge.status, tooLarge.json.error_code]).toEqual([413, 'APIGW.0201']);
});

test('unknown paths and methods are rejected', async () => {
  const emulator = await startTestEmulator();
  for (const request of [
    { target: '/v1' },
    { target: path(emulator, 'notebooks'), method: 'PUT' },
    { target: path(emulator, 'notebooks/') },
  ]) {
    const reply = await sendRequest(emulator, request);
    expect([reply.status, reply.json.error_code]).toEqual([
      request.target.endsWith('/') ? 400 : 404,
      expect.any(String),
    ]);
  }
});

test('a path with traversal or prototype names finds nothing', async () => {
  const emulator = await startTestEmulator();
  for (const id of ['..%2f..', '%2e%2e', '__proto__', 'constructor', '%']) {
    expect((await sendRequest(emulator, { target: path(emulator, `images/${id}`), sign: false })).status).toBe(401);
  }
  expect((await sendRequest(emulator, path(emulator, 'images/__proto__'))).json.error_code).toBe('ModelArts.6404');
});

test('the journal contains requests and their results, and no secrets', async () => {
  const emulator = await startTestEmulator({ credentials: { securityToken: 'a-temporary-token' } });
  await sendRequest(emulator, path(emulator, 'notebooks?limit=50'));
  await sendRequest(emulator, { target: path(emulator, 'notebooks'), secretKey: 'wrong' });
  expect(emulator.journal).toMatchObject([
    {
      number: 1,
      method: 'GET',
      query: 'limit=50',
      operation: 'ListNotebooks',
      status: 200,
      authenticated: true,
      accepted: true,
    },
    { number: 2, status: 401, authenticated: false, accepted: false },
  ]);
  expect([emulator.count('ListNotebooks'), emulator.count('GET notebooks'), emulator.count('POST notebooks')]).toEqual([
    2, 2, 0,
  ]);
  const text = JSON.stringify(emulator.journal);
  for (const secret of [emulator.secretKey, emulator.accessKey, 'a-temporary-token'])
    expect(text).not.toContain(secret);
  emulator.resetJournal();
  expect(emulator.journal).toEqual([]);
});

test('the emulator can be closed and reopened on the same port, and time passes meanwhile', async () => {
  const emulator = await startTestEmulator();
  const { url } = emulator;
  await emulator.close();
  await expect(sendRequest(emulator, path(emulator, 'notebooks'))).rejects.toMatchObject({ code: 'ECONNREFUSED' });
  await emulator.open();
  expect(emulator.url).toBe(url);
  expect((await sendRequest(emulator, path(emulator, 'notebooks'))).status).toBe(200);
});

test('starting on a port in use fails', async () => {
  const { port } = await startTestEmulator();
  await expect(startTestEmulator({ port })).rejects.toMatchObject({ code: 'EADDRINUSE' });
});

test.for([{ speed: 0 }, { speed: Number.NaN }, { notebooks: -1 }, { notebooks: 1.5 }])(
  'the emulator does not start with %j',
  async (options) => {
    await expect(startTestEmulator(options)).rejects.toThrow(RangeError);
  },
);
