import { describe, expect, test, vi } from 'vitest';
import type { Image } from '../../../../../src/model/image';
import { TagAvailability, type TagAvailabilityOptions } from '../../../../../src/ui/saves/flow/tagAvailability';
import { anImage, aRefusal } from '../../../../support/builders';
import { KeptLog } from '../../../../support/doubles';
import { ManualClock } from '../../../../support/manualClock';

const { signal } = new AbortController();
const base = { namespace: 'team', name: 'base' };
const never = <T>(): Promise<T> => new Promise(() => undefined);

interface Service {
  readonly tags?: (signal: AbortSignal) => Promise<readonly string[]>;
  readonly hasTag?: (tag: string) => Promise<boolean>;
  readonly images?: (signal: AbortSignal) => Promise<readonly Image[]>;
}

function tagAvailability({ tags, hasTag, images }: Service) {
  const clock = new ManualClock();
  const log = new KeptLog();
  const asked: string[] = [];
  const note = <T>(what: string, answer: T): T => {
    asked.push(what);
    return answer;
  };
  const options: TagAvailabilityOptions = {
    swr: async () => ({
      listTags: (namespace, name, inner) =>
        note(`tags of ${namespace}/${name}`, tags ? tags(inner) : Promise.resolve([])),
      hasTag: (_namespace, _name, tag) => note(`tag ${tag}`, hasTag ? hasTag(tag) : never<boolean>()),
    }),
    modelArts: async () => ({
      listImages: ({ namespace, name }, inner) =>
        note(`images ${namespace}/${name}`, images ? images(inner) : Promise.resolve([])),
    }),
    clock,
    log,
  };
  return { taken: new TagAvailability(options), clock, log, asked };
}

describe('a tag', () => {
  test('that is in neither the registry nor the image list is free', async () => {
    const { taken } = tagAvailability({ tags: async () => ['v1'], images: async () => [anImage({ tag: 'v2' })] });
    expect(await taken.check({ ...base, tag: 'v3' }, signal)).toEqual({ kind: 'free' });
  });

  test('that is in the registry is taken, and the next one is past all existing tags', async () => {
    const { taken } = tagAvailability({ tags: async () => ['v3', 'v4'], images: async () => [anImage({ tag: 'v5' })] });
    expect(await taken.check({ ...base, tag: 'v3' }, signal)).toEqual({ kind: 'taken', next: 'v6' });
  });

  test.each(['INIT', 'CREATING', 'ACTIVE', 'PUSHING'])('of an image with the status %s is taken', async (status) => {
    const { taken } = tagAvailability({ images: async () => [anImage({ tag: 'v3', status })] });
    expect(await taken.check({ ...base, tag: 'v3' }, signal)).toEqual({ kind: 'taken', next: 'v4' });
  });

  test.each(['CREATE_FAILED', 'ERROR', 'DELETED'])('of an image with the status %s is free', async (status) => {
    const { taken } = tagAvailability({ images: async () => [anImage({ tag: 'v3', status })] });
    expect(await taken.check({ ...base, tag: 'v3' }, signal)).toEqual({ kind: 'free' });
  });

  test('that the service refused is taken, whatever was known before', async () => {
    const { taken, asked } = tagAvailability({});
    expect(await taken.check({ ...base, tag: 'v3' }, signal)).toEqual({ kind: 'free' });
    taken.add({ ...base, tag: 'v3' });
    expect(taken.peek({ ...base, tag: 'v3' })).toEqual({ kind: 'taken', next: 'v4' });
    taken.add({ namespace: 'other', name: 'base', tag: 'v1' });
    expect(await taken.check({ namespace: 'other', name: 'base', tag: 'v1' }, signal)).toEqual({
      kind: 'taken',
      next: 'v2',
    });
    expect(asked).toHaveLength(2);
  });

  test('of a repository with more tags than are listed is checked individually once', async () => {
    const many = Array.from({ length: 20_000 }, (_none, index) => `v${index}`);
    const { taken, asked } = tagAvailability({ tags: async () => many, hasTag: async (tag) => tag === 'old' });
    expect(await taken.check({ ...base, tag: 'old' }, signal)).toEqual({ kind: 'taken', next: 'old-2' });
    expect(await taken.check({ ...base, tag: 'fresh' }, signal)).toEqual({ kind: 'free' });
    expect(await taken.check({ ...base, tag: 'fresh' }, signal)).toEqual({ kind: 'free' });
    expect(await taken.check({ ...base, tag: 'v7' }, signal)).toEqual({ kind: 'taken', next: 'v20000' });
    expect(asked.filter((what) => what.startsWith('tag '))).toEqual(['tag old', 'tag fresh']);
  });
});

test('whose individual check fails stays unknown and is checked again', async () => {
  const many = Array.from({ length: 20_000 }, (_none, index) => `v${index}`);
  const answers = [Promise.reject(aRefusal({ status: 503 })), Promise.resolve(false)];
  const { taken, log } = tagAvailability({ tags: async () => many, hasTag: () => answers.shift() ?? never<boolean>() });
  expect(await taken.check({ ...base, tag: 'old' }, signal)).toEqual({ kind: 'unknown', why: 'failed' });
  expect(log.lines).toEqual(['warn Could not check tags in SWR: Refused with 503']);
  expect(await taken.check({ ...base, tag: 'old' }, signal)).toEqual({ kind: 'free' });
});

