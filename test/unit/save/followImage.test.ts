import { describe, expect, onTestFinished, test } from 'vitest';
import { NotConnectedError, NotSentError, UnreadableAnswerError } from '../../../src/model/errors';
import type { Image } from '../../../src/model/image';
import { type FollowOptions, followImage, type ImageObservation } from '../../../src/save/followSave';
import { Emitter } from '../../../src/util/event';
import { anImage, aRefusal } from '../../support/builders';
import { seededRandom } from '../../support/doubles';
import { ManualClock } from '../../support/manualClock';
import { type Answer, ScriptedSource } from '../../support/scriptedSource';

const SECOND = 1000;
const MINUTE = 60 * SECOND;

const offline = new NotSentError({ reason: 'dns', host: 'modelarts.example.com', code: 'ENOTFOUND', proxy: undefined });
const missing = aRefusal({ status: 400, code: 'ModelArts.6404' });
const busy = aRefusal({ status: 503 });

function withMessage(statusMessage: string | undefined): Image {
  return anImage({ status: 'CREATING', statusMessage });
}

function times(count: number, answer: Answer): readonly Answer[] {
  return Array.from({ length: count }, () => answer);
}

class Following {
  readonly clock = new ManualClock();
  readonly source: ScriptedSource;
  readonly observations: ImageObservation[] = [];
  readonly stop = new AbortController();
  readonly start = this.clock.now();
  end: 'settled' | { readonly error: unknown } | undefined;

  constructor(answers: readonly Answer[], options: Partial<FollowOptions> = {}, first: Image = anImage()) {
    this.source = new ScriptedSource(this.clock, ...answers);
    const { clock, start: since } = this;
    const all = { clock, random: () => 0.5, since, forMs: 120 * MINUTE, usualMs: () => [], ...options };
    onTestFinished(() => this.stop.abort());
    this.#run(first, all).then(
      () => (this.end = 'settled'),
      (error: unknown) => (this.end = { error }),
    );
  }

  /** Statuses and the interruptions since. */
  get seen(): readonly string[] {
    return this.observations.map(({ image, trouble }) => `${image.status}${trouble ? ` (${trouble.error.kind})` : ''}`);
  }

  /** Times of the polls; seconds since the start. */
  get polls(): readonly number[] {
    return this.source.polls.map((at) => (at - this.start) / SECOND);
  }

  async #run(first: Image, options: FollowOptions): Promise<void> {
    for await (const observation of followImage(this.source, first, options, this.stop.signal))
      this.observations.push(observation);
  }
}

/** Follows an image for this time; milliseconds. */
async function follow(ms: number, ...args: ConstructorParameters<typeof Following>): Promise<Following> {
  const following = new Following(...args);
  await following.clock.advance(ms);
  return following;
}

