import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { describe, expect, onTestFinished, test, vi } from 'vitest';
import type { NetworkSettings } from '../../../src/api/network/networkSettings';
import type { Emulator } from '../../../src/emulator/index';
import { diagnosisReport } from '../../../src/ui/diagnostics/diagnosisReport';
import { connectProxy } from '../../support/http/connectProxy';
import { tlsFront } from '../../support/http/listen';
import { answer, rawServer } from '../../support/http/rawServer';
import { issueCertificate } from '../../support/tls/issueCertificate';
import { anEmulator, aWindow, entryOf } from './signIn';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const never = (): AbortSignal => new AbortController().signal;
const TOKEN = 'temporary-token-of-these-keys';
const environmentOf = ({ accessKey, secretKey }: Emulator, more: Record<string, string> = {}) => ({
  HUAWEICLOUD_SDK_AK: accessKey,
  HUAWEICLOUD_SDK_SK: secretKey,
  HUAWEICLOUD_SDK_SECURITY_TOKEN: TOKEN,
  ...more,
});

interface Case {
  readonly emulator: Emulator;
  readonly entry?: object;
  readonly environment?: Record<string, string>;
  readonly network?: Partial<NetworkSettings>;
  readonly connections?: readonly unknown[];
}

/** Returns the report of a diagnosis. Asserts that neither the report nor the log contains a secret. */
async function report({ emulator, entry = {}, environment, network, connections }: Case): Promise<string> {
  const variables = environment ?? environmentOf(emulator);
  const overrides = { projectId: emulator.projectId, credentials: 'environment', ...entry };
  const setting = connections ?? [entryOf(emulator, overrides)];
  const { clients, log } = aWindow({ connections: setting, connection: '' }, variables, undefined, network);
  const text = diagnosisReport(await clients.diagnose(never()), '0.1.0');
  const secrets = [
    ...Object.entries(variables).flatMap(([name, value]) => (name.startsWith('HUAWEICLOUD') ? [value] : [])),
    emulator.secretKey,
    emulator.accessKey,
    emulator.projectId,
    'pr0xy',
    Buffer.from('me:pr0xy/word').toString('base64'),
    ...emulator.edit.notebooks.flatMap(({ token }) => token ?? []),
  ];
  for (const secret of secrets) {
    expect(text).not.toContain(secret);
    if (secret !== emulator.projectId) expect(log.lines.join('\n')).not.toContain(secret);
  }
  expect(text).not.toMatch(/Signature=|\bundefined\b|\[object|\{\w+\}/);
  return text;
}

const anEmulatorWithToken = (hostNames: readonly string[] = []) =>
  anEmulator({ credentials: { securityToken: TOKEN }, hostNames });
const authority = issueCertificate({ name: 'Company CA', authority: true });

/** A private cloud with a certificate of its own authority, behind a proxy that requires a password. */
async function company(hosts = ['*.cloud.test']) {
  const emulator = await anEmulatorWithToken(['modelarts', 'swr', 'iam'].map((name) => `${name}.cloud.test`));
  const certificate = issueCertificate({ name: 'Company Cloud', hosts, by: authority });
  const front = await tlsFront(certificate, Number(new URL(emulator.url).port));
  const proxy = await connectProxy({ leadsTo: front.port, wants: 'me:pr0xy/word' });
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), 'authority-'));
  onTestFinished(async () => {
    fs.rmSync(folder, { recursive: true });
    await proxy.close();
    await front.close();
  });
  const file = path.join(folder, 'company.pem');
  fs.writeFileSync(file, authority.cert);
  const endpoints = {
    modelarts: 'https://modelarts.cloud.test',
    swr: 'https://swr.cloud.test',
    iam: 'https://iam.cloud.test',
  };
  const url = proxy.url.replace('://', '://me:pr0xy%2Fword@');
  return { emulator, proxy, url, entry: { endpoints }, file };
}

