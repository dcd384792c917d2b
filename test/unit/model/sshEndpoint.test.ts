import { describe, expect, test } from 'vitest';
import { isSameEndpoint, portOf, readRemoteAuthority, readSshUri } from '../../../src/model/sshEndpoint';

const hex = (text: string): string => Buffer.from(text, 'utf8').toString('hex');

describe('an SSH address', () => {
  test.each([
    [
      'ssh://ma-user@dev-modelarts.cn-north-4.huaweicloud.com:31205',
      { host: 'dev-modelarts.cn-north-4.huaweicloud.com', port: 31205, user: 'ma-user' },
    ],
    ['ma-user@Dev.Example.com:2222', { host: 'dev.example.com', port: 2222, user: 'ma-user' }],
    ['dev.example.com', { host: 'dev.example.com', port: 22, user: undefined }],
    [' dev.example.com:2222\n', { host: 'dev.example.com', port: 2222, user: undefined }],
    ['ssh://[2001:db8::1]:31205/', { host: '2001:db8::1', port: 31205, user: undefined }],
  ])('%s is read', (uri, endpoint) => expect(readSshUri(uri)).toEqual(endpoint));

  test.each([undefined, '', ' ', 'https://dev.example.com:31205', 'ssh://', 'a b', 'host:port', 'host/path', '@'])(
    '%j is none',
    (uri) => expect(readSshUri(uri)).toBeUndefined(),
  );

  test('with a port that is none leads to the usual one', () => {
    expect(readSshUri('host:0')?.port).toBe(22);
    expect(readSshUri('host:99999')?.port).toBe(22);
  });
});

describe('a window’s remote authority', () => {
  test.each([
    ['ssh-remote+notebook', 'notebook'],
    ['ssh-remote+ma-user@dev.example.com:31205', 'ma-user@dev.example.com:31205'],
    ['ssh-remote+ma-user%40dev.example.com', 'ma-user@dev.example.com'],
    [`ssh-remote+${hex('{"hostName":"My Notebook"}')}`, 'My Notebook'],
    [`ssh-remote+${hex('{"hostName":"notebook","user":"ma-user"}').toUpperCase()}`, 'notebook'],
    // Names that are made of hexadecimal digits.
    ['ssh-remote+decade', 'decade'],
    ['ssh-remote+cafe01', 'cafe01'],
    // And names that begin as encoded JSON does.
    ['ssh-remote+7b2', '7b2'],
    ['ssh-remote+7b-cafe01', '7b-cafe01'],
    ['ssh-remote+7b-gpu', '7b-gpu'],
    ['ssh-remote+100%', '100%'],
  ])('%s names the host %s', (authority, host) => expect(readRemoteAuthority(authority)).toBe(host));

  test.each([
    undefined,
    '',
    'wsl+Ubuntu',
    'dev-container+7b',
    'ssh-remote+',
    'my-ssh-remote+notebook',
    'ssh-remote+notebook\nother',
    `ssh-remote+${hex('{"hostName":""}')}`,
    `ssh-remote+${hex('{"hostName":7}')}`,
    `ssh-remote+${hex('{"host')}`,
    `ssh-remote+${hex('{}')}`,
  ])('%j names none', (authority) => expect(readRemoteAuthority(authority)).toBeUndefined());
});

test('two addresses are the same by host and port, whoever logs in', () => {
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
  // Numbers, and no ports.
  ['0x16', undefined],
  ['1e3', undefined],
  ['22.0', undefined],
  [' 22', undefined],
  ['22 ', undefined],
  ['-22', undefined],
])('the digits %j name the port %s', (text, port) => {
  expect(portOf(text)).toBe(port);
});
