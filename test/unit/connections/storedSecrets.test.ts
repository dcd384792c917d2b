import { describe, expect, test } from 'vitest';
import type { Secret } from '../../../src/connections/credentials';
import { type SecretStorage, StoredSecrets } from '../../../src/connections/storedSecrets';
import { aSecret, MemoryStorage } from '../../support/credentials';
import { KeptLog } from '../../support/keptLog';

const login: Secret = { kind: 'login', login: { domain: 'account', user: 'ada', password: 'a password' } };
const temporary: Secret = { kind: 'keys', keys: { accessKey: 'A', secretKey: 'B', securityToken: 'C' } };

function windowOn(storage: SecretStorage) {
  const log = new KeptLog();
  const secrets = new StoredSecrets(storage, log);
  const changes: string[] = [];
  secrets.onDidChange((name) => changes.push(name));
  return { secrets, log, changes };
}

describe('secrets that people typed', () => {
  test.each([aSecret('a'), temporary, login])('come back as they were: %j', async (secret) => {
    const storage = new MemoryStorage();
    expect(await windowOn(storage).secrets.keep('Work', secret)).toBe('stored');
    expect(await windowOn(storage).secrets.read('Work')).toEqual(secret);
  });

  test('reach the other windows, and so does their removal', async () => {
    const storage = new MemoryStorage();
    const [here, there] = [windowOn(storage), windowOn(storage)];
    await here.secrets.keep('Work', aSecret('a'));
    expect(there.changes).toEqual(['Work']);
    await here.secrets.forget('Work');
    expect(there.changes).toEqual(['Work', 'Work']);
    await expect(there.secrets.read('Work')).rejects.toMatchObject({ reason: 'noStoredSecret' });
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
  ])('of another shape count as missing: %s', async (text) => {
    const storage = new MemoryStorage();
    await storage.store('connection:Work', text);
    await expect(windowOn(storage).secrets.read('Work')).rejects.toMatchObject({ reason: 'noStoredSecret' });
  });
});

const noKeyring: Readonly<Record<string, SecretStorage>> = {
  'throws, with the secret in its words': {
    get: () => Promise.reject(new Error('no keyring')),
    store: (_key, value) => Promise.reject(new Error(`cannot store ${value}`)),
    delete: () => Promise.reject(new Error('no keyring')),
    onDidChange: () => ({ dispose: () => undefined }),
  },
  'says nothing and keeps nothing': {
    get: () => Promise.resolve(undefined),
    store: () => Promise.resolve(),
    delete: () => Promise.resolve(),
    onDidChange: () => ({ dispose: () => undefined }),
  },
};

describe.each(Object.entries(noKeyring))('on a computer whose storage %s', (_how, storage) => {
  test('a secret is kept until the window closes, and whoever typed it is told', async () => {
    const { secrets, changes, log } = windowOn(storage);
    expect(await secrets.keep('Work', login)).toBe('memory');
    expect(await secrets.read('Work')).toEqual(login);
    expect(changes).toEqual(['Work']);
    expect(log.lines.join()).not.toContain('a password');
    await expect(windowOn(storage).secrets.read('Work')).rejects.toMatchObject({ reason: 'noStoredSecret' });
  });

  test('it can be removed', async () => {
    const { secrets } = windowOn(storage);
    await secrets.keep('Work', login);
    await secrets.forget('Work');
    await expect(secrets.read('Work')).rejects.toMatchObject({ reason: 'noStoredSecret' });
  });
});
