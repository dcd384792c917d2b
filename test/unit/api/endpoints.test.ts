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

/** Every request that names something by text, by what is called: `text` stands where an id or a name goes. */
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

/** Paths that a request asks for; what becomes of the answer is of no interest. */
async function pathsOf(request: (send: Send) => Promise<unknown>): Promise<readonly string[]> {
  const paths: string[] = [];
  const send: Send = async ({ url }) => {
    paths.push(url.pathname);
    return { status: 200, headers: {}, body: '{}' };
  };
  await request(send).catch(() => undefined);
  return paths;
}

describe('an endpoint that ends with the version of its API', () => {
  const VERSIONS = { iam: '/v3', modelarts: '/v1', swr: '/v2' };
  const versionOf = (what: string): string => {
    if (what.includes('project')) return VERSIONS.iam;
    return /organization|tag/.test(what) ? VERSIONS.swr : VERSIONS.modelarts;
  };

  test.each(Object.entries(REQUESTS))('leads to that version once: %s', async (what, ask) => {
    for (const base of ['', '/base']) {
      const plain = await pathsOf((send) => ask(send, `${HOST}${base}`, 'x'));
      expect(plain[0]).toMatch(new RegExp(`^${base}${versionOf(what)}/`));
      expect(await pathsOf((send) => ask(send, `${HOST}${base}${versionOf(what)}`, 'x'))).toEqual(plain);
    }
  });

  test('leads to that version once: a token', async () => {
    const token = (endpoint: string) =>
      pathsOf((send) => createToken(send, endpoint, LOGIN, { name: 'cn-north-4' }, signal));
    expect(await token(`${HOST}/v3`)).toEqual(['/v3/auth/tokens']);
    expect(await token(HOST)).toEqual(['/v3/auth/tokens']);
  });

  test('leads to that version once: the preview of a request', () => {
    const target = { projectId: 'p', notebookId: 'n', region: 'cn-north-4', request: anImageRequest() };
    expect(createImageUrl({ ...target, endpoint: `${HOST}/v1` })).toBe(createImageUrl({ ...target, endpoint: HOST }));
  });

  test.each([['https:', '', 'v3'].join('/'), 'https://service.example.com/v33', 'https://service.example.com/xv3'])(
    '%s does not, and keeps its path',
    async (endpoint) => {
      const expected = `${new URL(endpoint).pathname.replace(/\/$/, '')}/v3/projects`;
      expect(await pathsOf((send) => new IamClient(endpoint, send).listProjects(undefined, signal))).toEqual([
        expected,
      ]);
    },
  );
});

describe('an id with half a character', () => {
  const half = fc
    .tuple(fc.string(), fc.constantFrom('\uD800', '\uDBFF', '\uDC00', '\uDFFF'), fc.string())
    .map((parts) => parts.join(''));

  test.each(Object.entries(REQUESTS).filter(([what]) => what !== 'list organizations'))(
    'is an error of the family, and nothing is sent: %s',
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
