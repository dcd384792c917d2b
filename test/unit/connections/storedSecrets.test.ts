import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Secret } from '../../../src/connections/credentials';
import { type SecretStorage, StoredSecrets } from '../../../src/connections/storedSecrets';
import { NotConnectedError } from '../../../src/model/errors';
import { regionEndpoints } from '../../../src/model/region';
import { aSecret, KeptLog, MemoryStorage } from '../../support/doubles';

const WORK = { name: 'Work', endpoints: regionEndpoints('cn-north-4') };
const login: Secret = { kind: 'login', login: { domain: 'account', user: 'ada', password: 'a password' } };
const droppingStorage: SecretStorage = {
  keys: () => Promise.resolve([]),
  get: () => Promise.resolve(undefined),
  store: () => Promise.resolve(),
  delete: () => Promise.resolve(),
  onDidChange: () => ({ dispose: () => undefined }),
};
const temporary: Secret = { kind: 'keys', keys: { accessKey: 'A', secretKey: 'B', securityToken: 'C' } };

function windowOn(storage: SecretStorage) {
  const log = new KeptLog();
  const secrets = new StoredSecrets(storage, log);
  const changes: string[] = [];
  secrets.onDidChange((name) => changes.push(name));
  return { secrets, log, changes };
}

describe('StoredSecrets', () => {
  test.each([aSecret('a'), temporary, login])('the stored secret is read back unchanged: %j', async (secret) => {
    const storage = new MemoryStorage();
    expect(await windowOn(storage).secrets.store(WORK, secret)).toBe('stored');
    expect(await windowOn(storage).secrets.read(WORK)).toEqual(secret);
  });

  test('storing and deleting a secret notify the other windows', async () => {
    const storage = new MemoryStorage();
    const [here, there] = [windowOn(storage), windowOn(storage)];
    await here.secrets.store(WORK, aSecret('a'));
    expect(there.changes).toEqual(['Work']);
    await here.secrets.delete('Work');
    expect(there.changes).toEqual(['Work', 'Work']);
    await expect(there.secrets.read(WORK)).rejects.toMatchObject({ reason: 'noStoredSecret' });
    expect(storage.values.size).toBe(0);
  });

  test.each([
    'no json',
    '{}',
    '{"kind":"keys","keys":{"accessKey":"A"}}',
    '{"kind":"keys","keys":{"accessKey":"A","secretKey":7}}',
    '{"kind":"keys","keys":{"accessKey":"A","secretKey":"B","securityToken":7}}',
    '{"kind":"login","login":{"domain":"d","user":"u"}}',
    '{"kind":"cookie"}',
    'null',
  ])('a damaged stored secret counts as missing: %s', async (text) => {
    const storage = new MemoryStorage();
    await storage.store('connection:Work', text);
    await expect(windowOn(storage).secrets.read(WORK)).rejects.toMatchObject({ reason: 'noStoredSecret' });
  });
});

/** Endpoints of a connection, one of them at another origin. */
const movedEndpoints = fc
  .record({
    service: fc.constantFrom('modelarts', 'swr', 'iam'),
    address: fc.oneof(
      fc.constantFrom(
        'https://iam.cn-north-4.myhuaweicloud.com.evil.example',
        'https://evil.example/iam.cn-north-4.myhuaweicloud.com',
        'https://iam.cn-north-4.myhuaweicloud.com:8443',
        'http://127.0.0.1:8080',
        'https://iam.cn-east-3.myhuaweicloud.com',
      ),
      fc.webUrl({ validSchemes: ['https'] }),
    ),
  })
  .map(({ service, address }) => ({ ...WORK.endpoints, [service]: address }));

