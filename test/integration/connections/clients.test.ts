import { describe, expect, test } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import { anImageRequest } from '../../support/builders';
import { anEmulator, aWindow, entryOf } from './signIn';

const soon = (): AbortSignal => AbortSignal.timeout(10_000);
const profile = ({ accessKey, secretKey }: { readonly accessKey: string; readonly secretKey: string }): string =>
  `[basic]\nak = ${accessKey}\nsk = ${secretKey}\n`;
const secretOf = ({ accessKey, secretKey }: Emulator, overrides: object = {}) =>
  ({ kind: 'keys', keys: { accessKey, secretKey, securityToken: undefined, ...overrides } }) as const;
const loginOf = ({ credentials: { login } }: Emulator, overrides: object = {}) =>
  ({ kind: 'login', login: { ...login, ...overrides } }) as const;
const OTHER = { accessKey: 'OTHERKEY00OTHERKEY00', secretKey: 'the-other-secret-key' };

describe('requests are authenticated', () => {
  test('requests use the keys of the SDK profile file and the project that IAM lists', async () => {
    const emulator = await anEmulator();
    const entry = entryOf(emulator, { credentials: 'profileFile' });
    const { clients, write } = aWindow({ connections: [entry], connection: '' });
    write('.huaweicloud/credentials', profile(emulator));
    const { notebooks } = await (await clients.for('Work')).readNotebooks({}, soon());
    expect(notebooks.length).toBeGreaterThan(0);
    expect(emulator.count('KeystoneListProjects')).toBe(1);
    await clients.for('Work');
    await clients.swr('Work');
    expect(emulator.count('KeystoneListProjects')).toBe(1);
  });

  test('requests use the keys of hcloud’s file', async () => {
    const emulator = await anEmulator();
    const { clients, write } = aWindow({ connections: [entryOf(emulator, { credentials: 'hcloud' })], connection: '' });
    const { accessKey, secretKey, projectId } = emulator;
    const hcloud = { name: 'default', accessKeyId: accessKey, secretAccessKey: secretKey, projectId };
    write('.hcloud/config.json', JSON.stringify({ current: 'default', authEncrypt: 'false', profiles: [hcloud] }));
    const { notebooks } = await (await clients.for('Work')).readNotebooks({}, soon());
    expect(notebooks.length).toBeGreaterThan(0);
  });

  test('requests to all three services use one token, which names the project', async () => {
    const emulator = await anEmulator();
    const { clients, connections, secrets } = aWindow({ connections: [entryOf(emulator)], connection: '' });
    await secrets.store(connections.get('Work'), loginOf(emulator));
    const client = await clients.for('Work');
    const swr = await clients.swr('Work');
    const iam = await clients.iam('Work');
    await Promise.all([
      client.readNotebooks({}, soon()),
      swr.listOrganizations(soon()),
      iam.listProjects(undefined, soon()),
    ]);
    expect(emulator.count('KeystoneCreateUserTokenByPassword')).toBe(1);
    expect(emulator.journal.filter(({ status }) => status !== 200 && status !== 201)).toEqual([]);
  });

  test('a token is rejected for another project than its own', async () => {
    const emulator = await anEmulator();
    const { clients, connections } = aWindow({ connections: [entryOf(emulator)], connection: '' });
    const elsewhere = { id: '0'.repeat(32), name: 'elsewhere' };
    emulator.edit.addProject(elsewhere.id, elsewhere.name);
    const connection = { ...connections.get('Work'), projectId: elsewhere.id };
    const candidate = await clients.candidate(connection, loginOf(emulator));
    const client = candidate.modelArts(emulator.projectId);
    await expect(client.readNotebooks({}, soon())).rejects.toMatchObject({ status: 403, code: 'ModelArts.0210' });
  });
});

