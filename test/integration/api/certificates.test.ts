import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import type { HttpRequest, HttpResponse } from '../../../src/api/http';
import { DEFAULT_NETWORK_SETTINGS } from '../../../src/api/network/networkSettings';
import { createTransport } from '../../../src/chunks/client';
import { KeptLog } from '../../support/doubles';
import { answer, rawServer } from '../../support/http/rawServer';
import { ENCODINGS } from '../../support/shells';
import { type CertificateOptions, type Issued, issueCertificate } from '../../support/tls/issueCertificate';

const DAY = 86_400_000;
const authority = issueCertificate({ name: 'Company CA', authority: true });
const closing: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closing.splice(0).toReversed()) await close();
});

interface ServerOptions {
  readonly certificate: Partial<CertificateOptions>;
  /** Content of the file named by `NODE_EXTRA_CA_CERTS`; undefined = the variable is not set. */
  readonly extra?: string | Buffer;
  readonly strictCertificates?: boolean;
}

/** Sends a request to a server on 127.0.0.1 that presents this certificate. */
async function requestFrom({
  certificate,
  extra,
  strictCertificates = true,
}: ServerOptions): Promise<HttpResponse & { name: string }> {
  const serverCertificate: Issued = issueCertificate({
    name: 'Cloud',
    hosts: ['127.0.0.1'],
    by: authority,
    ...certificate,
  });
  const server = await rawServer({
    tls: serverCertificate,
    onRequest: (socket) => socket.write(answer('200 OK', '{}')),
  });
  closing.push(() => server.close());
  const environment: Record<string, string> = {};
  if (extra !== undefined) {
    const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'authorities-'));
    closing.push(() => fs.rmSync(folder, { recursive: true }));
    environment['NODE_EXTRA_CA_CERTS'] = path.join(folder, 'extra.pem');
    fs.writeFileSync(environment['NODE_EXTRA_CA_CERTS'], extra);
  }
  const networkSettings = () => ({ ...DEFAULT_NETWORK_SETTINGS, strictCertificates });
  const transport = createTransport({ timeoutMs: () => 5000, networkSettings, environment });
  closing.push(() => transport.close());
  const request: HttpRequest = {
    method: 'POST',
    url: new URL(server.url),
    headers: { authorization: 'key' },
    body: '{}',
  };
  try {
    const response = await transport.send(request, new AbortController().signal);
    return { ...response, name: new URL(server.url).host };
  } catch (error) {
    expect(server.received.join('')).toBe('');
    throw error;
  }
}

describe('a server certificate', () => {
  test('of a company authority is accepted when NODE_EXTRA_CA_CERTS contains the authority', async () => {
    expect((await requestFrom({ certificate: {}, extra: `\uFEFFcomment\n${authority.cert}` })).status).toBe(200);
  });

  test.each([undefined, '', 'no certificate at all'])(
    'of an unknown authority is refused when the extra file is %j',
    async (extra) => {
      await expect(requestFrom({ certificate: {}, ...(extra !== undefined && { extra }) })).rejects.toMatchObject({
        kind: 'notSent',
        facts: {
          reason: 'tls',
          code: 'UNABLE_TO_VERIFY_LEAF_SIGNATURE',
          proxy: undefined,
          certificate: {
            subject: 'CN=Cloud',
            issuer: 'CN=Company CA',
            fault: 'unknownIssuer',
            host: expect.any(String),
          },
        },
      });
    },
  );

  test.each<[string, Partial<CertificateOptions>, string]>([
    ['for another host', { hosts: ['other.test'] }, 'wrongHost'],
    [
      'that has expired',
      { valid: { from: new Date(Date.now() - 2 * DAY), until: new Date(Date.now() - DAY) } },
      'expired',
    ],
    [
      'that is not yet valid',
      { valid: { from: new Date(Date.now() + DAY), until: new Date(Date.now() + 2 * DAY) } },
      'notYetValid',
    ],
  ])('%s is refused', async (_name, certificate, fault) => {
    await expect(requestFrom({ certificate, extra: authority.cert })).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'tls', certificate: { subject: 'CN=Cloud', fault } },
    });
  });

  test('that is self-signed is refused', async () => {
    const self = issueCertificate({ name: 'Me', hosts: ['127.0.0.1'] });
    const certificate = { name: 'Me', by: undefined } as unknown as Partial<CertificateOptions>;
    await expect(requestFrom({ certificate, extra: self.cert })).rejects.toMatchObject({
      facts: { certificate: { subject: 'CN=Me', issuer: 'CN=Me', fault: 'selfSigned' } },
    });
  });

  test('is not verified when VS Code’s http.proxyStrictSSL is off', async () => {
    expect((await requestFrom({ certificate: { hosts: ['other.test'] }, strictCertificates: false })).status).toBe(200);
  });

  test('reports its expiration date when refused', async () => {
    const until = new Date(Math.floor((Date.now() - DAY) / 1000) * 1000);
    const valid = { from: new Date(Date.now() - 2 * DAY), until };
    await expect(requestFrom({ certificate: { valid }, extra: authority.cert })).rejects.toMatchObject({
      facts: { certificate: { validUntil: until.getTime() } },
    });
  });
});

