import dns from 'node:dns';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import type { HttpRequest } from '../../../src/api/http';
import { withAuthentication } from '../../../src/api/withAuthentication';
import { createTransport } from '../../../src/chunks/client';
import { type Emulator, startEmulator } from '../../../src/emulator/index';
import { errorText } from '../../../src/ui/text/errorText';
import { connectTo } from '../../support/connectTo';
import { fixedKeys } from '../../support/doubles';
import { answer, type RawServer, rawServer } from '../../support/http/rawServer';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const deadline = (): AbortSignal => AbortSignal.timeout(10_000);
const request = { name: 'base', namespace: 'team', tag: 'v1', description: '', workspaceId: '0' };

describe('a service that redirects to another host', () => {
  let emulator: Emulator;
  let elsewhere: RawServer;
  beforeEach(async () => {
    elsewhere = await rawServer({ onRequest: (socket) => socket.write(answer('200 OK', '{}')) });
    emulator = await startEmulator({
      redirectTo: `${elsewhere.url}/elsewhere`,
      credentials: { securityToken: 'temporary' },
    });
  });
  afterEach(async () => {
    await emulator.close();
    await elsewhere.close();
  });

  test.each(['redirect302', 'redirect307', 'redirect308'])(
    '%s: the client never connects to the other host',
    async (scenario) => {
      const { client, close } = connectTo(emulator);
      const { notebooks } = await client.readNotebooks({}, deadline());
      emulator.setScenario(scenario);
      await client.createImage(notebooks[0]!.id, request, deadline()).catch(() => undefined);
      await client.readNotebooks({}, deadline()).catch(() => undefined);
      await client.getImage('i', deadline()).catch(() => undefined);
      expect(elsewhere.connections()).toBe(0);
      await close();
    },
  );
});

describe('withAuthentication', () => {
  const keyReads: string[] = [];
  const sent: HttpRequest[] = [];
  const send = withAuthentication(
    async (message) => {
      sent.push(message);
      return { status: 200, headers: {}, body: '{}' };
    },
    {
      authenticator: {
        current: async () => {
          keyReads.push('keys');
          return { kind: 'keys', keys: { accessKey: 'AK', secretKey: 'SK', securityToken: undefined } };
        },
        renewed: async () => undefined,
      },
      projectId: 'p',
      endpoint: 'https://modelarts.cn-north-4.myhuaweicloud.com/base',
      now: () => 0,
    },
  );
  const get = (url: string): HttpRequest => ({ method: 'GET', url: new URL(url), headers: {}, body: undefined });
  afterEach(() => {
    keyReads.length = 0;
    sent.length = 0;
  });

  test.each([
    'https://modelarts.cn-north-4.myhuaweicloud.com.evil.example/v1',
    'https://evil.example/v1',
    'https://swr-api.cn-north-4.myhuaweicloud.com/v2',
    'https://modelarts.cn-north-4.myhuaweicloud.com:8443/v1',
    'http://modelarts.cn-north-4.myhuaweicloud.com/v1',
  ])('refuses to sign a request to %s and reads no key', async (url) => {
    await expect(send(get(url), deadline())).rejects.toMatchObject({
      kind: 'notSent',
      facts: { reason: 'foreignHost', host: new URL(url).host },
    });
    expect({ keyReads, sent }).toEqual({ keyReads: [], sent: [] });
  });

  test('signs a request to the connection’s own endpoint', async () => {
    await send(get('https://modelarts.cn-north-4.myhuaweicloud.com/v1'), deadline());
    expect(sent[0]?.headers['authorization']).toContain('Access=AK');
  });

  test.each([
    ['http://evil.example', 'http://evil.example/v1', false],
    ['http://127.0.0.1:8080', 'http://127.0.0.1:8080/v1', true],
    ['nonsense', 'https://evil.example/v1', false],
  ])('for the endpoint %s signs a request to %s: %s', async (endpoint, url, signed) => {
    const authenticator = fixedKeys({ accessKey: 'AK', secretKey: 'SK', securityToken: undefined });
    const answering = async () => ({ status: 200, headers: {}, body: '{}' });
    const sending = withAuthentication(answering, { authenticator, projectId: undefined, endpoint, now: () => 0 });
    const outcome = await sending(get(url), deadline()).then(
      () => true,
      () => false,
    );
    expect(outcome).toBe(signed);
  });
});

test('a clock that is 20 minutes off is reported as the reason for a refused signature', async () => {
  const emulator = await startEmulator({ scenario: 'clockSkew' });
  const { client, close } = connectTo(emulator);
  const error: unknown = await client.readNotebooks({}, deadline()).catch((reason: unknown) => reason);
  expect(error).toMatchObject({ kind: 'refused', status: 401 });
  expect(errorText(error)).toMatch(/clock is wrong.*at most 15 minutes/);
  await close();
  await emulator.close();
});

test('an unreachable IPv6 address does not prevent a connection over IPv4', async () => {
  const server = await rawServer({ onRequest: (socket) => socket.write(answer('200 OK', '{}')) });
  // Packets to 100::/64 are discarded (RFC 6666).
  const addresses = [
    { address: '100::1', family: 6 },
    { address: '127.0.0.1', family: 4 },
  ];
  const lookup = vi.spyOn(dns, 'lookup').mockImplementation(((_name: string, _options: unknown, done: unknown) => {
    (done as (error: null, found: typeof addresses) => void)(null, addresses);
  }) as typeof dns.lookup);
  const transport = createTransport({ timeoutMs: () => 5000 });
  const url = new URL(`http://two-families.test:${server.port}/`);
  const response = await transport.send({ method: 'GET', url, headers: {}, body: undefined }, deadline());
  expect(response.status).toBe(200);
  expect(lookup).toHaveBeenCalled();
  lookup.mockRestore();
  await transport.close();
  await server.close();
});
