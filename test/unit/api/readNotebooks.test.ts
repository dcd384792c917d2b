import { describe, expect, test } from 'vitest';
import { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { systemClock } from '../../../src/util/clock';
import { KeptLog } from '../../support/doubles';

const neverAborted = (): AbortSignal => new AbortController().signal;

/** Returns a client of a service whose list of notebooks is `listAt(n)` at the n-th request. */
function createService(listAt: (request: number) => readonly unknown[], clampTo = 50, total?: number) {
  const log = new KeptLog();
  let requests = 0;
  let concurrent = 0;
  let maxConcurrent = 0;
  const client = new ModelArtsClient({
    endpoint: 'https://a.example',
    projectId: 'p',
    clock: systemClock,
    log,
    send: async ({ url }) => {
      const all = listAt((requests += 1));
      maxConcurrent = Math.max(maxConcurrent, (concurrent += 1));
      await Promise.resolve();
      concurrent -= 1;
      const offset = Number(url.searchParams.get('offset'));
      const limit = Math.min(clampTo, Number(url.searchParams.get('limit')));
      const body = JSON.stringify({ data: all.slice(offset, offset + limit), total: total ?? all.length });
      return { status: 200, headers: {}, body };
    },
  });
  return { client, log, requests: () => requests, maxConcurrent: () => maxConcurrent };
}

const notebooks = (count: number, from = 0): { id: string; name: string; status: string }[] =>
  Array.from({ length: count }, (_none, index) => ({ id: `n${from + index}`, name: 'x', status: 'RUNNING' }));

describe('readNotebooks', () => {
  test('requests pages of 50, at most eight at a time', async () => {
    const { client, requests, maxConcurrent } = createService(() => notebooks(1000));
    const { notebooks: read } = await client.readNotebooks({}, neverAborted());
    expect(read).toHaveLength(1000);
    expect(requests()).toBe(20);
    expect(maxConcurrent()).toBe(8);
  });

  test('reads the list again and misses no notebook when one was removed meanwhile', async () => {
    const full = notebooks(120);
    const { client } = createService((request) => (request === 1 ? full : full.slice(1)));
    const { notebooks: read, complete } = await client.readNotebooks({}, neverAborted());
    expect(read.map(({ id }) => id)).toEqual(full.slice(1).map(({ id }) => id));
    expect(complete).toBe(true);
  });

  test('returns no notebook twice when one was added meanwhile', async () => {
    const full = notebooks(120);
    const { client } = createService((request) => (request === 1 ? full : [...notebooks(1, 999), ...full]));
    const { notebooks: read } = await client.readNotebooks({}, neverAborted());
    expect(read).toHaveLength(121);
    expect(new Set(read.map(({ id }) => id)).size).toBe(121);
  });

  test('reports an incomplete list when it changes during every reading', async () => {
    const { client, log } = createService((request) => notebooks(120 + request));
    const { complete } = await client.readNotebooks({}, neverAborted());
    expect(complete).toBe(false);
    expect(log.lines.join()).toContain('one may be missing');
  });

  test('supports a service that returns smaller pages than requested', async () => {
    const { client } = createService(() => notebooks(47), 10);
    expect((await client.readNotebooks({}, neverAborted())).notebooks).toHaveLength(47);
  });

  test('skips and counts malformed notebooks', async () => {
    const items = [
      null,
      7,
      { id: 5 },
      { id: '' },
      { id: 'ok', status: 'NEW_WORD', lease: null, image: 'x', flavor: 3 },
    ];
    const { client, log } = createService(() => items);
    const { notebooks: read, malformed } = await client.readNotebooks({}, neverAborted());
    expect(read).toMatchObject([{ id: 'ok', status: 'NEW_WORD', flavor: '3', imageName: undefined }]);
    expect(malformed).toBe(4);
    expect(log.lines.join()).toContain('4 notebooks of a page could not be read');
  });

  test('reads on when the total is smaller than the list', async () => {
    const { client } = createService(() => notebooks(120), 50, 3);
    expect((await client.readNotebooks({}, neverAborted())).notebooks).toHaveLength(120);
  });

  test('returns an empty list', async () => {
    expect((await createService(() => []).client.readNotebooks({}, neverAborted())).notebooks).toEqual([]);
  });
});