describe('rejected keys', () => {
  test('are read again from their file, and the request is repeated, even a save', async () => {
    const emulator = await anEmulator();
    const entry = entryOf(emulator, { credentials: 'profileFile', projectId: emulator.projectId });
    const { clients, write, health } = aWindow({ connections: [entry], connection: '' });
    write('.huaweicloud/credentials', profile(emulator));
    const client = await clients.for('Work');
    const { notebooks } = await client.readNotebooks({}, soon());
    emulator.endCredentials();
    emulator.addAccessKey(OTHER.accessKey, OTHER.secretKey);
    write('.huaweicloud/credentials', profile(OTHER));
    const running = notebooks.find(({ status }) => status === 'RUNNING');
    const { image } = await client.createImage(running?.id ?? '', anImageRequest({ namespace: 'ai-team' }), soon());
    expect(image.id).not.toBe('');
    expect(emulator.journal.filter(({ operation }) => operation === 'CreateImage').map(({ status }) => status)).toEqual(
      [401, 200],
    );
    expect(health.of('Work')).toBe('ok');
  });

  test('without a replacement fail after one request and set the connection’s health', async () => {
    const emulator = await anEmulator();
    const entry = entryOf(emulator, { credentials: 'profileFile', projectId: emulator.projectId });
    const { clients, write, health } = aWindow({ connections: [entry], connection: '' });
    write('.huaweicloud/credentials', profile({ accessKey: emulator.accessKey, secretKey: 'wrong' }));
    const client = await clients.for('Work');
    await expect(client.readNotebooks({}, soon())).rejects.toMatchObject({ code: 'APIGW.0301' });
    expect(emulator.count('*')).toBe(1);
    expect(health.of('Work')).toBe('refused');
    write('.huaweicloud/credentials', profile(emulator));
    await client.readNotebooks({}, soon());
    expect(health.of('Work')).toBe('ok');
  });

  test('rejected temporary keys set the connection’s health to expired', async () => {
    const emulator = await anEmulator({ credentials: { securityToken: 'temporary' } });
    const { clients, connections, secrets, health } = aWindow({
      connections: [entryOf(emulator, { projectId: emulator.projectId })],
      connection: '',
    });
    await secrets.store(connections.get('Work'), secretOf(emulator, { securityToken: 'temporary' }));
    const client = await clients.for('Work');
    await client.readNotebooks({}, soon());
    emulator.endCredentials();
    await expect(client.readNotebooks({}, soon())).rejects.toMatchObject({ status: 401 });
    expect(health.of('Work')).toBe('expired');
  });
});

describe('tokens', () => {
  test('a rejected token is renewed once for many requests, and each request is repeated', async () => {
    const emulator = await anEmulator({ notebooks: 20 });
    let now = Date.now();
    const { clients, connections, secrets } = aWindow(
      { connections: [entryOf(emulator)], connection: '' },
      {},
      { now: () => now, sleep: () => Promise.resolve() },
    );
    await secrets.store(connections.get('Work'), loginOf(emulator));
    const client = await clients.for('Work');
    const { notebooks } = await client.readNotebooks({}, soon());
    emulator.endCredentials();
    now += 3_600_000;
    emulator.resetJournal();
    const read = await Promise.all(notebooks.map(({ id }) => client.getNotebook(id, soon())));
    expect(read.map(({ id }) => id)).toEqual(notebooks.map(({ id }) => id));
    expect(emulator.count('KeystoneCreateUserTokenByPassword')).toBe(1);
    const refused = emulator.journal.filter(({ status }) => status === 401);
    expect(refused.length).toBeGreaterThan(1);
    expect(emulator.count('ShowNotebook')).toBe(notebooks.length + refused.length);
  });

  test('a wrong password is sent to IAM once', async () => {
    const emulator = await anEmulator();
    const { clients, connections, secrets, health } = aWindow({
      connections: [entryOf(emulator, { projectId: emulator.projectId })],
      connection: '',
    });
    await secrets.store(connections.get('Work'), loginOf(emulator, { password: 'a wrong password' }));
    const client = await clients.for('Work');
    for (let attempt = 0; attempt < 3; attempt += 1) {
      await expect(client.readNotebooks({}, soon())).rejects.toMatchObject({ kind: 'refused', status: 401 });
    }
    expect(emulator.count('KeystoneCreateUserTokenByPassword')).toBe(1);
    expect(emulator.count('ListNotebooks')).toBe(0);
    expect(health.of('Work')).toBe('refused');
    await secrets.store(connections.get('Work'), loginOf(emulator));
    await (await clients.for('Work')).readNotebooks({}, soon());
    expect(health.of('Work')).toBe('ok');
  });

  test('a save fails as not sent when IAM issues no token', async () => {
    const emulator = await anEmulator();
    const { clients, connections, secrets } = aWindow({
      connections: [entryOf(emulator, { projectId: emulator.projectId })],
      connection: '',
    });
    await secrets.store(connections.get('Work'), loginOf(emulator));
    const client = await clients.for('Work');
    for (const fault of ['resetAfter', 'serverError500', 'html', 'redirect302'] as const) {
      emulator.fail({ on: 'KeystoneCreateUserTokenByPassword', with: fault });
      await expect(client.createImage('n1', anImageRequest(), soon())).rejects.toMatchObject({ kind: 'notSent' });
    }
    expect(emulator.count('CreateImage')).toBe(0);
  });
});