describe('without failures', () => {
  test('yields each status change once and ends when the image is ACTIVE', async () => {
    const following = await follow(MINUTE, ['INIT', 'CREATING', 'CREATING', 'ACTIVE', 'CREATING']);
    expect(following.seen).toEqual(['CREATING', 'ACTIVE']);
    expect(following.end).toBe('settled');
    expect(following.source.polls).toHaveLength(4);
  });

  test('yields each status message once', async () => {
    const following = await follow(MINUTE, [
      withMessage(undefined),
      withMessage('Building'),
      withMessage('Building'),
      withMessage('Pushing'),
      'ACTIVE',
    ]);
    const messages = following.observations.map(({ image }) => image.statusMessage);
    expect(messages).toEqual([undefined, 'Building', 'Pushing', undefined]);
  });

  test.each(['ACTIVE', 'CREATE_FAILED', 'ERROR', 'DELETED'])('ends with %s', async (status) => {
    const following = await follow(2 * SECOND, [status]);
    expect(following.seen).toEqual([status]);
    expect(following.end).toBe('settled');
    expect(following.clock.sleepers).toBe(0);
  });

  test('treats an unknown status as still being saved', async () => {
    const following = await follow(MINUTE, ['SQUASHING_LAYERS', 'ACTIVE']);
    expect(following.seen).toEqual(['SQUASHING_LAYERS', 'ACTIVE']);
  });

  test('does not poll a settled image', async () => {
    const following = await follow(MINUTE, [], {}, anImage({ status: 'ACTIVE' }));
    expect(following.end).toBe('settled');
    expect(following.polls).toEqual([]);
  });

  test('polls on the schedule that earlier saves suggest', async () => {
    const uninformed = new Following([]);
    await uninformed.clock.advance(40 * SECOND);
    expect(uninformed.polls).toEqual([2, 4, 8, 16, 27, 38]);
    const informed = new Following([], { usualMs: () => [6 * MINUTE] });
    await informed.clock.advance(80 * SECOND);
    expect(informed.polls).toEqual([2, 11, 41, 71]);
  });

  test('polls at once when following begins long after the request', async () => {
    const clock = new ManualClock();
    const following = await follow(0, ['ACTIVE'], { since: clock.now() - 10 * MINUTE });
    expect(following.end).toBe('settled');
  });

  test('stays within the request budget', async () => {
    const random = seededRandom(7);
    const polls: number[] = [];
    for (let save = 0; save < 100; save += 1) {
      const durationMs = (5 + 5 * random()) * MINUTE;
      const following = await follow(durationMs, ['CREATING'], { random });
      following.source.answer('ACTIVE');
      await following.clock.advance(13 * SECOND);
      expect(following.end).toBe('settled');
      polls.push(following.source.polls.length);
    }
    expect(polls.reduce((sum, each) => sum + each, 0) / polls.length).toBeLessThanOrEqual(45);
  });
});

describe('a missing image', () => {
  test.each([
    missing,
    ...[undefined, 'ModelArts.6404', 'ModelArts.0404'].map((code) => aRefusal({ status: 404, code })),
  ])('($message) is tolerated silently at first', async (answer) => {
    const following = await follow(MINUTE, [answer, answer, answer, 'CREATING', 'ACTIVE']);
    expect(following.seen).toEqual(['CREATING', 'ACTIVE']);
  });

  test('fails after two minutes', async () => {
    const following = await follow(2 * MINUTE, [missing]);
    expect(following.end).toBeUndefined();
    await following.clock.advance(15 * SECOND);
    expect(following.end).toEqual({ error: missing });
    expect(following.seen).toEqual([]);
  });

  test('is tolerated while its notebook is being saved, and for two more minutes', async () => {
    let isSaving: boolean | Error | undefined = true;
    let asked = 0;
    const isBeingSaved = async (): Promise<boolean | undefined> => {
      asked += 1;
      if (isSaving instanceof Error) throw isSaving;
      return isSaving;
    };
    const following = await follow(9 * MINUTE, [missing], { isBeingSaved });
    expect(asked).toBe(4);
    isSaving = offline;
    await following.clock.advance(3 * MINUTE);
    expect(following.seen).toEqual(['INIT (notSent)']);
    isSaving = false;
    await following.clock.advance(2 * MINUTE);
    expect(following.end).toEqual({ error: missing });
  });

  test('is followed again when it appears in the last poll of that time', async () => {
    for (const answer of ['CREATING', offline]) {
      const following = await follow(2 * MINUTE, [missing]);
      following.source.answer(answer, 'ACTIVE');
      await following.clock.advance(MINUTE);
      expect(following.seen.at(-1)).toBe('ACTIVE');
      expect(following.end).toBe('settled');
    }
  });

  test('that was seen before ends following with an error, even while its notebook is being saved', async () => {
    const following = await follow(3 * MINUTE, ['CREATING', missing], { isBeingSaved: async () => true });
    expect(following.end).toEqual({ error: missing });
  });

  test.each([
    [
      'another server returns a web page with status 404',
      new UnreadableAnswerError('notJson', 404, 'proxy.example.com', undefined),
    ],
    ['the gateway does not know the path (APIGW.0101)', aRefusal({ status: 404, code: 'APIGW.0101' })],
  ])('is not assumed when %s', async (_label, answer) => {
    const following = await follow(5 * MINUTE, [answer]);
    expect(following.seen).toEqual([`INIT (${answer.kind})`]);
    expect(following.end).toBeUndefined();
  });

  test('fails when its notebook must not be read', async () => {
    const following = await follow(2 * MINUTE + 15 * SECOND, [missing], { isBeingSaved: async () => undefined });
    expect(following.end).toEqual({ error: missing });
  });

  test('that was seen before gets the same two minutes again', async () => {
    const following = await follow(3 * MINUTE, [...times(9, missing), 'CREATING', missing]);
    expect(following.end).toBeUndefined();
    expect(following.seen).toEqual(['CREATING']);
    await following.clock.advance(MINUTE);
    expect(following.end).toEqual({ error: missing });
  });
});

