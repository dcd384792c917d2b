import { expect, test } from 'vitest';
import type { Authentication } from '../../../src/api/authenticator';
import type { HttpRequest } from '../../../src/api/http';
import { createModelArtsClient } from '../../../src/chunks/client';
import { type AuthenticationMethod, dryRun, dryRunText } from '../../../src/model/dryRun';
import type { SaveTarget } from '../../../src/model/imageRequest';
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

/** Returns the request that the client really sends. */
async function requestSentFor(saveTarget: SaveTarget, authentication: Authentication): Promise<HttpRequest> {
  const requests: HttpRequest[] = [];
  const client = createModelArtsClient({
    transport: {
      send: async (request) => {
        requests.push(request);
        return { status: 200, headers: {}, body: '{"id":"i1","status":"INIT"}' };
      },
    },
    endpoint: saveTarget.endpoint,
    projectId: saveTarget.projectId,
    authenticator: { current: async () => authentication, renewed: async () => undefined },
    language: 'zh-cn',
    clock: systemClock,
    random: () => 0.5,
    log: silentLogger,
  });
  await client.createImage(saveTarget.notebookId, saveTarget.request, signal);
  expect(requests).toHaveLength(1);
  return requests[0]!;
}

test('dryRunText formats the request as HTTP', () => {
  expect(dryRunText(dryRun(target, { authentication: 'keys', language: 'en-us' }))).toMatchSnapshot();
});

test.each(['keys', 'temporaryKeys', 'token'] as const)(
  'dryRun equals the request that is sent, except for secrets and the date (%s)',
  async (authentication) => {
    const preview = dryRun(target, { authentication, language: 'zh-cn' });
    const { method, url, headers, body } = await requestSentFor(target, authentications[authentication]);
    expect([preview.method, preview.url, JSON.stringify(preview.body)]).toEqual([method, url.href, body]);
    expect(Object.keys(preview.headers).toSorted()).toEqual(Object.keys(headers).toSorted());
    for (const [name, value] of Object.entries(preview.headers)) {
      const pattern = value.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&').replaceAll(/<[^>]+>/g, '.+');
      expect(headers[name]).toMatch(new RegExp(`^${pattern}$`));
    }
  },
);

test('dryRun encodes any notebook ID as the client does', async () => {
  for (const notebookId of ['../images', 'a/b', '..', '?x=1', '#', '%2e%2e', 'é']) {
    const unusual = { ...target, notebookId };
    const { url } = await requestSentFor(unusual, authentications.keys);
    expect(dryRun(unusual, { authentication: 'keys', language: 'en-us' }).url).toBe(url.href);
  }
});
