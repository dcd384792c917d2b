import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  DEFAULT_NETWORK_SETTINGS,
  type Environment,
  type NetworkSettings,
} from '../../../../src/api/network/networkSettings';
import { proxyName, routeTo } from '../../../../src/api/network/route';

const CLOUD = 'https://modelarts.cn-north-4.myhuaweicloud.com/v1/p/notebooks';

/** Describes a route briefly. */
function describeRoute(settings: Partial<NetworkSettings>, environment: Environment = {}, url = CLOUD): string {
  const route = routeTo(new URL(url), { ...DEFAULT_NETWORK_SETTINGS, ...settings }, environment);
  switch (route.kind) {
    case 'direct':
      return `direct: ${route.why}`;
    case 'proxy':
      return `${route.proxy.secure ? 'https' : 'http'} ${route.proxy.name} by ${route.from}`;
    case 'unusable':
      return `unusable ${route.name} by ${route.from}`;
  }
}

describe('the route of a request', () => {
  const PROXY = { proxy: 'http://set.example:3128' };
  const VARIABLE = { HTTPS_PROXY: 'http://variable.example:8080' };

  test.each<[string, Partial<NetworkSettings>, Environment, string]>([
    ['nothing is set', {}, {}, 'direct: noneSet'],
    ['the setting names a proxy', PROXY, {}, 'http set.example:3128 by http.proxy'],
    ['both the setting and a variable name a proxy', PROXY, VARIABLE, 'http set.example:3128 by http.proxy'],
    ['a variable names a proxy', {}, VARIABLE, 'http variable.example:8080 by HTTPS_PROXY'],
    [
      'the lowercase variable is set too',
      {},
      { ...VARIABLE, https_proxy: 'low.example:1' },
      'http low.example:1 by https_proxy',
    ],
    ['only HTTP_PROXY is set', {}, { HTTP_PROXY: 'http://plain.example' }, 'http plain.example:80 by HTTP_PROXY'],
    [
      'HTTPS_PROXY and http_proxy are set',
      {},
      { ...VARIABLE, http_proxy: 'x' },
      'http variable.example:8080 by HTTPS_PROXY',
    ],
    ['a variable is empty', {}, { https_proxy: '', HTTP_PROXY: 'p.example:1' }, 'http p.example:1 by HTTP_PROXY'],
    ['proxies are off', { ...PROXY, useProxy: false }, VARIABLE, 'direct: proxySupportOff'],
    ['the setting exempts the host', { ...PROXY, noProxy: ['.myhuaweicloud.com'] }, {}, 'direct: noProxySetting'],
    ['the variable exempts the host', PROXY, { NO_PROXY: 'a.example,myhuaweicloud.com' }, 'direct: noProxyVariable'],
    [
      'the lowercase variable does not exempt the host',
      {},
      { ...VARIABLE, no_proxy: 'a', NO_PROXY: '*' },
      'http variable.example:8080 by HTTPS_PROXY',
    ],
    [
      'the setting has a list, which overrides the variable',
      { ...PROXY, noProxy: ['a'] },
      { NO_PROXY: '*' },
      'http set.example:3128 by http.proxy',
    ],
    ['the variable uses semicolons', PROXY, { NO_PROXY: 'a.example;myhuaweicloud.com' }, 'direct: noProxyVariable'],
    ['the list is in quotes from a Windows prompt', PROXY, { no_proxy: '"a,*.com"' }, 'direct: noProxyVariable'],
    [
      'the proxy is in quotes from a Windows prompt',
      {},
      { HTTPS_PROXY: ' "http://variable.example:8080" ' },
      'http variable.example:8080 by HTTPS_PROXY',
    ],
    ['the setting’s list is blank', { ...PROXY, noProxy: [' '] }, { NO_PROXY: '*' }, 'direct: noProxyVariable'],
    ['the proxy uses TLS', { proxy: 'https://safe.example' }, {}, 'https safe.example:443 by http.proxy'],
    [
      'the proxy is SOCKS',
      { proxy: 'socks5://u:p@socks.example:1080' },
      {},
      'unusable socks5://socks.example:1080 by http.proxy',
    ],
    ['the address is invalid', { proxy: 'http://' }, VARIABLE, 'unusable  by http.proxy'],
    ['the port is invalid', {}, { HTTPS_PROXY: 'http://p.example:99999' }, 'unusable  by HTTPS_PROXY'],
    ['the proxy is an IPv6 address', { proxy: 'http://[fd00::1]:3128' }, {}, 'http [fd00::1]:3128 by http.proxy'],
  ])('is chosen correctly when %s', (_when, settings, environment, expected) =>
    expect(describeRoute(settings, environment)).toBe(expected),
  );

  test.each([
    'http://localhost:1',
    'https://127.0.0.1',
    'http://127.8.8.8:9',
    'https://[::1]:2',
    'https://[::ffff:127.0.0.1]',
  ])('is direct to %s, which is this computer', (url) =>
    expect(describeRoute(PROXY, VARIABLE, url)).toBe('direct: loopback'),
  );

  test.each(['https://localhost.example', 'https://128.0.0.1', 'https://127.0.0.1.example'])(
    'is not direct to %s',
    (url) => expect(describeRoute(PROXY, {}, url)).toBe('http set.example:3128 by http.proxy'),
  );
});