describe('an interruption', () => {
  const kinds: readonly Error[] = [
    offline,
    busy,
    aRefusal({ status: 429 }),
    aRefusal({ status: 401, code: 'APIGW.0301' }),
    aRefusal({ status: 403, code: 'ModelArts.0112' }),
    new UnreadableAnswerError('notJson', 200, 'modelarts.example.com', undefined),
    new NotConnectedError('noCredentials', 'Work', undefined),
  ];

  test.each(kinds)('($message) is yielded once when it begins and once when it ends', async (error) => {
    const following = await follow(10 * MINUTE, ['CREATING', error, error, error, 'CREATING', 'ACTIVE']);
    expect(following.seen).toEqual(['CREATING', expect.stringMatching(/^CREATING \(\w+\)$/), 'CREATING', 'ACTIVE']);
    expect(following.end).toBe('settled');
  });

  test('starts at its first failed poll even if the error changes', async () => {
    const following = await follow(5 * MINUTE, ['CREATING', offline, offline, busy, 'ACTIVE']);
    const [, first, second] = following.observations;
    expect(following.seen).toEqual(['CREATING', 'CREATING (notSent)', 'CREATING (refused)', 'ACTIVE']);
    expect(first?.trouble?.since).toBe(following.start + 4 * SECOND);
    expect(second?.trouble).toEqual({ since: following.start + 4 * SECOND, error: busy });
  });

  test('keeps the image as last seen', async () => {
    const following = await follow(MINUTE, [anImage({ status: 'CREATING', statusMessage: 'Pushing' }), offline]);
    expect(following.observations.at(-1)?.image.statusMessage).toBe('Pushing');
  });

  test('ends when the service responds again, even if the image is missing', async () => {
    const following = await follow(MINUTE, [offline, missing, 'CREATING']);
    expect(following.seen).toEqual(['INIT (notSent)', 'INIT', 'CREATING']);
  });

  test('of an hour without network does not end following', async () => {
    const following = await follow(60 * MINUTE, ['CREATING', offline]);
    following.source.answer('ACTIVE');
    await following.clock.advance(35 * SECOND);
    expect(following.seen).toEqual(['CREATING', 'CREATING (notSent)', 'ACTIVE']);
  });

  test('of the service doubles the interval up to a minute, and one success resets it', async () => {
    const following = await follow(4 * MINUTE, [...times(4, 'CREATING'), ...times(4, busy), 'CREATING']);
    const gaps = following.polls.slice(3, 10).map((at, index) => Math.round(at - (following.polls[index + 2] ?? 0)));
    expect(gaps).toEqual([8, 11, 22, 44, 60, 60, 11]);
  });

  test.each<[string, number, Error]>([
    ['half a minute', 30, offline],
    ['a minute', 60, busy],
    ['a minute', 60, new UnreadableAnswerError('notJson', 502, 'modelarts.example.com', undefined)],
  ])('lengthens the interval to at most %s: %d s after %s', async (_label, seconds, error) => {
    const following = await follow(20 * MINUTE, ['CREATING', error]);
    const [last = 0, before = 0] = following.polls.slice(-2).reverse();
    expect(last - before).toBe(seconds);
  });

  test('with Retry-After waits as long as requested', async () => {
    const following = await follow(91 * SECOND, [aRefusal({ status: 429, retryAfterMs: 90 * SECOND }), 'ACTIVE']);
    expect(following.polls).toEqual([2]);
    await following.clock.advance(SECOND);
    expect(following.polls).toEqual([2, 92]);
  });

  test('by an unexpected error is a bug and is rethrown', async () => {
    const bug = new TypeError('x is not a function');
    const following = await follow(2 * SECOND, [bug]);
    expect(following.end).toEqual({ error: bug });
  });
});

