import { describe, expect, test } from 'vitest';
import { retryWhileLocked } from '../../../src/util/retryWhileLocked';
import { ManualClock } from '../../support/manualClock';

const LOCKED = ['EPERM', 'EACCES', 'EBUSY'];
const failure = (code: string): Error => Object.assign(new Error(`The disk says ${code}`), { code });
const NEVER = new AbortController().signal;

/** An operation on a file that fails as often as there are codes, and then gives `done`. */
function operationOn(clock: ManualClock, codes: readonly string[]) {
  const at: number[] = [];
  const start = clock.now();
  const operation = async (): Promise<string> => {
    at.push(clock.now() - start);
    const code = codes[at.length - 1];
    if (code !== undefined) throw failure(code);
    return 'done';
  };
  return { operation, at };
}

describe('an operation on a file that another program locks', () => {
  test.each(LOCKED)('succeeds as soon as the lock ends (%s)', async (code) => {
    for (let failures = 0; failures <= 7; failures += 1) {
      const clock = new ManualClock();
      const { operation, at } = operationOn(
        clock,
        Array.from({ length: failures }, () => code),
      );
      const result = retryWhileLocked(operation, clock, NEVER);
      await clock.advance(2000);
      expect(await result).toBe('done');
      expect(at).toHaveLength(failures + 1);
    }
  });

  test.each(LOCKED)(
    'ends after two seconds with what the disk said (%s), and each pause but the last is longer',
    async (code) => {
      const clock = new ManualClock();
      const { operation, at } = operationOn(
        clock,
        Array.from({ length: 100 }, () => code),
      );
      const result = expect(retryWhileLocked(operation, clock, NEVER)).rejects.toThrow(`The disk says ${code}`);
      await clock.advance(60_000);
      await result;
      expect(at).toEqual([0, 20, 60, 140, 300, 620, 1260, 2000]);
    },
  );

  test('counts its own pauses, not the time of day', async () => {
    const clock = new ManualClock();
    const { operation, at } = operationOn(
      clock,
      Array.from({ length: 100 }, () => 'EBUSY'),
    );
    const result = expect(retryWhileLocked(operation, clock, NEVER)).rejects.toThrow('EBUSY');
    await clock.advance(100);
    clock.suspend(-3_600_000);
    await clock.advance(3000);
    await result;
    expect(at).toHaveLength(8);
  });

  test('ends at once when nobody waits for it any more, with what the disk said', async () => {
    const clock = new ManualClock();
    const life = new AbortController();
    const { operation, at } = operationOn(clock, ['EBUSY', 'EBUSY']);
    const result = expect(retryWhileLocked(operation, clock, life.signal)).rejects.toThrow('The disk says EBUSY');
    await clock.advance(0);
    life.abort();
    await result;
    expect(at).toHaveLength(1);
  });
});

test.each(['ENOENT', 'ENOSPC', 'EROFS', 'EIO', 'EEXIST'])('%s is no lock, and is not waited for', async (code) => {
  const clock = new ManualClock();
  const { operation, at } = operationOn(clock, [code]);
  await expect(retryWhileLocked(operation, clock, NEVER)).rejects.toThrow(`The disk says ${code}`);
  expect(at).toHaveLength(1);
});
