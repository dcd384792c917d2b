import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseSshConfig, resolveSshHost } from '../../../src/model/sshConfig';
import { hostileText } from '../../support/hostileText';

const config = `
# ModelArts
Host nb notebook-*
  HostName dev-modelarts.example.com   # the gateway
  Port 31205
  User ma-user
  IdentityFile "~/.ssh/my key.pem"

Host=quoted
HostName = "Quoted.Example.com"
	port	31206

Host *.lab !secret.lab
  HostName gate.example.com
  Port 2201

Host short
  HostName %h.example.com

Match host nb exec "rm -rf /"
  Port 1

Host *
  Port 2200
  User everybody
`;

const resolve = (alias: string, text = config) => resolveSshHost(alias, parseSshConfig(text));

describe('an alias', () => {
  test.each([
    ['nb', { host: 'dev-modelarts.example.com', port: 31205, user: 'ma-user' }],
    ['NB', { host: 'dev-modelarts.example.com', port: 31205, user: 'ma-user' }],
    ['notebook-7', { host: 'dev-modelarts.example.com', port: 31205, user: 'ma-user' }],
    ['quoted', { host: 'quoted.example.com', port: 31206, user: 'everybody' }],
    ['gpu.lab', { host: 'gate.example.com', port: 2201, user: 'everybody' }],
    ['secret.lab', { host: 'secret.lab', port: 2200, user: 'everybody' }],
    ['short', { host: 'short.example.com', port: 2200, user: 'everybody' }],
    ['plain.example.com', { host: 'plain.example.com', port: 2200, user: 'everybody' }],
    ['ada@nb', { host: 'dev-modelarts.example.com', port: 31205, user: 'ada' }],
    ['ada@nb:31999', { host: 'dev-modelarts.example.com', port: 31999, user: 'ada' }],
  ])('%s leads where the client would go', (alias, endpoint) => expect(resolve(alias)).toEqual(endpoint));

  test('leads to itself without a configuration', () => {
    expect(resolve('nb', '')).toEqual({ host: 'nb', port: 22, user: undefined });
  });

  test('takes the first value that applies, also one before every section', () => {
    expect(resolve('nb', 'Port 1022\nHost nb\nPort 31205\nPort 31206')).toMatchObject({ port: 1022 });
    expect(resolve('nb', 'Host nb\nPort 31205\nHost nb\nPort 31206\nHostName a')).toMatchObject({
      host: 'a',
      port: 31205,
    });
  });

  test('ignores a port that is none', () => {
    expect(resolve('nb', 'Host nb\nPort many')).toMatchObject({ port: 22 });
  });

  test('keeps the port of the configuration where its address alone holds numbers', () => {
    expect(resolve('[2001:db8::1]', 'Port 31205')).toMatchObject({ host: '2001:db8::1', port: 31205 });
    expect(resolve('[2001:db8::1]:2222', 'Port 31205')).toMatchObject({ host: '2001:db8::1', port: 2222 });
  });

  test.each([
    ['nb', true],
    ['NB', true],
    ['nb?', false],
    ['n?', true],
    ['*b', true],
    ['n', false],
    ['b', false],
    ['n.', false],
    ['other # nb', false],
    ['other nb # and more', true],
    ['"other" "nb"', true],
  ])('is what a section for %s speaks of: %s', (patterns, applies) => {
    expect(resolve('nb', `Host ${patterns}\nPort 31205`)).toMatchObject({ port: applies ? 31205 : 22 });
  });

  test('takes what stands between quotes as one, and skips what is commented out or says nothing', () => {
    const text = '# Port 1\n#Port 2\nPort # which?\nPort =\nUser "ada lovelace"\nPort 31205 # a gateway\n';
    expect(resolve('nb', text)).toEqual({ host: 'nb', port: 31205, user: 'ada lovelace' });
  });

  test('is looked up at once, however many asterisks a pattern has', () => {
    const text = `Host ${'*'.repeat(60)}x\nPort 1`;
    expect(resolve('n'.repeat(60), text)).toMatchObject({ port: 22 });
  });

  test('finds what an included file says, within a section only where that applies', () => {
    const included = parseSshConfig('Host nb\nHostName a.example.com\nHost other\nHostName b.example.com');
    const include = { keyword: 'include', values: ['more'], included };
    const port = parseSshConfig('Port 31205');
    const under = (host: string) => [...parseSshConfig(`Host ${host}`), include, ...port];
    expect(resolveSshHost('nb', [include])).toMatchObject({ host: 'a.example.com' });
    expect(resolveSshHost('nb', under('nb'))).toMatchObject({ host: 'a.example.com', port: 31205 });
    expect(resolveSshHost('nb', under('other'))).toMatchObject({ host: 'nb', port: 22 });
  });

  test('of whatever text in whatever file is resolved or not, and nothing is thrown', () => {
    fc.assert(
      fc.property(hostileText, fc.array(hostileText), (alias, lines) => {
        const text = lines.map((line) => `Host ${line}\nHostName ${line}\n${line}`).join('\n');
        const endpoint = resolve(alias, text);
        if (endpoint) expect(endpoint.port).toBeGreaterThan(0);
      }),
    );
  });
});