describe('loading', () => {
  test('starts when the repository is known', () => {
    const { taken, asked } = tagAvailability({ tags: never, images: never });
    taken.prepare(base);
    return vi.waitFor(() => expect(asked.toSorted()).toEqual(['images team/base', 'tags of team/base']));
  });

  test('rejects after the flow was aborted, even with a cached result', async () => {
    const { taken } = tagAvailability({});
    await taken.check({ ...base, tag: 'v1' }, signal);
    const aborted = AbortSignal.abort(new Error('left'));
    await expect(taken.check({ ...base, tag: 'v1' }, aborted)).rejects.toThrow('left');
  });

  test('logs a failure of the image list', async () => {
    const { taken, log } = tagAvailability({ images: () => Promise.reject(aRefusal({ status: 503 })) });
    await taken.check({ ...base, tag: 'v1' }, signal);
    expect(log.lines).toEqual(['warn Could not check tags in ModelArts: Refused with 503']);
  });

  test('happens once per repository, in the background', async () => {
    const { taken, asked } = tagAvailability({ tags: async () => ['v1'] });
    taken.prepare(base);
    taken.prepare(base);
    await taken.check({ ...base, tag: 'v1' }, signal);
    await taken.check({ ...base, tag: 'v2' }, signal);
    expect(asked.toSorted()).toEqual(['images team/base', 'tags of team/base']);
    await taken.check({ namespace: 'team', name: 'other', tag: 'v1' }, signal);
    expect(asked).toHaveLength(4);
  });

  test('is not triggered by a peek', async () => {
    const { taken, asked } = tagAvailability({});
    expect(taken.peek({ ...base, tag: 'v1' })).toEqual({ kind: 'unknown', why: 'loading' });
    expect(asked).toEqual([]);
    await taken.check({ ...base, tag: 'v1' }, signal);
    expect(taken.peek({ ...base, tag: 'v1' })).toEqual({ kind: 'free' });
  });

  test('delays a check by at most three seconds, and a late response counts for the next one', async () => {
    let answer = (_tags: readonly string[]): void => undefined;
    const tags = () => new Promise<readonly string[]>((resolve) => void (answer = resolve));
    const { taken, clock } = tagAvailability({ tags });
    const checking = taken.check({ ...base, tag: 'v1' }, signal);
    await clock.advance(2999);
    expect(clock.sleepers).toBe(1);
    await clock.advance(1);
    expect(await checking).toEqual({ kind: 'unknown', why: 'loading' });
    answer(['v1']);
    expect(await taken.check({ ...base, tag: 'v1' }, signal)).toEqual({ kind: 'taken', next: 'v2' });
    expect(clock.sleepers).toBe(0);
  });

  test('that fails leaves the tag unknown, is logged, and is tried again', async () => {
    const answers = [Promise.reject(aRefusal({ status: 503 })), Promise.resolve(['v1'])];
    const { taken, log } = tagAvailability({ tags: () => answers.shift() ?? never<readonly string[]>() });
    expect(await taken.check({ ...base, tag: 'v1' }, signal)).toEqual({ kind: 'unknown', why: 'failed' });
    expect(log.lines).toEqual(['warn Could not check tags in SWR: Refused with 503']);
    expect(await taken.check({ ...base, tag: 'v1' }, signal)).toEqual({ kind: 'taken', next: 'v2' });
  });

  test.each([
    { images: async () => [anImage({ tag: 'v1', status: 'CREATING' })], tags: () => Promise.reject(aRefusal()) },
    { tags: async () => ['v1'], images: () => Promise.reject(aRefusal()) },
  ])('from two sources uses one when the other fails', async (service) => {
    const { taken } = tagAvailability(service);
    expect(await taken.check({ ...base, tag: 'v1' }, signal)).toEqual({ kind: 'taken', next: 'v2' });
    expect(await taken.check({ ...base, tag: 'v9' }, signal)).toEqual({ kind: 'unknown', why: 'failed' });
  });

  test('that fails with a bug does not block the save and logs the stack', async () => {
    const { taken, log } = tagAvailability({ tags: () => Promise.reject(new TypeError('a bug')) });
    expect(await taken.check({ ...base, tag: 'v1' }, signal)).toEqual({ kind: 'unknown', why: 'failed' });
    expect(log.lines[0]).toMatch(/^error .*TypeError: a bug\n\s+at /);
  });

  test('stops waiting without a log entry when the flow is aborted', async () => {
    const { taken, clock, log } = tagAvailability({ tags: never });
    const leaving = new AbortController();
    const checking = taken.check({ ...base, tag: 'v1' }, leaving.signal);
    await clock.whenAsleep();
    leaving.abort();
    await expect(checking).rejects.toBe(leaving.signal.reason);
    expect(clock.sleepers).toBe(0);
    expect(log.lines).toEqual([]);
  });

  test('is aborted with the flow, without a log entry', async () => {
    const signals: AbortSignal[] = [];
    const tags = (inner: AbortSignal) =>
      new Promise<readonly string[]>((_resolve, reject) => {
        signals.push(inner);
        inner.addEventListener('abort', () => reject(inner.reason));
      });
    const { taken, log, clock } = tagAvailability({ tags });
    const checking = taken.check({ ...base, tag: 'v1' }, signal);
    await clock.whenAsleep();
    taken.dispose();
    expect(await checking).toMatchObject({ kind: 'unknown' });
    expect(signals.map(({ aborted }) => aborted)).toEqual([true]);
    expect(log.lines).toEqual([]);
  });
});