describe('the project of a connection', () => {
  test('the region’s own project is used when the region has subprojects', async () => {
    const emulator = await anEmulator();
    const { clients, connections, secrets } = aWindow({ connections: [entryOf(emulator)], connection: '' });
    emulator.edit.addProject('1'.repeat(32), `${emulator.region}_team`);
    await secrets.store(connections.get('Work'), secretOf(emulator));
    const { notebooks } = await (await clients.for('Work')).readNotebooks({}, soon());
    expect(notebooks.length).toBeGreaterThan(0);
  });

  test('the connection needs a project ID when the account may not list projects', async () => {
    const emulator = await anEmulator();
    const { clients, connections, secrets } = aWindow({ connections: [entryOf(emulator)], connection: '' });
    await secrets.store(connections.get('Work'), secretOf(emulator));
    emulator.fail({ on: 'KeystoneListProjects', with: 'forbidden' });
    emulator.fail({ on: 'KeystoneListAuthProjects', with: 'forbidden' });
    await expect(clients.for('Work')).rejects.toMatchObject({ reason: 'noProject' });
    await clients.for('Work');
  });
});

test('polls share one client until the settings or the credentials of the connection change', async () => {
  const emulator = await anEmulator();
  const entry = entryOf(emulator, { projectId: emulator.projectId });
  const { clients, connections, secrets, state } = aWindow({ connections: [entry], connection: '' });
  await secrets.store(connections.get('Work'), secretOf(emulator));
  const poll = async () => {
    const client = await clients.for('Work');
    await client.readNotebooks({}, soon());
    return client;
  };
  const first = await poll();
  expect(await poll()).toBe(first);
  await secrets.store(connections.get('Work'), secretOf(emulator));
  const second = await poll();
  expect(second).not.toBe(first);
  expect(await poll()).toBe(second);
  state.settings = { connections: [{ ...entry, workspaceId: 'w1' }], connection: '' };
  connections.reload();
  expect(await poll()).not.toBe(second);
});

describe('connection health', () => {
  test('a changed connection gets a new session, and late responses to the previous one do not change its health', async () => {
    const emulator = await anEmulator();
    const { clients, connections, secrets, health } = aWindow({
      connections: [entryOf(emulator, { projectId: emulator.projectId })],
      connection: '',
    });
    await secrets.store(connections.get('Work'), secretOf(emulator, { secretKey: 'wrong' }));
    const before = await clients.for('Work');
    await secrets.store(connections.get('Work'), secretOf(emulator));
    await (await clients.for('Work')).readNotebooks({}, soon());
    await before.readNotebooks({}, soon()).catch(() => undefined);
    expect(health.of('Work')).toBe('ok');
  });

  test('a connection is unreachable when its service is unavailable', async () => {
    const emulator = await anEmulator();
    const { clients, connections, secrets, health } = aWindow({
      connections: [entryOf(emulator, { projectId: emulator.projectId })],
      connection: '',
    });
    await secrets.store(connections.get('Work'), secretOf(emulator));
    const client = await clients.for('Work');
    await emulator.close();
    await expect(client.readNotebooks({}, soon())).rejects.toMatchObject({ kind: 'notSent' });
    expect(health.of('Work')).toBe('unreachable');
  });
});
