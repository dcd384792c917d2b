import { expect, test } from 'vitest';
import type { Authentication } from '../../../src/api/authenticator';
import type { HttpRequest } from '../../../src/api/http';
import { createModelArtsClient } from '../../../src/chunks/client';
import { type AuthenticationMethod, dryRun, dryRunText } from '../../../src/model/dryRun';
import type { SaveTarget } from '../../../src/model/saveTarget';
import { systemClock } from '../../../src/util/clock';
import { silentLogger } from '../../../src/util/logger';
import { anImageRequest } from '../../support/builders';

const { signal } = new AbortController();

const target: SaveTarget = {
  endpoint: 'https://modelarts.cn-north-4.myhuaweicloud.com',
  region: 'cn-north-4',
  projectId: '0123456789abcdef',
  notebookId: 'f9937afa-0000-4000-8000-000000000001',
  request: anImageRequest({ description: 'From notebook experiments' }),
};

const keys = { accessKey: 'an access key', secretKey: 'a secret key', securityToken: undefined };
const authentications: Readonly<Record<AuthenticationMethod, Authentication>> = {
  keys: { kind: 'keys', keys },
  temporaryKeys: { kind: 'keys', keys: { ...keys, securityToken: 'a security token' } },
  token: { kind: 'token', token: 'a token' },
};

/** The request that really leaves, caught at the wire. */
async function sent(asked: SaveTarget, authentication: Authentication): Promise<HttpRequest> {
  const requests: HttpRequest[] = [];
  const client = createModelArtsClient({
    transport: {
      send: async (request) => {
        requests.push(request);
        return { status: 200, headers: {}, body: '{"id":"i1","status":"INIT"}' };
      },
    },
    endpoint: asked.endpoint,
    projectId: asked.projectId,
    authenticator: { current: async () => authentication, renewed: async () => undefined },
    language: 'zh-cn',
    clock: systemClock,
    random: () => 0.5,
    log: silentLogger,
  });
  await client.createImage(asked.notebookId, asked.request, signal);
  expect(requests).toHaveLength(1);
  return requests[0]!;
}

test('the request in writing', () => {
  expect(dryRunText(dryRun(target, { authentication: 'keys', language: 'en-us' }))).toMatchSnapshot();
});

test.each(['keys', 'temporaryKeys', 'token'] as const)(
  'is word for word what leaves, but for what is secret or made at that moment (%s)',
  async (authentication) => {
    const told = dryRun(target, { authentication, language: 'zh-cn' });
    const { method, url, headers, body } = await sent(target, authentications[authentication]);
    expect([told.method, told.url, JSON.stringify(told.body)]).toEqual([method, url.href, body]);
    expect(Object.keys(told.headers).toSorted()).toEqual(Object.keys(headers).toSorted());
    for (const [name, value] of Object.entries(told.headers)) {
      const pattern = value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/<[^>]+>/g, '.+');
      expect(headers[name]).toMatch(new RegExp(`^${pattern}$`));
    }
  },
);

test('an id leads nowhere else, whatever it holds', async () => {
  for (const notebookId of ['../images', 'a/b', '..', '?x=1', '#', '%2e%2e', 'é']) {
    const odd = { ...target, notebookId };
    const { url } = await sent(odd, authentications.keys);
    expect(dryRun(odd, { authentication: 'keys', language: 'en-us' }).url).toBe(url.href);
  }
});