describe('the diagnosis report', () => {
  test('the report of a working connection shows how each endpoint is reached and which permissions exist', async () => {
    const { emulator, proxy, url, entry, file } = await company();
    const environment = environmentOf(emulator, { NODE_EXTRA_CA_CERTS: file });
    const text = await report({ emulator, entry, environment, network: { proxy: url } });
    expect(text.match(/^#+ .*/gm)).toEqual([
      '# Everything works',
      '## Versions',
      '## Connection',
      '## Certificates',
      '## ModelArts',
      '## SWR',
      '## IAM',
      '## Account permissions',
    ]);
    expect(text).toContain('- In use: `Work`');
    expect(text).toContain(`- Project: \`${emulator.projectId.slice(0, 4)}…\``);
    expect(text).toContain('- Credentials come from: environment variables');
    expect(text).toContain('- Credentials: temporary access keys');
    expect(text).toContain('1 from NODE_EXTRA_CA_CERTS');
    expect(text).toContain('- Address: `https://swr.cloud.test`');
    expect(text.match(new RegExp(`- Route: proxy \`${proxy.name}\`, set by \`http.proxy\``, 'g'))).toHaveLength(3);
    expect(text.match(/- Connection: open after \d+ ms/g)).toHaveLength(3);
    expect(text).toMatch(
      /`CN=Company Cloud`, issued by `CN=Company CA`, valid until \d{4}-\d\d-\d\d, trusted by NODE_EXTRA/,
    );
    expect(text.match(/- Response without credentials: status 4\d\d after \d+ ms/g)).toHaveLength(3);
    expect(text.match(/- Clock: in sync with the service$/gm)).toHaveLength(3);
    expect(text.match(/- List (?:notebooks|images|organizations): yes, after \d+ ms/g)).toHaveLength(3);
  });

  test('a diagnosis sends only GET requests', async () => {
    const emulator = await anEmulatorWithToken();
    await report({ emulator });
    expect(new Set(emulator.journal.map(({ method }) => method))).toEqual(new Set(['GET']));
    expect(emulator.count('ListNotebooks')).toBe(1);
    expect(emulator.journal.length).toBeLessThan(10);
  });

  test('the report names the invalid entries of the setting', async () => {
    const emulator = await anEmulatorWithToken();
    const text = await report({ emulator, connections: [{ name: 'Work' }], environment: {} });
    expect(text).toMatch(/In use: .*can't be used/);
    expect(text).toContain("- Entry 1 of the setting: can't be used: `region` is missing or invalid");
    expect(text).toContain('- Verified: yes');
  });

  test('the report names missing credentials and includes all checks that need none', async () => {
    const emulator = await anEmulatorWithToken();
    const text = await report({ emulator, environment: {} });
    expect(text).toMatch(/^# Credentials missing\n/);
    expect(text).toMatch(/- Credentials: .*/);
    expect(text.match(/- Connection: open after/g)).toHaveLength(3);
    expect(text.match(/- List \w+: no: /g)).toHaveLength(3);
  });

  test('the report shows code and request ID of rejected keys, but not the key that the gateway echoes', async () => {
    const emulator = await anEmulatorWithToken();
    const environment = { ...environmentOf(emulator), HUAWEICLOUD_SDK_SK: 'not-the-secret-key' };
    const text = await report({ emulator, environment });
    expect(text).toMatch(
      /^# Credentials rejected\n\nThe gateway rejected the access keys\. .*\n\nThis report contains no keys/,
    );
    expect(text).toMatch(
      /- List notebooks: no: The gateway rejected the access keys\. \(`APIGW\.0301`, request `\w+`\)/,
    );
  });

  test('the report names a wrong clock as the reason for a rejected signature', async () => {
    const emulator = await anEmulator({ scenario: 'clockSkew', credentials: { securityToken: TOKEN } });
    const text = await report({ emulator });
    expect(text).toMatch(/^# Computer clock is wrong\n/);
    expect(text).toMatch(
      /\*\*1(?:199|200|201) s behind the service\. Signatures are rejected if the clocks differ by more than 15 minutes\.\*\*/,
    );
  });

  test('the report names the proxy that rejects a password, but not the password', async () => {
    const { emulator, proxy, entry } = await company();
    const network = { proxy: proxy.url.replace('://', '://me:pr0xy-wrong@') };
    const text = await report({ emulator, entry, network });
    expect(text).toMatch(/^# Proxy requires a password: /);
    expect(text).toContain(`Proxy ${proxy.name} requires a user name and password`);
    expect(text).toContain('`HTTP 407 Basic`');
    expect(emulator.journal).toHaveLength(0);
  });

  test('the report names the rejected certificate', async () => {
    const { emulator, url, entry } = await company();
    const text = await report({ emulator, entry, network: { proxy: url } });
    expect(text).toMatch(/^# Certificate not trusted: modelarts\.cloud\.test\n/);
    expect(text).toMatch(
      /- Connection: The certificate of modelarts\.cloud\.test:443 is from an authority that .*CN=Company CA/,
    );
    expect(text.match(/- List \w+: no: The certificate/g)).toHaveLength(3);
  });

  test('the report says when certificates are not verified', async () => {
    const { emulator, url, entry } = await company();
    const text = await report({ emulator, entry, network: { proxy: url, strictCertificates: false } });
    expect(text).toContain('- Verified: **no**: the VS Code setting `http.proxyStrictSSL` is off');
    expect(text).toContain('not trusted by any known authority');
  });

  test('the report is complete when no endpoint responds', async () => {
    const emulator = await anEmulatorWithToken();
    await emulator.close();
    const text = await report({ emulator });
    expect(text).toMatch(
      /^# Connection refused by 127\.0\.0\.1:\d+\n\n127\.0\.0\.1:\d+ refused the connection\. .*Check/,
    );
    expect(text.match(/- Connection: .* refused the connection/g)).toHaveLength(3);
    expect(text.match(/- Response without credentials: .* refused the connection/g)).toHaveLength(3);
    expect(text.match(/- List \w+: no: .* refused the connection/g)).toHaveLength(3);
  });

  test('names from certificates cannot format the report', async () => {
    const name = 'a`b*c_d[e](http://x.test)|<b>\n# f';
    const certificate = issueCertificate({ name, hosts: ['127.0.0.1'] });
    const server = await rawServer({ tls: certificate, onRequest: (socket) => socket.write(answer('200 OK', '{}')) });
    onTestFinished(() => server.close());
    const emulator = await anEmulatorWithToken();
    const endpoints = { modelarts: server.url, swr: server.url, iam: server.url };
    const lenient = await report({ emulator, entry: { endpoints }, network: { strictCertificates: false } });
    expect(lenient).toContain('Certificate: `CN=aʼb*c_d[e](http://x.test)|');
    const strict = await report({ emulator, entry: { endpoints } });
    expect(strict).toContain('CN=a\\`b\\*c\\_d\\[e\\](http://x.test)\\|');
    for (const text of [lenient, strict]) expect(text).not.toMatch(/^# f/m);
  });

  test('a canceled diagnosis stops', async () => {
    const emulator = await anEmulatorWithToken();
    const { clients } = aWindow({ connections: [entryOf(emulator)], connection: '' });
    const stop = AbortSignal.abort(new Error('stop'));
    await expect(clients.diagnose(stop)).rejects.toThrow('stop');
  });
});