describe('the authorization for a proxy', () => {
  const authorization = (proxy: string, proxyAuthorization?: string): string | undefined => {
    const route = routeTo(new URL(CLOUD), { ...DEFAULT_NETWORK_SETTINGS, proxy, proxyAuthorization }, {});
    return route.kind === 'proxy' ? route.proxy.authorization : route.kind;
  };
  const basic = (text: string): string => `Basic ${Buffer.from(text).toString('base64')}`;

  test.each<[string, string | undefined, string | undefined]>([
    ['http://p.example', undefined, undefined],
    ['http://me.test:secret@p.example', undefined, basic('me.test:secret')],
    ['http://me.test@p.example', undefined, basic('me.test:')],
    ['http://me.test:a%40b%2Fc@p.example', undefined, basic('me.test:a@b/c')],
    ['me:secret@p.example:1', undefined, basic('me:secret')],
    ['http://me.test:100%@p.example', undefined, basic('me.test:100%')],
    ['http://me.test:gr%C3%BCn@p.example', undefined, basic('me.test:grün')],
    ['http://user:100%^x@p.example:8080', undefined, basic('user:100%^x')],
    ['http://user:p%40ss%@p.example:8080', undefined, basic('user:p@ss%')],
    ['http://u%ser%25:%%40%4@p.example', undefined, basic('u%ser%:%@%4')],
    ['http://user:%FF%C3%BC%C3%E2%82@p.example', undefined, basic('user:%FFü%C3%E2%82')],
    ['http://user:%F0%9F%94%91%ED%A0%80@p.example', undefined, basic('user:🔑%ED%A0%80')],
    ['http://me.test:secret@p.example', 'Bearer other', 'Bearer other'],
  ])('is derived from the address %s and the setting %s', (proxy, setting, expected) =>
    expect(authorization(proxy, setting)).toBe(expected),
  );

  test.each([
    'http://me.test:s3cret@p.example:3128',
    'http://me.test:s3cret/9@p.example:3128',
    'http://me.test:1/s3cret@p.example',
    'http://me.test:1?s3cret@p.example',
    'http://me.test:1#s3cret@p.example',
    'socks5://me:s3cret@p.example',
    'me:s3cret@p.example:x',
    'http://me.test:s3cret',
    'http:me:s3cret@p.example',
    's3cret://me',
  ])('is not part of the proxy’s name: %s', (proxy) => {
    const route = routeTo(new URL(CLOUD), { ...DEFAULT_NETWORK_SETTINGS, proxy }, {});
    const name = proxyName(route) ?? '';
    expect(name).not.toBe('');
    expect(name.replace('s3cret://', '')).not.toContain('s3cret');
    expect(name).not.toMatch(/^me.test:1/);
  });
});

