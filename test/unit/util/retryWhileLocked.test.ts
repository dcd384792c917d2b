import { describe, expect, test } from 'vitest';
import { retryWhileLocked } from '../../../src/util/lockedFiles';
import { ManualClock } from '../../support/manualClock';

const LOCKED = ['EPERM', 'EACCES', 'EBUSY'];
const failure = (code: string): Error => Object.assign(new Error(`The disk says ${code}`), { code });
const NEVER = new AbortController().signal;

/** Returns a file operation that fails with each of the codes in turn, then resolves with `done`. */
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

describe('retryWhileLocked', () => {
  test.each(LOCKED)('resolves as soon as the lock ends (%s)', async (code) => {
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

  test.each(LOCKED)('rejects with the last error after two seconds, with increasing pauses (%s)', async (code) => {
    const clock = new ManualClock();
    const { operation, at } = operationOn(
      clock,
      Array.from({ length: 100 }, () => code),
    );
    const result = expect(retryWhileLocked(operation, clock, NEVER)).rejects.toThrow(`The disk says ${code}`);
    await clock.advance(60_000);
    await result;
    expect(at).toEqual([0, 20, 60, 140, 300, 620, 1260, 2000]);
  });

  test('measures its own pauses, not the time of day', async () => {
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

  test('rejects with the last error as soon as the signal aborts', async () => {
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

test.each(['ENOENT', 'ENOSPC', 'EROFS', 'EIO', 'EEXIST'])(
  'retryWhileLocked does not retry %s, which is not a lock',
  async (code) => {
    const clock = new ManualClock();
    const { operation, at } = operationOn(clock, [code]);
    await expect(retryWhileLocked(operation, clock, NEVER)).rejects.toThrow(`The disk says ${code}`);
    expect(at).toHaveLength(1);
  },
);
