import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import type { HttpRequest } from '../../../src/api/http';
import { DEFAULT_NETWORK_SETTINGS, type NetworkSettings } from '../../../src/api/network/networkSettings';
import { readResponse } from '../../../src/api/readResponse';
import type { Transport } from '../../../src/api/undiciTransport';
import { createTransport } from '../../../src/chunks/client';
import { errorText } from '../../../src/ui/text/errorText';
import { type ConnectProxy, type ConnectProxyOptions, connectProxy } from '../../support/http/connectProxy';
import { answer, type Behavior, type RawServer, rawServer } from '../../support/http/rawServer';
import { issueCertificate } from '../../support/tls/issueCertificate';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const CLOUD = 'https://modelarts.cloud.test';
const OK = answer('200 OK', '{}');

const authority = issueCertificate({ name: 'Company CA', authority: true });
const cloudCertificate = issueCertificate({ name: 'Cloud', hosts: ['modelarts.cloud.test'], by: authority });
const proxyCertificate = issueCertificate({ name: 'Proxy', hosts: ['127.0.0.1'], by: authority });

let folder: string;
let environment: Readonly<Record<string, string>>;
beforeAll(() => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), 'authorities-'));
  const file = path.join(folder, 'company.pem');
  fs.writeFileSync(
    file,
    `# our own\n${issueCertificate({ name: 'Other CA', authority: true }).cert}\n${authority.cert}`,
  );
  environment = { NODE_EXTRA_CA_CERTS: file };
});
afterAll(() => fs.rmSync(folder, { recursive: true }));

const closing: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

async function cloud(behavior: Behavior = { onRequest: (socket) => socket.write(OK) }): Promise<RawServer> {
  const server = await rawServer({ tls: cloudCertificate, ...behavior });
  closing.push(() => server.close());
  return server;
}

async function proxyTo(
  server: { readonly port: number },
  options: Partial<ConnectProxyOptions> = {},
): Promise<ConnectProxy> {
  const proxy = await connectProxy({ leadsTo: server.port, ...options });
  closing.push(() => proxy.close());
  return proxy;
}

/** Creates a transport. The result of `settings` may change over time. */
function openTransport(settings: () => Partial<NetworkSettings>, timeoutMs = 5000): Transport {
  const networkSettings = (): NetworkSettings => ({ ...DEFAULT_NETWORK_SETTINGS, ...settings() });
  const transport = createTransport({ timeoutMs: () => timeoutMs, networkSettings, environment });
  closing.push(() => transport.close());
  return transport;
}

const get = (url = CLOUD): HttpRequest => ({ method: 'GET', url: new URL(url), headers: {}, body: undefined });
const post = (url = CLOUD): HttpRequest => ({
  method: 'POST',
  url: new URL(url),
  headers: {},
  body: '{"name":"base"}',
});
const neverAborted = (): AbortSignal => new AbortController().signal;
function thrown(work: () => unknown): unknown {
  try {
    return work();
  } catch (error) {
    return error;
  }
}
const withUser = (url: string, user: string): string => url.replace('://', `://${user}@`);