describe('the deadline', () => {
  test('ends following after a last poll', async () => {
    const following = await follow(30 * SECOND, ['CREATING'], { forMs: 30 * SECOND });
    expect(following.polls).toEqual([2, 4, 8, 16, 27, 30]);
    expect(following.end).toMatchObject({
      error: { kind: 'followTimeout', imageId: anImage().id, afterMs: 30 * SECOND },
    });
    expect(following.clock.sleepers).toBe(0);
  });

  test('does not fail when the last poll shows the end', async () => {
    const following = await follow(30 * SECOND, [...times(5, 'CREATING'), 'ACTIVE'], { forMs: 30 * SECOND });
    expect(following.end).toBe('settled');
  });

  test('applies during an interruption', async () => {
    const following = await follow(10 * MINUTE, [offline], { forMs: 10 * MINUTE });
    expect(following.end).toMatchObject({ error: { kind: 'followTimeout' } });
  });

  test('includes the time of Retry-After', async () => {
    const asks = aRefusal({ status: 429, retryAfterMs: 300 * SECOND });
    const following = await follow(10 * MINUTE, [asks], { forMs: 10 * MINUTE });
    expect(following.polls).toEqual([2, 302, 600]);
    expect(following.end).toMatchObject({ error: { kind: 'followTimeout', afterMs: 10 * MINUTE } });
  });

  test('is not extended when the clock is set back', async () => {
    const following = await follow(5 * MINUTE, ['CREATING'], { forMs: 10 * MINUTE });
    following.clock.suspend(-60 * MINUTE);
    await following.clock.advance(6 * MINUTE);
    expect(following.end).toMatchObject({ error: { kind: 'followTimeout' } });
  });

  test('excludes the time the machine was suspended, and a poll follows soon after waking', async () => {
    const following = await follow(10 * MINUTE, ['CREATING'], { forMs: 60 * MINUTE });
    const before = following.source.polls.length;
    following.source.answer(offline, 'CREATING');
    following.clock.suspend(9 * 60 * MINUTE);
    await following.clock.advance(5 * SECOND);
    expect(following.source.polls.length).toBe(before + 1);
    await following.clock.advance(40 * MINUTE);
    expect(following.end).toBeUndefined();
    await following.clock.advance(11 * MINUTE);
    expect(following.end).toMatchObject({ error: { kind: 'followTimeout' } });
  });
});

describe('the end', () => {
  const isLate = ({ observations }: Following): boolean | undefined => observations.at(-1)?.noticedLate;

  test('is noticed promptly while polls succeed, even after a suspended night in between', async () => {
    const following = new Following(['CREATING']);
    following.clock.suspend(9 * 60 * MINUTE);
    await following.clock.advance(MINUTE);
    following.source.answer('ACTIVE');
    await following.clock.advance(15 * SECOND);
    expect([following.end, isLate(following)]).toEqual(['settled', false]);
  });

  test.each<[string, Partial<FollowOptions>, (following: Following) => Promise<void>]>([
    ['while the machine was suspended', {}, async ({ clock }) => clock.suspend(9 * 60 * MINUTE)],
    [
      'while there was no network',
      {},
      async ({ clock, source }) => {
        source.answer(offline);
        await clock.advance(5 * MINUTE);
      },
    ],
    ['seen by the first poll of a resumed save', { reportFirst: true }, async () => undefined],
  ])('%s is noticed late', async (_label, options, act) => {
    const following = new Following(['CREATING'], options);
    if (!options.reportFirst) await following.clock.advance(MINUTE);
    await act(following);
    following.source.answer('ACTIVE');
    await following.clock.advance(MINUTE);
    expect([following.end, isLate(following)]).toEqual(['settled', true]);
  });
});