describe('the hosts without a proxy', () => {
  const exempt = (entry: string, url: string): boolean =>
    describeRoute({ proxy: 'http://p.example', noProxy: [entry] }, {}, url) === 'direct: noProxySetting';

  test.each<[string, string, boolean]>([
    ['*', 'https://a.example', true],
    ['a.example', 'https://a.example', true],
    ['A.Example', 'https://a.EXAMPLE', true],
    ['a.example', 'https://x.a.example', true],
    ['a.example', 'https://xa.example', false],
    ['.a.example', 'https://x.a.example', true],
    ['.a.example', 'https://a.example', true],
    ['*.a.example', 'https://x.y.a.example', true],
    ['*a.example', 'https://xa.example', true],
    ['*a.example', 'https://a.example.org', false],
    ['modelarts.*.example', 'https://modelarts.cn-north-4.example', true],
    ['modelarts.*.example', 'https://swr-api.cn-north-4.example', false],
    ['*.cn-*.example', 'https://swr-api.cn-north-4.example', true],
    ['cn-*.example', 'https://modelarts.cn-north-4.example', true],
    ['a*b*c.example', 'https://abc.example', true],
    ['a*b*b.example', 'https://ab.example', false],
    ['*:443', 'https://a.example', true],
    ['*:8443', 'https://a.example', false],
    ['203.*', 'https://203.0.113.3', true],
    ['0.*', 'https://203.0.113.3', false],
    ['203.0.*.3:443', 'https://203.0.113.3', true],
    ['a.example.', 'https://a.example', true],
    ['.a.example.', 'https://x.a.example.', true],
    ['a.example.:8443', 'https://a.example:8443', true],
    ['b.example;a.example', 'https://a.example', true],
    ['b.example; a.example ,c.example', 'https://c.example', true],
    ['b.example;a.example', 'https://c.example', false],
    [' a.example ', 'https://a.example', true],
    ['a.example', 'https://a.example.', true],
    ['a.example:443', 'https://a.example', true],
    ['a.example:443', 'https://a.example:8443', false],
    ['a.example:8443', 'https://x.a.example:8443', true],
    ['a.example:80', 'https://a.example', false],
    ['203.0.113.3', 'https://203.0.113.3', true],
    ['0.113.3', 'https://203.0.113.3', false],
    ['.113.3', 'https://203.0.113.3', false],
    ['203.0.113.3:8443', 'https://203.0.113.3:8443', true],
    ['203.0.113.0/24', 'https://203.0.113.99', true],
    ['203.0.113.0/24', 'https://203.0.114.1', false],
    ['203.0.113.0/24', 'https://ten.example', false],
    ['203.0.113.0/33', 'https://203.0.113.1', false],
    ['203.0.113.0/x', 'https://203.0.113.1', false],
    ['fd00::/8', 'https://[fd12::1]', true],
    ['fd00::/8', 'https://203.0.113.1', false],
    ['fd00::1', 'https://[fd00:0:0::1]', true],
    ['[fd00::1]', 'https://[fd00::1]', true],
    ['[fd00::1]:8443', 'https://[fd00::1]:8443', true],
    ['[fd00::1]:8443', 'https://[fd00::1]', false],
    ['', 'https://a.example', false],
    ['.', 'https://a.example', false],
    ['http://a.example', 'https://a.example', false],
    ['example', 'https://a.example', true],
  ])('matches the entry %s against %s: %s', (entry, url, expected) => expect(exempt(entry, url)).toBe(expected));
});

test('the proxy receives the decoded user name and password, whether or not they are percent-encoded', () => {
  const plain = fc.string({
    unit: fc.constantFrom('a', 'Z', '0', '9', '%', '^', '&', '=', '+', '!', '~', 'ü', '密', '🔑'),
  });
  fc.assert(
    fc.property(plain, fc.boolean(), (password, isEscaped) => {
      // A `%` in front of two digits is always an escape.
      const written = isEscaped ? encodeURIComponent(password) : password.replace(/%(?=[0-9a-f]{2})/gi, '%25');
      const route = routeTo(
        new URL(CLOUD),
        { ...DEFAULT_NETWORK_SETTINGS, proxy: `http://u:${written}@p.example` },
        {},
      );
      const sent = route.kind === 'proxy' ? route.proxy.authorization?.replace('Basic ', '') : undefined;
      expect(Buffer.from(sent ?? '', 'base64').toString()).toBe(`u:${password}`);
    }),
  );
});

test.each(['*', '*a', 'a*', '*.', '%'])('parsing a list of a megabyte of %j takes linear time', (text) => {
  const start = performance.now();
  describeRoute({ proxy: 'http://p.example', noProxy: [text.repeat(1_000_000 / text.length)] });
  expect(performance.now() - start).toBeLessThan(5000);
});
