import { describe, expect, test } from 'vitest';
import { Connections } from '../../../src/connections/connections';
import { bareCredentials } from '../../../src/connections/credentials';
import { environmentVariable, readEnvironmentCredentials } from '../../../src/connections/environmentCredentials';
import { normalizeEndpoint, readConnections } from '../../../src/connections/readConnections';
import { StoredSecrets } from '../../../src/connections/storedSecrets';
import { silentLogger } from '../../../src/util/logger';
import { aSecret, MemoryStorage } from '../../support/doubles';

const entry = { name: 'Work', region: 'cn-north-4', credentials: 'environment' };
const keys = { HUAWEICLOUD_SDK_AK: 'AK', HUAWEICLOUD_SDK_SK: 'SK' };
const connectionsOf = (setting: unknown, environment: Record<string, string> = {}, connection = '') =>
  new Connections(
    () => ({ connections: setting, connection }),
    environment,
    new StoredSecrets(new MemoryStorage(), silentLogger),
  );

describe('normalizeEndpoint', () => {
  test.each([
    'https://modelarts.example.com',
    'https://a.example/base',
    'http://127.0.0.1:8080',
    'http://[::1]:1',
    'http://localhost',
  ])('%s is accepted as an endpoint, without a trailing slash', (address) =>
    expect(normalizeEndpoint(`${address}/`)).toBe(address),
  );

  test.each([
    'http://modelarts.example.com',
    'http://127.0.0.1.evil.example',
    'http://localhost.evil.example',
    'ftp://a.example',
    'https://user:secret@a.example',
    'https://a.example?x=1',
    'https://a.example#x',
    'https://a.example/?',
    'https://a.example/#',
    'https://a.example?',
    'https://a.example/base?#',
    'http://localhost:8080/#',
    'not an address',
    '',
  ])('%s is rejected as an endpoint', (address) => expect(normalizeEndpoint(address)).toBeUndefined());
});

describe('readConnections', () => {
  test('connections use the endpoints of their region unless the settings override them', () => {
    const { connections } = readConnections([
      entry,
      { ...entry, name: 'Own', endpoints: { modelarts: 'https://m.example/' } },
    ]);
    expect(connections[0]?.endpoints).toEqual({
      modelarts: 'https://modelarts.cn-north-4.myhuaweicloud.com',
      swr: 'https://swr-api.cn-north-4.myhuaweicloud.com',
      iam: 'https://iam.cn-north-4.myhuaweicloud.com',
      registry: 'swr.cn-north-4.myhuaweicloud.com',
    });
    expect(connections[1]?.endpoints.modelarts).toBe('https://m.example');
  });

  test.each([
    [{ ...entry, name: ' ' }, 'name'],
    [{ ...entry, region: 'evil.example/#' }, 'region'],
    [{ ...entry, region: undefined }, 'region'],
    [{ ...entry, credentials: 'wishes' }, 'credentials'],
    [{ ...entry, endpoints: { swr: 'http://swr.example.com' } }, 'endpoints.swr'],
    [null, 'name'],
    [['x'], 'name'],
  ])('reports the invalid field of the entry %j', (broken, field) => {
    expect(readConnections([broken, entry])).toMatchObject({
      connections: [{ name: 'Work' }],
      problems: [{ index: 0, field }],
    });
  });

  test.each([undefined, null, 'x', 7, {}])('returns no connections for the invalid setting %j', (setting) => {
    expect(readConnections(setting)).toEqual({ connections: [], problems: [] });
  });

  test.each(['Demo', ' Demo '])('rejects the reserved name of the demo connection: %j', (name) => {
    expect(readConnections([{ ...entry, name }, entry])).toMatchObject({
      connections: [{ name: 'Work' }],
      problems: [{ index: 0, name: 'Demo', field: 'name' }],
    });
  });

  test('keeps the first of two connections with the same name', () => {
    expect(readConnections([entry, { ...entry, region: 'cn-east-3' }])).toMatchObject({
      connections: [{ region: 'cn-north-4' }],
      problems: [{ index: 1, field: 'name' }],
    });
  });
});

