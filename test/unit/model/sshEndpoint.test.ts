import { describe, expect, test } from 'vitest';
import {
  isSameEndpoint,
  parsePort,
  readRemoteAuthority,
  readSshSettings,
  readSshUri,
  type SshTarget,
} from '../../../src/model/sshEndpoint';

const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');

describe('readSshUri', () => {
  test.each([
    [
      'ssh://ma-user@dev-modelarts.cn-north-4.huaweicloud.com:31205',
      { host: 'dev-modelarts.cn-north-4.huaweicloud.com', port: 31205, user: 'ma-user' },
    ],
    ['ma-user@Dev.Example.com:2222', { host: 'dev.example.com', port: 2222, user: 'ma-user' }],
    ['dev.example.com', { host: 'dev.example.com', port: 22, user: undefined }],
    [' dev.example.com:2222\n', { host: 'dev.example.com', port: 2222, user: undefined }],
    ['ssh://[2001:db8::1]:31205/', { host: '2001:db8::1', port: 31205, user: undefined }],
  ])('parses %s', (uri, endpoint) => expect(readSshUri(uri)).toEqual(endpoint));

  test.each([undefined, '', ' ', 'https://dev.example.com:31205', 'ssh://', 'a b', 'host:port', 'host/path', '@'])(
    'returns undefined for %j',
    (uri) => expect(readSshUri(uri)).toBeUndefined(),
  );

  test('uses the default port when the port is invalid', () => {
    expect(readSshUri('host:0')?.port).toBe(22);
    expect(readSshUri('host:99999')?.port).toBe(22);
  });
});

describe('readRemoteAuthority', () => {
  const none = { port: undefined, user: undefined };

  test.each<[string, Partial<SshTarget>]>([
    ['notebook', { host: 'notebook' }],
    ['ma-user%40dev.example.com', { host: 'dev.example.com', user: 'ma-user' }],
    ['ma-user@corp.example.com@dev.example.com', { host: 'dev.example.com', user: 'ma-user@corp.example.com' }],
    [hex('{"hostName":"My Notebook"}'), { host: 'My Notebook' }],
    [hex('{"hostName":"notebook","user":"ma-user"}').toUpperCase(), { host: 'notebook', user: 'ma-user' }],
    [hex('{"hostName":"Dev.example.com","port":31205}'), { host: 'Dev.example.com', port: 31205 }],
    [hex('{"hostName":"dev.example.com","port":"31205"}'), { host: 'dev.example.com', port: 31205 }],
    [hex('{"hostName":"gpu:1","port":0,"user":""}'), { host: 'gpu:1' }],
    // Open Remote - SSH escapes uppercase letters.
    ['\\x4dy\\x4eotebook', { host: 'MyNotebook' }],
    ['\\x4Da\\x40\\x44ev', { host: 'Dev', user: 'Ma' }],
    ['\\x4', { host: '\\x4' }],
    // Names that consist of hexadecimal digits.
    ['decade', { host: 'decade' }],
    ['cafe01', { host: 'cafe01' }],
    // Names that begin like encoded JSON.
    ['7b2', { host: '7b2' }],
    ['7b-cafe01', { host: '7b-cafe01' }],
    ['7b-gpu', { host: '7b-gpu' }],
    ['100%', { host: '100%' }],
    ['team:gpu', { host: 'team:gpu' }],
    ['gpu:0', { host: 'gpu:0' }],
    ['gpu:99999', { host: 'gpu:99999' }],
    ['2001:db8::1', { host: '2001:db8::1' }],
    ['fe80::1%eth0', { host: 'fe80::1%eth0' }],
    ['[2001:db8::1]', { host: '2001:db8::1' }],
    ['ma-user@[2001:db8::1]:31205', { host: '2001:db8::1', port: 31205, user: 'ma-user' }],
  ])('parses %s as a single host', (target, expected) => {
    expect(readRemoteAuthority(`ssh-remote+${target}`)).toEqual([{ ...none, ...expected }]);
  });

  test.each([
    ['ma-user@dev.example.com:31205', 'dev.example.com', 31205],
    ['ma-user%40\\x64ev.example.com%3A31205', 'dev.example.com', 31205],
    ['ssh://ma-user@dev.example.com:31205/', 'dev.example.com', 31205],
    ['ma-user@team:gpu:31205', 'team:gpu', 31205],
  ])('parses %s as an alias, or else as a host with a port', (target, host, port) => {
    expect(readRemoteAuthority(`ssh-remote+${target}`)).toEqual([
      { host: `${host}:${port}`, port: undefined, user: 'ma-user' },
      { host, port, user: 'ma-user' },
    ]);
  });

  test.each([
    undefined,
    '',
    'wsl+Ubuntu',
    'dev-container+7b',
    'ssh-remote+',
    'my-ssh-remote+notebook',
    'ssh-remote+notebook\nother',
    'ssh-remote+notebook%0aother',
    'ssh-remote+notebook%00',
    'ssh-remote+\\x00',
    'ssh-remote+ma-user@',
    'ssh-remote+-oProxyCommand=id',
    'ssh-remote+\\x2doProxyCommand=id',
    'ssh-remote+ma-user@%2doProxyCommand=id',
    'ssh-remote+-oProxyCommand=id@notebook',
    `ssh-remote+${'a'.repeat(1001)}`,
    `ssh-remote+${hex('{"hostName":""}')}`,
    `ssh-remote+${hex('{"hostName":7}')}`,
    `ssh-remote+${hex('{"hostName":"-F/tmp/config"}')}`,
    `ssh-remote+${hex('{"hostName":"notebook","user":"-Fconfig"}')}`,
    `ssh-remote+${hex('{"hostName":"notebook\\u0000"}')}`,
    `ssh-remote+${hex('{"host')}`,
    `ssh-remote+${hex('{}')}`,
  ])('returns nothing for %j', (authority) => expect(readRemoteAuthority(authority)).toEqual([]));
});