describe.each([
  ['http', {}],
  ['https', { tls: proxyCertificate }],
] as const)('through an %s proxy', (_kind, kind) => {
  test('a request reaches the host, and only the host can read it', async () => {
    const server = await cloud();
    const proxy = await proxyTo(server, kind);
    const transport = openTransport(() => ({ proxy: proxy.url }));
    expect(await transport.send(post(), neverAborted())).toMatchObject({ status: 200, body: '{}' });
    expect(proxy.asked).toEqual(['modelarts.cloud.test:443']);
    expect(proxy.authorizations).toEqual(['']);
    expect(server.received.join()).toMatch(/^POST \/ HTTP\/1\.1\r\nhost: modelarts\.cloud\.test\r\n/);
    expect(server.received.join().toLowerCase()).not.toContain('proxy-');
  });

  test('a request succeeds with the user and password the proxy requires', async () => {
    const server = await cloud();
    const proxy = await proxyTo(server, { ...kind, wants: 'me:p@ss/word' });
    const transport = openTransport(() => ({ proxy: withUser(proxy.url, 'me:p%40ss%2Fword') }));
    expect((await transport.send(get(), neverAborted())).status).toBe(200);
    expect(server.received.join()).not.toContain('Basic');
  });

  test('a request succeeds with the authorization header from the settings', async () => {
    const proxyAuthorization = `Basic ${Buffer.from('me:word').toString('base64')}`;
    const proxy = await proxyTo(await cloud(), { ...kind, wants: 'me:word' });
    const transport = openTransport(() => ({ proxy: withUser(proxy.url, 'other:one'), proxyAuthorization }));
    expect((await transport.send(get(), neverAborted())).status).toBe(200);
  });

  test('a wrong password is reported with the proxy’s name, but without the password', async () => {
    const server = await cloud();
    const proxy = await proxyTo(server, { ...kind, wants: 'me:right' });
    const transport = openTransport(() => ({ proxy: withUser(proxy.url, 'me:wr0ng') }));
    const error: unknown = await transport.send(post(), neverAborted()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({
      kind: 'notSent',
      facts: { reason: 'proxyAuth', code: 'HTTP 407 Basic', host: 'modelarts.cloud.test', proxy: proxy.name },
    });
    const text = `${(error as Error).stack} ${JSON.stringify(error)} ${String((error as Error).cause)}`;
    expect(text).not.toMatch(/wr0ng|Basic bWU|floor 3/);
    expect(server.connections()).toBe(0);
  });

  test.each([
    ['a web page instead of a tunnel', 'HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\n<html>', 'HTTP 403'],
    ['a report that the host is down', 'HTTP/1.1 502 Bad Gateway\r\nContent-Length: 0\r\n\r\n', 'HTTP 502'],
    ['something that is not HTTP', '220 mail.example ESMTP\r\n\r\n', 'NOT_HTTP'],
  ])('%s means that the request was not sent', async (_name, answers, code) => {
    const proxy = await proxyTo({ port: 1 }, { ...kind, answers });
    await expect(openTransport(() => ({ proxy: proxy.url })).send(post(), neverAborted())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'proxy', code, proxy: proxy.name },
    });
  });

  test.each([
    ['a tunnel', {}, 200],
    ['a refusal', { answers: 'HTTP/1.1 403 Forbidden\r\nContent-Length: 6\r\n\r\n<html>' }, 'HTTP 403'],
    ['a request for a password', { wants: 'me:word' }, 'HTTP 407 Basic'],
    ['a tunnel after 100 Continue', { answers: 'HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 504 No\r\n\r\n' }, 'HTTP 504'],
  ] as const)('%s that arrives byte by byte is understood', async (_name, options, expected) => {
    const proxy = await proxyTo(await cloud(), { ...kind, ...options, dripping: true });
    const outcome = await openTransport(() => ({ proxy: proxy.url }))
      .send(post(), neverAborted())
      .then(
        ({ status }) => status,
        (error: { readonly facts: { readonly code: string } }) => error.facts.code,
      );
    expect(outcome).toBe(expected);
  });

  test('a failed CONNECT is never mistaken for a sent request, with many requests in parallel', async () => {
    const resets = await cloud({ onRequest: (socket) => socket.destroy() });
    const giving = await proxyTo(resets, kind);
    const refusing = await proxyTo({ port: 1 }, { ...kind, answers: 'HTTP/1.1 503 No\r\n\r\n' });
    const wires = [openTransport(() => ({ proxy: refusing.url })), openTransport(() => ({ proxy: giving.url }))];
    const kinds = await Promise.all(
      Array.from({ length: 40 }, (_none, index) =>
        wires[index % 2]!.send(post(), neverAborted()).catch((error: { readonly kind: string }) => error.kind),
      ),
    );
    expect(kinds).toEqual(kinds.map((_kind, index) => (index % 2 ? 'noAnswer' : 'notSent')));
  });

  test('a tunnel that never opens fails at the deadline, and the request was not sent', async () => {
    const proxy = await proxyTo({ port: 1 }, { ...kind, answers: '' });
    await expect(openTransport(() => ({ proxy: proxy.url }), 1000).send(post(), neverAborted())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'timeout', proxy: proxy.name },
    });
    expect(proxy.asked).toHaveLength(1);
  });

  test('a reset is reported as no answer after the request, and as not sent before it', async () => {
    const after = await cloud({ onRequest: (socket) => socket.destroy() });
    const before = await rawServer({ onConnect: (socket) => socket.resetAndDestroy() });
    closing.push(() => before.close());
    for (const [server, kindOfError] of [
      [after, 'noAnswer'],
      [before, 'notSent'],
    ] as const) {
      const proxy = await proxyTo(server, kind);
      await expect(openTransport(() => ({ proxy: proxy.url })).send(post(), neverAborted())).rejects.toMatchObject({
        kind: kindOfError,
        facts: { proxy: proxy.name },
      });
    }
  });

  test('GET requests reuse connections, and each POST gets its own', async () => {
    const server = await cloud();
    const proxy = await proxyTo(server, kind);
    const transport = openTransport(() => ({ proxy: proxy.url }));
    for (const request of [get, get, post, post, get]) await transport.send(request(), neverAborted());
    expect(proxy.asked.length).toBeLessThan(5);
    const uses = server.received.map((text) => text.match(/^(?:GET|POST)/gm)?.join(' ') ?? '');
    expect(uses.filter((use) => use.includes('POST'))).toEqual(['POST', 'POST']);
  });

  test.each([
    ['200 OK', { kind: 'unreadable', reason: 'notJson', status: 200 }],
    ['302 Found', { kind: 'unreadable', reason: 'redirect', status: 302 }],
    ['403 Forbidden', { kind: 'refused', status: 403 }],
    ['502 Bad Gateway', { kind: 'refused', status: 502 }],
  ])('a web page with status %s in place of the response is reported as such', async (status, expected) => {
    const server = await cloud({ onRequest: (socket) => socket.end(answer(status, '<html>Sign in</html>')) });
    const proxy = await proxyTo(server, kind);
    const response = await openTransport(() => ({ proxy: proxy.url })).send(post(), neverAborted());
    const error = thrown(() => readResponse(response, 'modelarts.cloud.test'));
    expect(error).toMatchObject(expected);
    expect(errorText(error)).toContain(proxy.name);
    expect(errorText(error)).toContain('modelarts.cloud.test');
  });
});