test('counts as noticed promptly within a minute of the previous poll and late afterwards', async () => {
  for (const [waitedMs, isLate] of [
    [58 * SECOND, false],
    [59 * SECOND, true],
  ] as const) {
    const following = await follow(2 * MINUTE, [aRefusal({ status: 429, retryAfterMs: waitedMs }), 'ACTIVE']);
    expect(following.observations.at(-1)).toMatchObject({ image: { status: 'ACTIVE' }, noticedLate: isLate });
  }
});

test('a resumed image is yielded after its first poll even if unchanged, then only when it changes', async () => {
  const following = await follow(MINUTE, ['INIT', 'INIT', 'INIT', 'ACTIVE'], { reportFirst: true });
  expect(following.seen).toEqual(['INIT', 'ACTIVE']);
  expect(following.observations.map(({ noticedLate }) => noticedLate)).toEqual([false, false]);
});

describe('an image seen by another follower', () => {
  test('is not polled and ends the wait', async () => {
    const shown = new Emitter<Image>();
    const following = await follow(SECOND, [], { seenByOthers: shown.event });
    shown.fire(withMessage('Pushing'));
    await following.clock.advance(0);
    expect([following.seen, following.polls]).toEqual([['CREATING'], []]);
    shown.fire(anImage({ status: 'ACTIVE' }));
    await following.clock.advance(0);
    expect([following.seen, following.polls, following.end]).toEqual([['CREATING', 'ACTIVE'], [], 'settled']);
    expect(following.clock.sleepers).toBe(0);
  });

  test('is ignored when it is a different image', async () => {
    const shown = new Emitter<Image>();
    const following = await follow(SECOND, ['INIT'], { seenByOthers: shown.event });
    shown.fire(anImage({ id: 'another', status: 'ACTIVE' }));
    await following.clock.advance(9 * SECOND);
    expect([following.seen, following.polls, following.end]).toEqual([[], [2, 4, 8], undefined]);
    following.stop.abort(new Error('enough'));
    await following.clock.advance(0);
    expect(following.end).toMatchObject({ error: { message: 'enough' } });
  });

  test('is ignored outside a wait', async () => {
    const shown = new Emitter<Image>();
    let listening = 0;
    const seenByOthers: typeof shown.event = (listener) => {
      listening += 1;
      const subscription = shown.event(listener);
      return {
        dispose: () => {
          listening -= 1;
          subscription.dispose();
        },
      };
    };
    const following = await follow(MINUTE, ['CREATING'], { seenByOthers });
    expect(listening).toBe(1);
    following.stop.abort();
    await following.clock.advance(0);
    expect(listening).toBe(0);
  });
});

describe('aborting', () => {
  test('between polls rejects at once with the reason and leaves no listener', async () => {
    const following = await follow(MINUTE, ['CREATING']);
    following.stop.abort(new Error('enough'));
    await following.clock.advance(0);
    expect(following.end).toMatchObject({ error: { message: 'enough' } });
    expect(following.clock.sleepers).toBe(0);
  });

  test('before the start sends no request', async () => {
    const clock = new ManualClock();
    const source = new ScriptedSource(clock, 'ACTIVE');
    const options = { clock, random: () => 0.5, since: clock.now(), forMs: MINUTE, usualMs: () => [] };
    const aborted = AbortSignal.abort(new Error('enough'));
    await expect(followImage(source, anImage(), options, aborted).next()).rejects.toThrow('enough');
    expect(source.polls).toEqual([]);
  });

  test('during a poll passes on the signal and throws its reason whatever the poll returns', async () => {
    const clock = new ManualClock();
    const stop = new AbortController();
    const hanging = {
      getImage: (_id: string, signal: AbortSignal) =>
        new Promise<Image>((_resolve, reject) => {
          signal.addEventListener('abort', () => reject(offline));
        }),
    };
    const options = { clock, random: () => 0.5, since: clock.now() - MINUTE, forMs: MINUTE, usualMs: () => [] };
    const next = followImage(hanging, anImage(), options, stop.signal).next();
    await clock.advance(0);
    stop.abort(new Error('enough'));
    await expect(next).rejects.toThrow('enough');
  });
});