describe('readSshSettings', () => {
  test.each([
    ['user ada\nhostname Dev.example.com\nport 31205\n', { host: 'dev.example.com', port: 31205, user: 'ada' }],
    ['hostname dev.example.com\r\nport 22\r\n', { host: 'dev.example.com', port: 22, user: undefined }],
    ['hostname 2001:db8::1\nport none', { host: '2001:db8::1', port: 22, user: undefined }],
    ['host nb\nport 22\n', undefined],
    ['usage: ssh [-46AaCfGgKkMNnqsTtVvXxYy]', undefined],
    ['', undefined],
  ])('parses %j', (output, endpoint) => expect(readSshSettings(output)).toEqual(endpoint));
});

test('isSameEndpoint compares host and port and ignores the user', () => {
  const one = readSshUri('ssh://ma-user@dev.example.com:31205');
  expect(isSameEndpoint(one, readSshUri('DEV.example.com:31205'))).toBe(true);
  expect(isSameEndpoint(one, readSshUri('dev.example.com:31206'))).toBe(false);
  expect(isSameEndpoint(one, readSshUri('other.example.com:31205'))).toBe(false);
  expect(isSameEndpoint(one, undefined)).toBe(false);
  expect(isSameEndpoint(undefined, one)).toBe(false);
  expect(isSameEndpoint(undefined, undefined)).toBe(false);
});

test.each([
  ['1', 1],
  ['022', 22],
  ['65535', 65_535],
  ['0', undefined],
  ['65536', undefined],
  ['123456', undefined],
  ['', undefined],
  [undefined, undefined],
  // Numbers that are not ports.
  ['0x16', undefined],
  ['1e3', undefined],
  ['22.0', undefined],
  [' 22', undefined],
  ['22 ', undefined],
  ['-22', undefined],
])('parsePort of %j is %s', (text, port) => {
  expect(parsePort(text)).toBe(port);
});
