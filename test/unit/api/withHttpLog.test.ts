import { expect, test } from 'vitest';
import { withHttpLog } from '../../../src/api/transportDecorators';
import { NotSentError } from '../../../src/model/errors';
import { KeptLog } from '../../support/doubles';

const request = (method: 'GET' | 'POST', path = '/v1/p/notebooks') => ({
  method,
  url: new URL(`https://a.example${path}?secret=query`),
  headers: { authorization: 'secret' },
  body: '{"secret":"body"}',
});

test('withHttpLog logs method, path, status, duration and request ID on one line, without headers, query or body', async () => {
  const log = new KeptLog();
  let now = 1000;
  const clock = { now: () => (now += 7), sleep: () => Promise.resolve() };
  const answer = { status: 200, headers: { 'x-request-id': 'r-1\n[error] forged' }, body: '{"secret":1}' };
  const send = withHttpLog(async () => answer, log, clock);
  await send(request('GET'), new AbortController().signal);
  await send(request('POST'), new AbortController().signal);
  expect(log.lines).toEqual([
    'debug GET a.example/v1/p/notebooks 200 (request r-1 [error] forged) in 7 ms',
    'info POST a.example/v1/p/notebooks 200 (request r-1 [error] forged) in 7 ms',
  ]);
});

test('withHttpLog logs a failure and rethrows it', async () => {
  const log = new KeptLog();
  const error = new NotSentError({ reason: 'refused', host: 'a.example', code: 'ECONNREFUSED', proxy: undefined });
  const failing = withHttpLog(() => Promise.reject(error), log, { now: () => 0, sleep: () => Promise.resolve() });
  await expect(failing(request('GET'), new AbortController().signal)).rejects.toBe(error);
  expect(log.lines[0]).toContain('failed: Not sent to a.example: refused ECONNREFUSED');
});