describe('a stored secret', () => {
  test('is not returned when an endpoint of its connection has another origin', async () => {
    const { secrets } = windowOn(new MemoryStorage());
    await secrets.store(WORK, login);
    await fc.assert(
      fc.asyncProperty(movedEndpoints, async (endpoints) => {
        const error = await secrets.read({ ...WORK, endpoints }).catch((thrown: unknown) => thrown);
        expect(error).toBeInstanceOf(NotConnectedError);
        expect(error).toMatchObject({ reason: 'otherAddress', connection: 'Work' });
      }),
    );
    expect(await secrets.read(WORK)).toEqual(login);
  });

  test('is returned when only the path of an endpoint or the registry differs', async () => {
    const { secrets } = windowOn(new MemoryStorage());
    await secrets.store(WORK, login);
    const endpoints = { ...WORK.endpoints, iam: `${WORK.endpoints.iam}/v3`, registry: 'swr.example' };
    expect(await secrets.read({ ...WORK, endpoints })).toEqual(login);
  });

  test('the error about another endpoint names the origins that differ, old and new', async () => {
    const { secrets } = windowOn(new MemoryStorage());
    await secrets.store(WORK, login);
    const endpoints = { ...WORK.endpoints, iam: 'https://iam.evil.example', swr: 'https://swr.evil.example/api' };
    await expect(secrets.read({ ...WORK, endpoints })).rejects.toMatchObject({
      storedFor: 'https://iam.cn-north-4.myhuaweicloud.com, https://swr-api.cn-north-4.myhuaweicloud.com',
      detail: 'https://iam.evil.example, https://swr.evil.example',
    });
  });

  test('a secret in memory is not returned for another origin', async () => {
    const { secrets } = windowOn(droppingStorage);
    await secrets.store(WORK, login);
    const endpoints = { ...WORK.endpoints, iam: 'https://iam.evil.example' };
    await expect(secrets.read({ ...WORK, endpoints })).rejects.toMatchObject({ reason: 'otherAddress' });
  });

  test.each([
    undefined,
    null,
    {},
    'https://iam.cn-north-4.myhuaweicloud.com',
    { iam: '', modelarts: '', swr: '' },
    { iam: 'https://iam.cn-north-4.myhuaweicloud.com' },
  ])('a secret stored with the origins %j has to be entered again', async (origins) => {
    const storage = new MemoryStorage();
    await storage.store('connection:Work', JSON.stringify({ ...login, origins }));
    const { secrets } = windowOn(storage);
    await expect(secrets.read(WORK)).rejects.toMatchObject({ reason: 'otherAddress', storedFor: undefined });
    await secrets.store(WORK, login);
    expect(await secrets.read(WORK)).toEqual(login);
  });

  test('names() lists secrets of connections that are no longer in the settings', async () => {
    const storage = new MemoryStorage();
    await storage.store('another secret', 'x');
    const { secrets } = windowOn(storage);
    await secrets.store(WORK, login);
    await secrets.store({ ...WORK, name: 'Gone: 1' }, login);
    expect(await secrets.names()).toEqual(['Work', 'Gone: 1']);
  });
});

describe('StoredSecrets.delete', () => {
  test.each<[string, Partial<SecretStorage>]>([
    ['fails', { delete: () => Promise.reject(new Error('denied')) }],
    ['does nothing', { delete: () => Promise.resolve() }],
  ])('a deletion that %s returns false, and the secret is still listed', async (_how, overrides) => {
    const storage = new MemoryStorage();
    await windowOn(storage).secrets.store(WORK, login);
    const { secrets } = windowOn(Object.assign(storage, overrides));
    expect(await secrets.delete('Work')).toBe(false);
    expect(await secrets.names()).toEqual(['Work']);
  });

  test('a deletion returns true when it succeeds or there is no secret', async () => {
    const { secrets } = windowOn(new MemoryStorage());
    await secrets.store(WORK, login);
    expect([await secrets.delete('Work'), await secrets.delete('Work')]).toEqual([true, true]);
  });
});

const noKeyring: Readonly<Record<string, SecretStorage>> = {
  'throws an error that contains the secret': {
    keys: () => Promise.reject(new Error('no keyring')),
    get: () => Promise.reject(new Error('no keyring')),
    store: (_key, value) => Promise.reject(new Error(`cannot store ${value}`)),
    delete: () => Promise.reject(new Error('no keyring')),
    onDidChange: () => ({ dispose: () => undefined }),
  },
  'silently drops secrets': droppingStorage,
};

describe.each(Object.entries(noKeyring))('on a computer whose secret storage %s', (_how, storage) => {
  test('a secret is kept in memory until the window closes, and store() reports it', async () => {
    const { secrets, changes, log } = windowOn(storage);
    expect(await secrets.store(WORK, login)).toBe('memory');
    expect(await secrets.read(WORK)).toEqual(login);
    expect(changes).toEqual(['Work']);
    expect(log.lines.join()).not.toContain('a password');
    await expect(windowOn(storage).secrets.read(WORK)).rejects.toMatchObject({ reason: 'noStoredSecret' });
  });

  test('a secret in memory can be deleted', async () => {
    const { secrets } = windowOn(storage);
    await secrets.store(WORK, login);
    expect(await secrets.delete('Work')).toBe(true);
    await expect(secrets.read(WORK)).rejects.toMatchObject({ reason: 'noStoredSecret' });
  });
});