describe('an unusable certificate of the computer', () => {
  const past = { from: new Date(Date.now() - 2 * DAY), until: new Date(Date.now() - DAY) };
  const future = { from: new Date(Date.now() + DAY), until: new Date(Date.now() + 2 * DAY) };
  const log = new KeptLog();
  const root = issueCertificate({ name: 'Root', authority: true });
  const unknown = issueCertificate({ name: 'Unknown', authority: true });
  const intermediate = issueCertificate({ name: 'Between', authority: true, by: root });
  const serverCertificate = issueCertificate({ name: 'Cloud', hosts: ['127.0.0.1'], by: intermediate });
  const issueAuthority = (options: Omit<CertificateOptions, 'authority'>): Issued =>
    issueCertificate({ ...options, authority: true });
  const unknownIntermediate = issueAuthority({ name: 'Between', by: unknown, reuse: intermediate });

  /** Sends a request to a server whose chain leads to `Root`. Resolves with the status or the error. */
  async function outcome(
    extra: readonly string[],
    useSystem = true,
    chain = { key: serverCertificate.key, cert: serverCertificate.cert + intermediate.cert },
  ): Promise<unknown> {
    const server = await rawServer({ tls: chain, onRequest: (socket) => socket.write(answer('200 OK', '{}')) });
    closing.push(() => server.close());
    const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'authorities-')), 'extra.pem');
    closing.push(() => fs.rmSync(path.dirname(file), { recursive: true }));
    fs.writeFileSync(file, extra.join('\n'));
    const networkSettings = () => ({ ...DEFAULT_NETWORK_SETTINGS, systemCertificates: useSystem });
    const environment = { NODE_EXTRA_CA_CERTS: file };
    const transport = createTransport({ timeoutMs: () => 5000, networkSettings, environment, log });
    closing.push(() => transport.close());
    const request: HttpRequest = { method: 'GET', url: new URL(server.url), headers: {}, body: undefined };
    return transport.send(request, new AbortController().signal).then(
      ({ status }) => status,
      (error: unknown) => error,
    );
  }

  test.each<[string, readonly string[]]>([
    ['an expired root', [issueAuthority({ name: 'Root', valid: past, reuse: root }).cert]],
    [
      'an expired root with the name of an intermediate',
      [issueAuthority({ name: 'Between', valid: past, reuse: intermediate }).cert],
    ],
    ['an expired intermediate', [issueAuthority({ name: 'Between', by: root, valid: past, reuse: intermediate }).cert]],
    [
      'an intermediate that is not yet valid',
      [issueAuthority({ name: 'Between', by: root, valid: future, reuse: intermediate }).cert],
    ],
    ['an intermediate of an untrusted authority', [unknownIntermediate.cert]],
    [
      'an expired intermediate of an untrusted authority',
      [issueAuthority({ name: 'Between', by: unknown, valid: past, reuse: intermediate }).cert],
    ],
    ['the root, signed by an untrusted authority', [issueAuthority({ name: 'Root', by: unknown, reuse: root }).cert]],
    [
      'an intermediate of an expired root',
      [unknownIntermediate.cert, issueAuthority({ name: 'Unknown', valid: past, reuse: unknown }).cert],
    ],
    ['an intermediate with the same name and another key', [issueAuthority({ name: 'Between', by: unknown }).cert]],
    ['an unreadable certificate', ['-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----']],
    ['a server certificate', [issueCertificate({ name: 'Between', by: unknown, reuse: intermediate }).cert]],
  ])('does not break a valid chain: %s', async (_what, extra) => {
    expect(await outcome([...extra, root.cert])).toBe(200);
    expect(await outcome([root.cert, ...extra], false)).toBe(200);
  });

  test('does not break a valid chain when it has the same name but another key identifier', async () => {
    const withKeyIds = { namesKeys: true, authority: true } as const;
    const trusted = issueCertificate({ ...withKeyIds, name: 'Root' });
    const sent = issueCertificate({ ...withKeyIds, name: 'Between', by: trusted });
    const server = issueCertificate({ ...withKeyIds, authority: false, name: 'Cloud', hosts: ['127.0.0.1'], by: sent });
    const chain = { key: server.key, cert: server.cert + sent.cert };
    for (const name of ['Root', 'Between']) {
      const other = issueCertificate({ ...withKeyIds, name });
      expect(await outcome([other.cert, trusted.cert], true, chain)).toBe(200);
      expect(await outcome([trusted.cert, other.cert], false, chain)).toBe(200);
    }
  });

  test('is used when it leads to a trusted root', async () => {
    const cross = issueAuthority({ name: 'Root', by: unknown, reuse: root });
    expect(await outcome([intermediate.cert, root.cert])).toBe(200);
    expect(await outcome([unknownIntermediate.cert, unknown.cert])).toBe(200);
    expect(await outcome([cross.cert, unknown.cert])).toBe(200);
  });

  test('does not make a chain trusted by itself, and is counted in the log', async () => {
    expect(await outcome([intermediate.cert])).toMatchObject({ kind: 'notSent', facts: { reason: 'tls' } });
    const expired = issueAuthority({ name: 'Root', valid: past, reuse: root });
    log.lines.length = 0;
    expect(await outcome([expired.cert])).toMatchObject({ kind: 'notSent', facts: { reason: 'tls' } });
    expect(log.lines).toContain(
      'info Ignored 1 certificates of NODE_EXTRA_CA_CERTS: out of date, or not of a trusted authority',
    );
  });
});