describe('the connection in use', () => {
  test('is the first, or the one the setting names', () => {
    const two = [entry, { ...entry, name: 'Other' }];
    expect(connectionsOf(two).current?.name).toBe('Work');
    expect(connectionsOf(two, {}, 'Other').current?.name).toBe('Other');
  });

  test('environment variables define a connection when they contain keys and region', () => {
    const environment = { HW_ACCESS_KEY: 'AK', HW_SECRET_KEY: 'SK', HW_REGION_NAME: 'cn-east-3', HW_PROJECT_ID: 'p' };
    const connections = connectionsOf([], environment);
    expect(connections.current).toMatchObject({ name: 'Environment', region: 'cn-east-3' });
    expect(readEnvironmentCredentials(environment, 'Environment')).toMatchObject({
      projectId: 'p',
      secret: { keys: { accessKey: 'AK' } },
    });
  });

  test.each(['"', "'"])('environment variables are read without the quotes %s that a Windows prompt keeps', (quote) => {
    const environment = Object.fromEntries(
      Object.entries({ HW_ACCESS_KEY: 'AK', HW_SECRET_KEY: 'SK', HW_REGION_NAME: 'cn-east-3' }).map(([name, value]) => [
        name,
        ` ${quote}${value}${quote} `,
      ]),
    );
    expect(connectionsOf([], environment).current).toMatchObject({ name: 'Environment', region: 'cn-east-3' });
    expect(environmentVariable(environment)).toBe('HW_ACCESS_KEY');
    expect(readEnvironmentCredentials(environment, 'Environment')).toMatchObject({
      secret: { keys: { accessKey: 'AK', secretKey: 'SK' } },
    });
    expect(environmentVariable({ HW_ACCESS_KEY: `${quote}${quote}`, HW_SECRET_KEY: 'SK' })).toBeUndefined();
  });

  test('environment variables define no connection when the region would lead to another host', () => {
    const environment = { HW_ACCESS_KEY: 'AK', HW_SECRET_KEY: 'SK', HW_REGION_NAME: 'x.evil.example/' };
    expect(connectionsOf([], environment).current).toBeUndefined();
  });

  test('a missing connection, field or key is named in the error', () => {
    const thrown = (run: () => unknown): unknown => {
      try {
        return run();
      } catch (error) {
        return error;
      }
    };
    expect(thrown(() => connectionsOf([]).get(undefined))).toMatchObject({
      kind: 'notConnected',
      reason: 'noConnection',
    });
    expect(thrown(() => connectionsOf([entry], {}, 'Gone').get(undefined))).toMatchObject({
      reason: 'unknownConnection',
    });
    expect(thrown(() => connectionsOf([{ ...entry, region: '' }]).get(undefined))).toMatchObject({
      reason: 'badConnection',
      detail: 'region',
    });
    expect(thrown(() => readEnvironmentCredentials({ HUAWEICLOUD_SDK_AK: 'AK' }, 'Work'))).toMatchObject({
      reason: 'noCredentials',
      connection: 'Work',
    });
  });

  test('the demo’s connection is in use while the demo runs, and listeners are notified', () => {
    const connections = connectionsOf([entry], keys);
    let changes = 0;
    connections.onDidChange(() => (changes += 1));
    const demo = { ...connections.get('Work'), name: 'Demo', credentials: 'demo' } as const;
    const end = connections.useTemporarily(demo, bareCredentials(aSecret('demo')));
    expect(connections.current?.name).toBe('Demo');
    end.dispose();
    expect(connections.current?.name).toBe('Work');
    expect(changes).toBe(2);
  });

  test('the user can switch between the demo’s connection and those of the settings', () => {
    const connections = connectionsOf([entry], keys);
    connections.useTemporarily({ ...connections.get('Work'), name: 'Demo' }, bareCredentials(aSecret('demo')));
    connections.preferTemporary(false);
    expect(connections.current?.name).toBe('Work');
    expect(connections.all.map(({ name }) => name)).toEqual(['Demo', 'Work']);
    connections.preferTemporary(true);
    expect(connections.current?.name).toBe('Demo');
  });
});

describe('Connections.onDidChange', () => {
  const stored = { ...entry, credentials: 'stored' };

  test('a change of unrelated settings does not notify listeners or replace connections', () => {
    const connections = connectionsOf([entry], keys);
    let changes = 0;
    connections.onDidChange(() => (changes += 1));
    const before = connections.get('Work');
    connections.reload();
    expect(connections.get('Work')).toBe(before);
    expect(changes).toBe(0);
  });

  test('a change of one connection does not replace the others', () => {
    const setting = [entry, { ...entry, name: 'Other' }];
    const connections = connectionsOf(setting, keys);
    const [work, other] = connections.all;
    setting[1] = { ...entry, name: 'Other', region: 'cn-east-3' };
    connections.reload();
    expect(connections.get('Work')).toBe(work);
    expect(connections.get('Other')).not.toBe(other);
  });

  test('a secret changed in another window replaces only its own connection', async () => {
    const storage = new MemoryStorage();
    const connections = new Connections(
      () => ({ connections: [stored, { ...stored, name: 'Other' }], connection: '' }),
      {},
      new StoredSecrets(storage, silentLogger),
    );
    let changes = 0;
    connections.onDidChange(() => (changes += 1));
    const [work, other] = connections.all;
    await storage.store('connection:Work', 'from another window');
    expect(connections.get('Work')).not.toBe(work);
    expect(connections.get('Other')).toBe(other);
    expect(changes).toBe(1);
  });
});
