import { describe, expect, test } from 'vitest';
import type { IssuedToken } from '../../../src/api/createToken';
import { bareCredentials, type Secret } from '../../../src/connections/credentials';
import { Session } from '../../../src/connections/session';
import { NotSentError } from '../../../src/model/errors';
import { aRefusal } from '../../support/builders';
import { aSecret } from '../../support/doubles';
import { ManualClock } from '../../support/manualClock';

const { signal } = new AbortController();
const login: Secret = { kind: 'login', login: { domain: 'account', user: 'ada', password: 'p' } };
const HOUR = 3_600_000;

/** A session over a source whose secret can be changed, and an IAM whose answers can be. */
function aSession(secret: Secret) {
  const clock = new ManualClock();
  const state = {
    secret,
    reads: 0,
    tokens: 0,
    iam: (): Promise<IssuedToken> =>
      Promise.resolve({ token: `token ${state.tokens}`, lifetimeMs: 24 * HOUR, project: undefined }),
  };
  const session = new Session({
    clock,
    read: () => {
      state.reads += 1;
      return Promise.resolve(bareCredentials(state.secret));
    },
    requestToken: () => {
      state.tokens += 1;
      return state.iam();
    },
  });
  return { session, clock, state };
}

const offline = () =>
  new NotSentError({ reason: 'offline', host: 'iam.example.com', code: undefined, proxy: undefined });

describe('keys', () => {
  test('are read once for many requests', async () => {
    const { session, state } = aSession(aSecret('a'));
    await Promise.all([1, 2, 3].map(() => session.current(signal)));
    await session.current(signal);
    expect(state.reads).toBe(1);
  });

  test('are read again when they are refused, by one at a time, and everybody is given the others', async () => {
    const { session, state } = aSession(aSecret('a'));
    const refused = await session.current(signal);
    state.secret = aSecret('b');
    const fresh = await Promise.all([1, 2, 3].map(() => session.renewed(refused, signal)));
    expect(fresh.map((each) => each?.kind === 'keys' && each.keys.accessKey)).toEqual(['AK-b', 'AK-b', 'AK-b']);
    expect(await session.renewed(refused, signal)).toBe(fresh[0]);
    expect(state.reads).toBe(2);
  });

  test('that are the same as before are no others', async () => {
    const { session } = aSession(aSecret('a'));
    const refused = await session.current(signal);
    expect(await session.renewed(refused, signal)).toBeUndefined();
    expect(await session.renewed(refused, signal)).toBeUndefined();
  });
});

describe('a password', () => {
  test('is exchanged for one token, however many ask at once', async () => {
    const { session, state } = aSession(login);
    const passes = await Promise.all([1, 2, 3].map(() => session.current(signal)));
    expect(new Set(passes)).toEqual(new Set([{ kind: 'token', token: 'token 1' }]));
    expect(state.tokens).toBe(1);
  });

  test('is exchanged again before the token ends', async () => {
    const { session, clock } = aSession(login);
    await session.current(signal);
    await clock.advance(23 * HOUR);
    expect(await session.current(signal)).toMatchObject({ token: 'token 1' });
    await clock.advance(HOUR - 60_000);
    expect(await session.current(signal)).toMatchObject({ token: 'token 2' });
  });

  test('costs nothing when IAM is away while the token is still good', async () => {
    const { session, clock, state } = aSession(login);
    await session.current(signal);
    await clock.advance(24 * HOUR - 60_000);
    state.iam = () => Promise.reject(offline());
    expect(await session.current(signal)).toMatchObject({ token: 'token 1' });
    await clock.advance(60_000);
    await expect(session.current(signal)).rejects.toMatchObject({ kind: 'notSent' });
  });

  test('is exchanged again when the token is refused, but not for one that was just given out', async () => {
    const { session, clock, state } = aSession(login);
    const first = await session.current(signal);
    expect(await session.renewed(first, signal)).toBeUndefined();
    await clock.advance(HOUR);
    expect(await session.renewed(first, signal)).toMatchObject({ token: 'token 2' });
    expect(state.tokens).toBe(2);
  });

  test('that IAM refuses is not sent again at once: IAM locks users', async () => {
    const { session, clock, state } = aSession(login);
    state.iam = () => Promise.reject(aRefusal({ status: 401, code: '401' }));
    for (let attempt = 0; attempt < 5; attempt += 1) {
      await expect(session.current(signal)).rejects.toMatchObject({ status: 401 });
    }
    expect(state.tokens).toBe(1);
    await clock.advance(5 * 60_000);
    await expect(session.current(signal)).rejects.toMatchObject({ status: 401 });
    expect(state.tokens).toBe(2);
  });

  test('that changed since IAM refused it is sent at once', async () => {
    const { session, state } = aSession(login);
    state.iam = () => Promise.reject(aRefusal({ status: 401, code: '401' }));
    await expect(session.current(signal)).rejects.toMatchObject({ status: 401 });
    state.secret = { kind: 'login', login: { domain: 'account', user: 'ada', password: 'another' } };
    state.iam = () => Promise.resolve({ token: 'fresh', lifetimeMs: HOUR, project: undefined });
    expect(await session.current(signal)).toMatchObject({ token: 'fresh' });
  });

  test('is sent again after a moment without a network', async () => {
    const { session, state } = aSession(login);
    state.iam = () => Promise.reject(offline());
    await expect(session.current(signal)).rejects.toMatchObject({ kind: 'notSent' });
    await expect(session.current(signal)).rejects.toMatchObject({ kind: 'notSent' });
    expect(state.tokens).toBe(2);
  });
});

test('who gives up waits no longer, and takes the renewal from nobody', async () => {
  const { session, state } = aSession(login);
  let answer = (_token: IssuedToken): void => undefined;
  state.iam = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const stop = new AbortController();
  const [impatient, patient] = [session.current(stop.signal), session.current(signal)];
  await Promise.resolve();
  stop.abort();
  await expect(impatient).rejects.toMatchObject({ name: 'AbortError' });
  answer({ token: 'late', lifetimeMs: HOUR, project: undefined });
  expect(await patient).toMatchObject({ token: 'late' });
  expect(state.tokens).toBe(1);
});
