import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createToken } from '../../../src/api/createToken';
import type { Send } from '../../../src/api/http';
import { IamClient } from '../../../src/api/iamClient';
import { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { SwrClient } from '../../../src/api/swrClient';
import { createImageUrl } from '../../../src/model/dryRun';
import { systemClock } from '../../../src/util/clock';
import { silentLogger } from '../../../src/util/logger';
import { anImageRequest } from '../../support/builders';

const HOST = 'https://service.example.com';
const LOGIN = { domain: 'd', user: 'u', password: 'p' };
const signal = new AbortController().signal;

/** Every request that contains an ID or a name, by its action. `text` is used as the ID or name. */
const REQUESTS: Readonly<Record<string, (send: Send, endpoint: string, text: string) => Promise<unknown>>> = {
  'list projects': (send, endpoint, text) => new IamClient(endpoint, send).listProjects(text, signal),
  'list organizations': async (send, endpoint) => new SwrClient(endpoint, send).listOrganizations(signal),
  'list tags': (send, endpoint, text) => new SwrClient(endpoint, send).listTags(text, text, signal),
  'read a tag': (send, endpoint, text) => new SwrClient(endpoint, send).hasTag('o', 'r', text, signal),
  'list notebooks': (send, endpoint, text) => modelArts(send, endpoint, text).readNotebooks({}, signal),
  'read a notebook': (send, endpoint, text) => modelArts(send, endpoint).getNotebook(text, signal),
  'read an address': (send, endpoint, text) => modelArts(send, endpoint).getNotebookAddress(text, signal),
  'start a notebook': (send, endpoint, text) => modelArts(send, endpoint).startNotebook(text, 1, signal),
  'stop a notebook': (send, endpoint, text) => modelArts(send, endpoint).stopNotebook(text, signal),
  'renew a lease': (send, endpoint, text) => modelArts(send, endpoint).renewLease(text, 3_600_000, signal),
  'save a notebook': (send, endpoint, text) => modelArts(send, endpoint).createImage(text, anImageRequest(), signal),
  'read an image': (send, endpoint, text) => modelArts(send, endpoint).getImage(text, signal),
  'find images': (send, endpoint, text) => modelArts(send, endpoint).findImages({ name: text }, signal),
  'delete an image': (send, endpoint, text) => modelArts(send, endpoint).deleteImage(text, true, signal),
};

function modelArts(send: Send, endpoint: string, projectId = 'p'): ModelArtsClient {
  return new ModelArtsClient({ endpoint, projectId, send, clock: systemClock, log: silentLogger });
}

/** Returns the paths that a request calls, whatever the result. */
async function pathsOf(request: (send: Send) => Promise<unknown>): Promise<readonly string[]> {
  const paths: string[] = [];
  const send: Send = async ({ url }) => {
    paths.push(url.pathname);
    return { status: 200, headers: {}, body: '{}' };
  };
  await request(send).catch(() => undefined);
  return paths;
}

describe('an endpoint that ends with the API version', () => {
  const VERSIONS = { iam: '/v3', modelarts: '/v1', swr: '/v2' };
  const expectedVersion = (what: string): string => {
    if (what.includes('project')) return VERSIONS.iam;
    return /organization|tag/.test(what) ? VERSIONS.swr : VERSIONS.modelarts;
  };

  test.each(Object.entries(REQUESTS))('does not repeat the version in the request to %s', async (what, ask) => {
    for (const base of ['', '/base']) {
      const plain = await pathsOf((send) => ask(send, `${HOST}${base}`, 'x'));
      expect(plain[0]).toMatch(new RegExp(`^${base}${expectedVersion(what)}/`));
      expect(await pathsOf((send) => ask(send, `${HOST}${base}${expectedVersion(what)}`, 'x'))).toEqual(plain);
    }
  });

  test('does not repeat the version in the request for a token', async () => {
    const token = (endpoint: string) =>
      pathsOf((send) => createToken(send, endpoint, LOGIN, { name: 'cn-north-4' }, signal));
    expect(await token(`${HOST}/v3`)).toEqual(['/v3/auth/tokens']);
    expect(await token(HOST)).toEqual(['/v3/auth/tokens']);
  });

  test('does not repeat the version in the preview of a request', () => {
    const target = { projectId: 'p', notebookId: 'n', region: 'cn-north-4', request: anImageRequest() };
    expect(createImageUrl({ ...target, endpoint: `${HOST}/v1` })).toBe(createImageUrl({ ...target, endpoint: HOST }));
  });

  test.each([['https:', '', 'v3'].join('/'), 'https://service.example.com/v33', 'https://service.example.com/xv3'])(
    'is used unchanged when it only resembles a version: %s',
    async (endpoint) => {
      const expected = `${new URL(endpoint).pathname.replace(/\/$/, '')}/v3/projects`;
      expect(await pathsOf((send) => new IamClient(endpoint, send).listProjects(undefined, signal))).toEqual([
        expected,
      ]);
    },
  );
});

describe('an ID with an unpaired surrogate', () => {
  const half = fc
    .tuple(fc.string(), fc.constantFrom('\uD800', '\uDBFF', '\uDC00', '\uDFFF'), fc.string())
    .map((parts) => parts.join(''));

  test.each(Object.entries(REQUESTS).filter(([what]) => what !== 'list organizations'))(
    'fails with a NotSentError without sending the request to %s',
    async (_what, ask) => {
      await fc.assert(
        fc.asyncProperty(half, async (id) => {
          const sent: unknown[] = [];
          const send: Send = async (request) => {
            sent.push(request);
            throw new TypeError('nothing is to be sent');
          };
          const facts = { reason: 'unusableText', host: 'service.example.com' };
          await expect(ask(send, HOST, id)).rejects.toMatchObject({ kind: 'notSent', facts });
          expect(sent).toEqual([]);
        }),
        { numRuns: 20 },
      );
    },
  );
});