describe('the proxy', () => {
  test('is reported as unreachable when it is down', async () => {
    const proxy = await connectProxy({ leadsTo: 1 });
    await proxy.close();
    await expect(openTransport(() => ({ proxy: proxy.url })).send(post(), neverAborted())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'proxyUnreachable', code: 'ECONNREFUSED', proxy: proxy.name, host: 'modelarts.cloud.test' },
    });
  });

  test('is never bypassed when its kind is unsupported', async () => {
    await expect(
      openTransport(() => ({ proxy: 'socks5://me:word@p.example:1080' })).send(get(), neverAborted()),
    ).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'proxyUnusable', proxy: 'socks5://p.example:1080' },
    });
  });

  test('with an untrusted certificate is named in the error and receives no CONNECT', async () => {
    const stranger = issueCertificate({ name: 'Stranger', hosts: ['127.0.0.1'] });
    const proxy = await proxyTo(await cloud(), { tls: stranger });
    await expect(
      openTransport(() => ({ proxy: withUser(proxy.url, 'me:word') })).send(post(), neverAborted()),
    ).rejects.toMatchObject({
      kind: 'notSent',
      facts: {
        reason: 'tls',
        host: 'modelarts.cloud.test',
        proxy: proxy.name,
        certificate: { host: proxy.name, subject: 'CN=Stranger', fault: 'selfSigned' },
      },
    });
    expect(proxy.asked).toEqual([]);
  });

  test('is not used for loopback hosts', async () => {
    const server = await rawServer({ onRequest: (socket) => socket.write(OK) });
    closing.push(() => server.close());
    const proxy = await proxyTo(server);
    expect((await openTransport(() => ({ proxy: proxy.url })).send(get(server.url), neverAborted())).status).toBe(200);
    expect(proxy.asked).toEqual([]);
  });

  test('can change without a reload, while requests in progress complete', async () => {
    let first = true;
    let release: (() => void) | undefined;
    const server = await cloud({
      onRequest: (socket, count) => {
        if (count === 2) release = () => socket.write(OK);
        else socket.write(OK);
      },
    });
    const proxies = [await proxyTo(server), await proxyTo(server, { wants: 'me:word' })] as const;
    const transport = openTransport(() => ({ proxy: first ? proxies[0].url : withUser(proxies[1].url, 'me:word') }));
    await transport.send(get(), neverAborted());
    const underWay = transport.send(get(), neverAborted());
    await expect.poll(() => release).toBeDefined();
    first = false;
    await transport.send(get(), neverAborted());
    release?.();
    expect((await underWay).status).toBe(200);
    const before = proxies.map(({ asked }) => asked.length);
    first = true;
    expect((await transport.send(get(), neverAborted())).status).toBe(200);
    expect(proxies.map(({ asked }, index) => asked.length - (before[index] ?? 0))).toEqual([1, 0]);
    expect(before[1]).toBe(1);
  });
});
