import { describe, expect, test } from 'vitest';
import { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { systemClock } from '../../../src/util/clock';
import { KeptLog } from '../../support/doubles';

const never = (): AbortSignal => new AbortController().signal;

/** A service whose list of notebooks is what `listAt` says when the n-th request comes in. */
function serviceOf(listAt: (request: number) => readonly unknown[], clampTo = 50, total?: number) {
  const log = new KeptLog();
  let requests = 0;
  let atOnce = 0;
  let mostAtOnce = 0;
  const client = new ModelArtsClient({
    endpoint: 'https://a.example',
    projectId: 'p',
    clock: systemClock,
    log,
    send: async ({ url }) => {
      const all = listAt((requests += 1));
      mostAtOnce = Math.max(mostAtOnce, (atOnce += 1));
      await Promise.resolve();
      atOnce -= 1;
      const offset = Number(url.searchParams.get('offset'));
      const limit = Math.min(clampTo, Number(url.searchParams.get('limit')));
      const body = JSON.stringify({ data: all.slice(offset, offset + limit), total: total ?? all.length });
      return { status: 200, headers: {}, body };
    },
  });
  return { client, log, requests: () => requests, mostAtOnce: () => mostAtOnce };
}

const notebooks = (count: number, from = 0): { id: string; name: string; status: string }[] =>
  Array.from({ length: count }, (_none, index) => ({ id: `n${from + index}`, name: 'x', status: 'RUNNING' }));

describe('readNotebooks', () => {
  test('asks for pages of 50, at most eight at once', async () => {
    const { client, requests, mostAtOnce } = serviceOf(() => notebooks(1000));
    const { notebooks: read } = await client.readNotebooks({}, never());
    expect(read).toHaveLength(1000);
    expect(requests()).toBe(20);
    expect(mostAtOnce()).toBe(8);
  });

  test('reads a list anew that lost one of its first page meanwhile, and misses none', async () => {
    const full = notebooks(120);
    const { client } = serviceOf((request) => (request === 1 ? full : full.slice(1)));
    const { notebooks: read, complete } = await client.readNotebooks({}, never());
    expect(read.map(({ id }) => id)).toEqual(full.slice(1).map(({ id }) => id));
    expect(complete).toBe(true);
  });

  test('shows nobody twice when one was added in front meanwhile', async () => {
    const full = notebooks(120);
    const { client } = serviceOf((request) => (request === 1 ? full : [...notebooks(1, 999), ...full]));
    const { notebooks: read } = await client.readNotebooks({}, never());
    expect(read).toHaveLength(121);
    expect(new Set(read.map(({ id }) => id)).size).toBe(121);
  });

  test('says so when the list never stands still', async () => {
    const { client, log } = serviceOf((request) => notebooks(120 + request));
    const { complete } = await client.readNotebooks({}, never());
    expect(complete).toBe(false);
    expect(log.lines.join()).toContain('one may be missing');
  });

  test('follows a service that gives smaller pages than asked for', async () => {
    const { client } = serviceOf(() => notebooks(47), 10);
    expect((await client.readNotebooks({}, never())).notebooks).toHaveLength(47);
  });

  test('keeps the others when one makes no sense, and counts it', async () => {
    const odd = [null, 7, { id: 5 }, { id: '' }, { id: 'ok', status: 'NEW_WORD', lease: null, image: 'x', flavor: 3 }];
    const { client, log } = serviceOf(() => odd);
    const { notebooks: read, malformed } = await client.readNotebooks({}, never());
    expect(read).toMatchObject([{ id: 'ok', status: 'NEW_WORD', flavor: '3', imageName: undefined }]);
    expect(malformed).toBe(4);
    expect(log.lines.join()).toContain('4 notebooks of a page could not be read');
  });

  test('reads on past a total that is smaller than what the list holds', async () => {
    const { client } = serviceOf(() => notebooks(120), 50, 3);
    expect((await client.readNotebooks({}, never())).notebooks).toHaveLength(120);
  });

  test('ends for an empty list', async () => {
    expect((await serviceOf(() => []).client.readNotebooks({}, never())).notebooks).toEqual([]);
  });
});
