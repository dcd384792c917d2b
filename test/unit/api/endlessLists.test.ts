import { describe, expect, test, vi } from 'vitest';
import { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { SwrClient } from '../../../src/api/swrClient';
import { errorText } from '../../../src/ui/text/errorText';
import { systemClock } from '../../../src/util/clock';
import { KeptLog } from '../../support/doubles';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const soon = (): AbortSignal => AbortSignal.timeout(15_000);

/** The clients of a service that answers a request for a page with this. */
function serviceOf(pageAt: (offset: number, limit: number) => unknown) {
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

describe('a list that never ends', () => {
  test.each([
    ['one row a page, of a billion', (offset: number) => ({ data: rows(1, offset), total: 1_000_000_000 }), 2100],
    ['full pages without a total', (offset: number, limit: number) => ({ data: rows(limit, offset) }), 2100],
    ['the same page for ever, of a billion', () => ({ data: rows(50), total: 1_000_000_000 }), 40],
    [
      'the same row for ever, without a total',
      (_offset: number, limit: number) => ({ data: Array(limit).fill(rows(1)[0]) }),
      40,
    ],
    ['two pages in turn', (offset: number) => ({ data: rows(50, offset % 100), total: 1_000_000_000 }), 40],
    [
      'rows that cannot be read',
      (_offset: number, limit: number) => ({ data: Array(limit).fill(0), total: 1_000_000_000 }),
      2100,
    ],
    [
      'pages of megabytes',
      (offset: number) => ({ data: rows(50, offset, { surplus: 'x'.repeat(60_000) }), total: 1e9 }),
      60,
    ],
  ])('(%s) is read to an end', { timeout: 60_000 }, async (_name, pageAt, mostRequests) => {
    for (const kind of ['notebooks', 'images'] as const) {
      const { modelArts, requests } = serviceOf(pageAt);
      const { length } = await (kind === 'images'
        ? modelArts.listImages({}, AbortSignal.timeout(50_000))
        : modelArts.readNotebooks({}, AbortSignal.timeout(50_000)).then(({ notebooks }) => notebooks));
      expect(length).toBeLessThanOrEqual(100_000);
      expect(requests()).toBeLessThanOrEqual(2 * mostRequests);
    }
  });

  test('is logged as one that goes on', async () => {
    const { modelArts, log } = serviceOf((offset) => ({ data: rows(50, offset), total: 1_000_000_000 }));
    const { notebooks } = await modelArts.readNotebooks({}, soon());
    expect(notebooks).toHaveLength(100_000);
    expect(log.lines.join()).toContain('A list goes on after the 100000 items that were read');
  });

  test.each([
    ['the same tags for ever', () => rows(1000).map(({ id }) => ({ Tag: id })), 1000, 2],
    ['other tags for ever', (offset: number) => rows(1000, offset).map(({ id }) => ({ Tag: id })), 20_000, 20],
  ])('of tags (%s) is read to an end', async (_name, pageAt, count, most) => {
    const { swr, requests } = serviceOf(pageAt);
    expect(await swr.listTags('o', 'r', soon())).toHaveLength(count);
    expect(requests()).toBe(most);
  });
});

describe('a page', () => {
  test.each([
    ['of 501 notebooks where 50 were asked for', () => ({ data: rows(501), total: 501 })],
    ['of a million items that are none', () => ({ data: Array(1_000_000).fill(0) })],
    ['of five megabytes', () => ({ data: rows(1, 0, { surplus: 'x'.repeat(5_000_000) }) })],
  ])('%s is refused with a message', async (_name, pageAt) => {
    const { modelArts, requests } = serviceOf(pageAt);
    const error: unknown = await modelArts.readNotebooks({}, soon()).catch((reason: unknown) => reason);
    expect(error).toMatchObject({ kind: 'unreadable', reason: 'tooLarge' });
    expect(errorText(error)).toContain('The response from a.example is too large.');
    expect(requests()).toBe(1);
  });

  test('of ten thousand tags more than were asked for is refused', async () => {
    const { swr } = serviceOf(() => rows(10_001).map(({ id }) => ({ Tag: id })));
    await expect(swr.listTags('o', 'r', soon())).rejects.toMatchObject({ kind: 'unreadable', reason: 'tooLarge' });
  });

  test('that holds the whole of a short list although less was asked for is shown', async () => {
    for (const total of [300, undefined]) {
      const { modelArts } = serviceOf(() => ({ data: rows(300), total }));
      expect((await modelArts.readNotebooks({}, soon())).notebooks).toHaveLength(300);
    }
  });
});
