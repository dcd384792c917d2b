import { expect, test } from 'vitest';
import type { HttpResponse } from '../../../src/api/http';
import { ModelArtsClient } from '../../../src/api/modelArtsClient';
import { silentLogger } from '../../../src/util/logger';
import { ManualClock } from '../../support/manualClock';

const row = (id: string, feature = 'NOTEBOOK') => ({ id, name: id, status: 'RUNNING', feature });

/** Streams the notebooks of a service that lists the free ones once `free` resolves. */
function startReading({
  billed,
  free,
}: {
  readonly billed: readonly object[];
  readonly free: Promise<readonly object[]>;
}) {
  const clock = new ManualClock();
  const stop = new AbortController();
  const client = new ModelArtsClient({
    endpoint: 'https://a.example',
    projectId: 'p',
    clock,
    log: silentLogger,
    send: async ({ url }) => {
      const query = url.searchParams;
      if (query.get('feature') === 'DEFAULT') return page(await free, 0, 50);
      return page(billed, Number(query.get('offset')), Number(query.get('limit')));
    },
  });
  const readings = client.streamNotebooks({ includeFree: true }, stop.signal);
  const next = async (): Promise<readonly string[]> => {
    const { value } = await readings.next();
    return value ? value.notebooks.map(({ id }) => id) : ['(the end)'];
  };
  return { clock, next, stop };
}

function page(all: readonly object[], offset: number, limit: number): HttpResponse {
  const body = JSON.stringify({ data: all.slice(offset, offset + limit), total: all.length });
  return { status: 200, headers: {}, body };
}

const FREE = [row('free', 'DEFAULT')];

test('streamNotebooks yields a list of one page together with its free notebooks', async () => {
  const { next, clock } = startReading({ billed: [row('one'), row('two')], free: Promise.resolve(FREE) });

  expect(await next()).toEqual(['one', 'two', 'free']);
  expect(await next()).toEqual(['(the end)']);
  expect(clock.sleepers).toBe(0);
});

test('streamNotebooks yields a list of one page after 250 ms without slow free notebooks, and again with them', async () => {
  let answer: (free: readonly object[]) => void = () => undefined;
  const free = new Promise<readonly object[]>((resolve) => {
    answer = resolve;
  });
  const { next, clock } = startReading({ billed: [row('one')], free });

  const first = next();
  await clock.advance(249);
  await expect(Promise.race([first, Promise.resolve('not yet')])).resolves.toBe('not yet');
  await clock.advance(1);
  expect(await first).toEqual(['one']);

  answer(FREE);
  expect(await next()).toEqual(['one', 'free']);
});

test('streamNotebooks yields the first of several pages without waiting for free notebooks', async () => {
  const billed = Array.from({ length: 60 }, (_none, index) => row(`n${index}`));
  const { next, clock } = startReading({ billed, free: new Promise(() => undefined) });

  expect(await next()).toHaveLength(50);
  expect(clock.sleepers).toBe(0);
});

test('streamNotebooks rejects when aborted while it waits for free notebooks', async () => {
  const { next, clock, stop } = startReading({ billed: [row('one')], free: new Promise(() => undefined) });

  const first = next();
  await clock.whenAsleep();
  stop.abort(new Error('The view was closed'));

  await expect(first).rejects.toThrow('The view was closed');
});
