import { describe, expect, test } from 'vitest';
import { Connections } from '../../../src/connections/connections';
import { bareCredentials } from '../../../src/connections/credentials';
import { normalizeEndpoint } from '../../../src/connections/endpoint';
import { environmentVariable, readEnvironmentCredentials } from '../../../src/connections/environmentCredentials';
import { readConnections } from '../../../src/connections/readConnections';
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

describe('an address that keys may be sent to', () => {
  test.each([
    'https://modelarts.example.com',
    'https://a.example/base',
    'http://127.0.0.1:8080',
    'http://[::1]:1',
    'http://localhost',
  ])('%s is allowed', (address) => expect(normalizeEndpoint(`${address}/`)).toBe(address));

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
  ])('%s is not', (address) => expect(normalizeEndpoint(address)).toBeUndefined());
});

describe('connections of the settings', () => {
  test('have the endpoints of their region, or those that are written', () => {
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
  ])('name what is wrong with %j', (broken, field) => {
    expect(readConnections([broken, entry])).toMatchObject({
      connections: [{ name: 'Work' }],
      problems: [{ index: 0, field }],
    });
  });

  test.each([undefined, null, 'x', 7, {}])('are none for a setting that is %j', (setting) => {
    expect(readConnections(setting)).toEqual({ connections: [], problems: [] });
  });

  test.each(['Demo', ' Demo '])('cannot have the name of the demo’s connection: %j', (name) => {
    expect(readConnections([{ ...entry, name }, entry])).toMatchObject({
      connections: [{ name: 'Work' }],
      problems: [{ index: 0, name: 'Demo', field: 'name' }],
    });
  });

  test('keep the first of two with one name', () => {
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

  test('is made of the environment alone when that says everything', () => {
    const environment = { HW_ACCESS_KEY: 'AK', HW_SECRET_KEY: 'SK', HW_REGION_NAME: 'cn-east-3', HW_PROJECT_ID: 'p' };
    const connections = connectionsOf([], environment);
    expect(connections.current).toMatchObject({ name: 'Environment', region: 'cn-east-3' });
    expect(readEnvironmentCredentials(environment, 'Environment')).toMatchObject({
      projectId: 'p',
      secret: { keys: { accessKey: 'AK' } },
    });
  });

  test.each(['"', "'"])('is made of variables that kept the quotes %s of a Windows prompt', (quote) => {
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

  test('is not made of a region that would lead to another host', () => {
    const environment = { HW_ACCESS_KEY: 'AK', HW_SECRET_KEY: 'SK', HW_REGION_NAME: 'x.evil.example/' };
    expect(connectionsOf([], environment).current).toBeUndefined();
  });

  test('says what is missing', () => {
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

  test('is the demo’s while that runs, and tells everyone about it', () => {
    const connections = connectionsOf([entry], keys);
    let told = 0;
    connections.onDidChange(() => (told += 1));
    const demo = { ...connections.get('Work'), name: 'Demo', credentials: 'demo' } as const;
    const end = connections.useTemporarily(demo, bareCredentials(aSecret('demo')));
    expect(connections.current?.name).toBe('Demo');
    end.dispose();
    expect(connections.current?.name).toBe('Work');
    expect(told).toBe(2);
  });

  test('is the settings’ again when that is preferred to the demo’s, which stays', () => {
    const connections = connectionsOf([entry], keys);
    connections.useTemporarily({ ...connections.get('Work'), name: 'Demo' }, bareCredentials(aSecret('demo')));
    connections.preferTemporary(false);
    expect(connections.current?.name).toBe('Work');
    expect(connections.all.map(({ name }) => name)).toEqual(['Demo', 'Work']);
    connections.preferTemporary(true);
    expect(connections.current?.name).toBe('Demo');
  });
});

describe('a change', () => {
  const stored = { ...entry, credentials: 'stored' };

  test('of other settings is none: nobody is told, and the connection stays the same', () => {
    const connections = connectionsOf([entry], keys);
    let told = 0;
    connections.onDidChange(() => (told += 1));
    const before = connections.get('Work');
    connections.reload();
    expect(connections.get('Work')).toBe(before);
    expect(told).toBe(0);
  });

  test('of one connection leaves the others as they are', () => {
    const setting = [entry, { ...entry, name: 'Other' }];
    const connections = connectionsOf(setting, keys);
    const [work, other] = connections.all;
    setting[1] = { ...entry, name: 'Other', region: 'cn-east-3' };
    connections.reload();
    expect(connections.get('Work')).toBe(work);
    expect(connections.get('Other')).not.toBe(other);
  });

  test('of a stored secret, in whatever window, makes the connection another one, and of no other connection', async () => {
    const storage = new MemoryStorage();
    const connections = new Connections(
      () => ({ connections: [stored, { ...stored, name: 'Other' }], connection: '' }),
      {},
      new StoredSecrets(storage, silentLogger),
    );
    let told = 0;
    connections.onDidChange(() => (told += 1));
    const [work, other] = connections.all;
    await storage.store('connection:Work', 'from another window');
    expect(connections.get('Work')).not.toBe(work);
    expect(connections.get('Other')).toBe(other);
    expect(told).toBe(1);
  });
});
