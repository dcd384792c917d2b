import { expect, test } from 'vitest';
import type { HttpRequest, HttpResponse, Send } from '../../../src/api/http';
import { withServiceTime } from '../../../src/api/transportDecorators';
import { ServiceClocks } from '../../../src/connections/connectionStatus';
import { ManualClock } from '../../support/manualClock';

const { signal } = new AbortController();
const request: HttpRequest = { method: 'GET', url: new URL('https://a.example/'), headers: {}, body: undefined };
const dated = (time: number | string): HttpResponse => ({
  status: 200,
  headers: { date: typeof time === 'number' ? new Date(time).toUTCString() : time },
  body: '',
});

test('withServiceTime reports how far the service’s clock is ahead, corrected by the duration of the request', async () => {
  const clock = new ManualClock();
  const clocks = new ServiceClocks(clock);
  const start = clock.now();
  const send: Send = async () => {
    clock.suspend(2000);
    return dated(start + 3_601_000);
  };
  expect(clocks.now('Work')).toBe(start);
  await withServiceTime(
    send,
    () => clock.now(),
    (ahead) => clocks.report('Work', ahead),
  )(request, signal);
  expect(clocks.now('Work') - clock.now()).toBe(3_600_500);
  expect(clocks.now('Home')).toBe(clock.now());
});

test.each([{ status: 200, headers: {}, body: '' }, dated('yesterday')])(
  'withServiceTime returns a response without a valid date unchanged and reports no time',
  async (answer) => {
    const reported: number[] = [];
    const send = withServiceTime(
      async () => answer,
      Date.now,
      (ahead) => reported.push(ahead),
    );
    expect(await send(request, signal)).toBe(answer);
    expect(reported).toEqual([]);
  },
);
