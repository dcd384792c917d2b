import { describe, expect, test, vi } from 'vitest';
import { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { SwrClient } from '../../../src/api/swrClient';
import { errorText } from '../../../src/ui/text/errorText';
import { systemClock } from '../../../src/util/clock';
import { KeptLog } from '../../support/doubles';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const deadline = (): AbortSignal => AbortSignal.timeout(15_000);

/** Returns clients of a service that responds to each request for a page with `pageAt`. */
function createService(pageAt: (offset: number, limit: number) => unknown) {
  const log = new KeptLog();
  let requests = 0;
  let chars = 0;
  const send = async ({ url }: { readonly url: URL }) => {
    requests += 1;
    const body = JSON.stringify(pageAt(Number(url.searchParams.get('offset')), Number(url.searchParams.get('limit'))));
    chars += body.length;
    return { status: 200, headers: {}, body };
  };
  const endpoint = 'https://a.example';
  const modelArts = new ModelArtsClient({ endpoint, projectId: 'p', clock: systemClock, log, send });
  return { modelArts, swr: new SwrClient(endpoint, send), log, requests: () => requests, chars: () => chars };
}

const rows = (count: number, from = 0, more: object = {}): { readonly id: string }[] =>
  Array.from({ length: count }, (_none, index) => ({ id: `n${from + index}`, name: 'x', status: 'ACTIVE', ...more }));

describe('reading an endless list', () => {
  test.each([
    [
      'one row per page, total of a billion',
      (offset: number) => ({ data: rows(1, offset), total: 1_000_000_000 }),
      2100,
    ],
    ['full pages without a total', (offset: number, limit: number) => ({ data: rows(limit, offset) }), 2100],
    ['the same page repeatedly, total of a billion', () => ({ data: rows(50), total: 1_000_000_000 }), 40],
    [
      'the same row repeatedly, without a total',
      (_offset: number, limit: number) => ({ data: Array(limit).fill(rows(1)[0]) }),
      40,
    ],
    ['two alternating pages', (offset: number) => ({ data: rows(50, offset % 100), total: 1_000_000_000 }), 40],
    [
      'malformed rows',
      (_offset: number, limit: number) => ({ data: Array(limit).fill(0), total: 1_000_000_000 }),
      2100,
    ],
    [
      'pages of megabytes',
      (offset: number) => ({ data: rows(50, offset, { surplus: 'x'.repeat(60_000) }), total: 1e9 }),
      60,
    ],
  ])('ends (%s)', { timeout: 60_000 }, async (_name, pageAt, maxRequests) => {
    for (const kind of ['notebooks', 'images'] as const) {
      const { modelArts, requests } = createService(pageAt);
      const { length } = await (kind === 'images'
        ? modelArts.listImages({}, AbortSignal.timeout(50_000))
        : modelArts.readNotebooks({}, AbortSignal.timeout(50_000)).then(({ notebooks }) => notebooks));
      expect(length).toBeLessThanOrEqual(100_000);
      expect(requests()).toBeLessThanOrEqual(2 * maxRequests);
    }
  });

  test('logs that the list is incomplete', async () => {
    const { modelArts, log } = createService((offset) => ({ data: rows(50, offset), total: 1_000_000_000 }));
    const { notebooks } = await modelArts.readNotebooks({}, deadline());
    expect(notebooks).toHaveLength(100_000);
    expect(log.lines.join()).toContain('List truncated after 100000 items');
  });

  test.each([
    ['the same tags repeatedly', () => rows(1000).map(({ id }) => ({ Tag: id })), 1000, 2],
    ['different tags on every page', (offset: number) => rows(1000, offset).map(({ id }) => ({ Tag: id })), 20_000, 20],
  ])('of tags ends (%s)', async (_name, pageAt, count, expectedRequests) => {
    const { swr, requests } = createService(pageAt);
    expect(await swr.listTags('o', 'r', deadline())).toHaveLength(count);
    expect(requests()).toBe(expectedRequests);
  });
});

describe('reading a page', () => {
  test.each([
    ['of 501 notebooks when 50 were requested', () => ({ data: rows(501), total: 501 })],
    ['of a million malformed items', () => ({ data: Array(1_000_000).fill(0) })],
    ['of five megabytes', () => ({ data: rows(1, 0, { surplus: 'x'.repeat(5_000_000) }) })],
  ])('%s fails with a message', async (_name, pageAt) => {
    const { modelArts, requests } = createService(pageAt);
    const error: unknown = await modelArts.readNotebooks({}, deadline()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'unreadable', reason: 'tooLarge' });
    expect(errorText(error)).toContain('The response from a.example is too large.');
    expect(requests()).toBe(1);
  });

  test('of ten thousand more tags than requested fails', async () => {
    const { swr } = createService(() => rows(10_001).map(({ id }) => ({ Tag: id })));
    await expect(swr.listTags('o', 'r', deadline())).rejects.toMatchObject({ kind: 'unreadable', reason: 'tooLarge' });
  });

  test('that contains a whole short list, although less was requested, succeeds', async () => {
    for (const total of [300, undefined]) {
      const { modelArts } = createService(() => ({ data: rows(300), total }));
      expect((await modelArts.readNotebooks({}, deadline())).notebooks).toHaveLength(300);
    }
  });
});