test('an extra file without a certificate is logged once, even if the settings change', async () => {
  const log = new KeptLog();
  const file = path.join(fs.mkdtempSync(path.join(os.tmpdir(), 'authorities-')), 'extra.cer');
  closing.push(() => fs.rmSync(path.dirname(file), { recursive: true }));
  fs.writeFileSync(file, Buffer.from([0x30, 0x82, 0x01, 0x0a]));
  const server = await rawServer({ tls: issueCertificate({ name: 'Cloud', by: authority }) });
  closing.push(() => server.close());
  let systemCertificates = true;
  const networkSettings = () => ({ ...DEFAULT_NETWORK_SETTINGS, systemCertificates });
  const environment = { NODE_EXTRA_CA_CERTS: `"${file}"` };
  const transport = createTransport({ timeoutMs: () => 5000, networkSettings, environment, log });
  closing.push(() => transport.close());
  const request: HttpRequest = { method: 'GET', url: new URL(server.url), headers: {}, body: undefined };
  for (systemCertificates of [true, false, true]) {
    await expect(transport.send(request, new AbortController().signal)).rejects.toMatchObject({ kind: 'notSent' });
  }
  expect(log.lines).toEqual(['warn NODE_EXTRA_CA_CERTS names a file without a certificate in PEM format']);
});

test.each(Object.entries(ENCODINGS))('the extra certificates are read in %s', async (_name, encode) => {
  expect((await requestFrom({ certificate: {}, extra: encode(authority.cert) })).status).toBe(200);
});

test('a server without TLS yields an error without a certificate', async () => {
  const server = await rawServer({ onConnect: (socket) => socket.end('220 mail.example ESMTP\r\n') });
  closing.push(() => server.close());
  const transport = createTransport({ timeoutMs: () => 5000 });
  closing.push(() => transport.close());
  const url = new URL(server.url.replace('http:', 'https:'));
  const error: unknown = await transport
    .send({ method: 'GET', url, headers: {}, body: undefined }, new AbortController().signal)
    .catch((reason: unknown) => reason);
  expect(error).toMatchObject({ kind: 'notSent', facts: { reason: 'tls' } });
  expect(error).not.toHaveProperty('facts.certificate');
});

test('a missing file in NODE_EXTRA_CA_CERTS is logged, and the default authorities still apply', async () => {
  const lines: string[] = [];
  const keep = (line: string): void => void lines.push(line);
  const log = { trace: keep, debug: keep, info: keep, warn: keep, error: keep };
  const server = await rawServer({ tls: issueCertificate({ name: 'Cloud', by: authority }) });
  closing.push(() => server.close());
  const environment = { NODE_EXTRA_CA_CERTS: '/nowhere/company.pem' };
  const transport = createTransport({ timeoutMs: () => 5000, environment, log });
  closing.push(() => transport.close());
  const request: HttpRequest = { method: 'GET', url: new URL(server.url), headers: {}, body: undefined };
  await expect(transport.send(request, new AbortController().signal)).rejects.toMatchObject({
    facts: { reason: 'tls' },
  });
  expect(lines).toEqual([expect.stringContaining('NODE_EXTRA_CA_CERTS cannot be read')]);
});
