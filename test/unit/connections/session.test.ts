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

/** A session whose secret and IAM responses the test can change. */
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

describe('a session with access keys', () => {
  test('keys are read once for many requests', async () => {
    const { session, state } = aSession(aSecret('a'));
    await Promise.all([1, 2, 3].map(() => session.current(signal)));
    await session.current(signal);
    expect(state.reads).toBe(1);
  });

  test('rejected keys are read again once, and all requests get the new keys', async () => {
    const { session, state } = aSession(aSecret('a'));
    const refused = await session.current(signal);
    state.secret = aSecret('b');
    const fresh = await Promise.all([1, 2, 3].map(() => session.renewed(refused, signal)));
    expect(fresh.map((each) => each?.kind === 'keys' && each.keys.accessKey)).toEqual(['AK-b', 'AK-b', 'AK-b']);
    expect(await session.renewed(refused, signal)).toBe(fresh[0]);
    expect(state.reads).toBe(2);
  });

  test('no other keys are returned when the keys read again are unchanged', async () => {
    const { session } = aSession(aSecret('a'));
    const refused = await session.current(signal);
    expect(await session.renewed(refused, signal)).toBeUndefined();
    expect(await session.renewed(refused, signal)).toBeUndefined();
  });
});

describe('a session with a password', () => {
  test('a password is exchanged for one token when several requests start at once', async () => {
    const { session, state } = aSession(login);
    const authentications = await Promise.all([1, 2, 3].map(() => session.current(signal)));
    expect(new Set(authentications)).toEqual(new Set([{ kind: 'token', token: 'token 1' }]));
    expect(state.tokens).toBe(1);
  });

  test('a token is renewed before it expires', async () => {
    const { session, clock } = aSession(login);
    await session.current(signal);
    await clock.advance(23 * HOUR);
    expect(await session.current(signal)).toMatchObject({ token: 'token 1' });
    await clock.advance(HOUR - 60_000);
    expect(await session.current(signal)).toMatchObject({ token: 'token 2' });
  });

  test('requests use a valid token while IAM is unavailable', async () => {
    const { session, clock, state } = aSession(login);
    await session.current(signal);
    await clock.advance(24 * HOUR - 60_000);
    state.iam = () => Promise.reject(offline());
    expect(await session.current(signal)).toMatchObject({ token: 'token 1' });
    await clock.advance(60_000);
    await expect(session.current(signal)).rejects.toMatchObject({ kind: 'notSent' });
  });

  test('a rejected token is renewed, unless it was just issued', async () => {
    const { session, clock, state } = aSession(login);
    const first = await session.current(signal);
    expect(await session.renewed(first, signal)).toBeUndefined();
    await clock.advance(HOUR);
    expect(await session.renewed(first, signal)).toMatchObject({ token: 'token 2' });
    expect(state.tokens).toBe(2);
  });

  test('a rejected password is not sent again for five minutes, because IAM locks users', async () => {
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

  test('a password that changed after a rejection is sent immediately', async () => {
    const { session, state } = aSession(login);
    state.iam = () => Promise.reject(aRefusal({ status: 401, code: '401' }));
    await expect(session.current(signal)).rejects.toMatchObject({ status: 401 });
    state.secret = { kind: 'login', login: { domain: 'account', user: 'ada', password: 'another' } };
    state.iam = () => Promise.resolve({ token: 'fresh', lifetimeMs: HOUR, project: undefined });
    expect(await session.current(signal)).toMatchObject({ token: 'fresh' });
  });

  test('a password is sent again after a network failure', async () => {
    const { session, state } = aSession(login);
    state.iam = () => Promise.reject(offline());
    await expect(session.current(signal)).rejects.toMatchObject({ kind: 'notSent' });
    await expect(session.current(signal)).rejects.toMatchObject({ kind: 'notSent' });
    expect(state.tokens).toBe(2);
  });
});

test('an aborted request stops waiting without aborting the renewal for the others', async () => {
  const { session, state } = aSession(login);
  let answer = (_token: IssuedToken): void => undefined;
  state.iam = () =>
    new Promise((resolve) => {
      answer = resolve;
    });
  const stop = new AbortController();
  const [aborted, waiting] = [session.current(stop.signal), session.current(signal)];
  await Promise.resolve();
  stop.abort();
  await expect(aborted).rejects.toMatchObject({ name: 'AbortError' });
  answer({ token: 'late', lifetimeMs: HOUR, project: undefined });
  expect(await waiting).toMatchObject({ token: 'late' });
  expect(state.tokens).toBe(1);
});
