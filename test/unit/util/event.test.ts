import { expect, test, vi } from 'vitest';
import { Emitter, once } from '../../../src/util/event';

function recordingListener(): { readonly received: string[]; readonly listener: (value: string) => void } {
  const received: string[] = [];
  return { received, listener: (value) => void received.push(value) };
}

test('Emitter calls all listeners in the order of registration', () => {
  const emitter = new Emitter<string>();
  const received: string[] = [];
  emitter.event((value) => received.push(`first ${value}`));
  emitter.event((value) => received.push(`second ${value}`));
  emitter.fire('a');
  expect(received).toEqual(['first a', 'second a']);
});

test('Emitter calls a function registered twice two times, and each registration is disposed separately', () => {
  const emitter = new Emitter<string>();
  const { received, listener } = recordingListener();
  const first = emitter.event(listener);
  emitter.event(listener);
  emitter.fire('a');
  first.dispose();
  emitter.fire('b');
  expect(received).toEqual(['a', 'a', 'b']);
});

test('Emitter does not call a listener removed during the same event', () => {
  const emitter = new Emitter<string>();
  const { received, listener } = recordingListener();
  emitter.event(() => later.dispose());
  const later = emitter.event(listener);
  emitter.fire('a');
  expect(received).toEqual([]);
});

test('Emitter calls a listener added during an event from the next event on', () => {
  const emitter = new Emitter<string>();
  const { received, listener } = recordingListener();
  const first = emitter.event(() => {
    emitter.event(listener);
    first.dispose();
  });
  emitter.fire('a');
  emitter.fire('b');
  expect(received).toEqual(['b']);
});

test('Emitter calls the other listeners when one throws, and the error becomes uncaught', async () => {
  const emitter = new Emitter<string>();
  const { received, listener } = recordingListener();
  const uncaught = vi.fn<(error: unknown) => void>();
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').once('uncaughtException', uncaught);
  try {
    emitter.event(() => {
      throw new Error('faulty listener');
    });
    emitter.event(listener);
    emitter.fire('a');
    await vi.waitFor(() => expect(uncaught).toHaveBeenCalledOnce());
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const each of before) process.on('uncaughtException', each);
  }
  expect(received).toEqual(['a']);
  expect(uncaught.mock.calls[0]?.[0]).toMatchObject({ message: 'faulty listener' });
});

test('Emitter calls no listener once disposed', () => {
  const emitter = new Emitter<string>();
  const { received, listener } = recordingListener();
  emitter.event(listener);
  emitter.dispose();
  emitter.fire('a');
  expect(received).toEqual([]);
});

test('once resolves with the first matching value and stops listening', async () => {
  const emitter = new Emitter<number>();
  const tested: number[] = [];
  const isEven = (value: number): boolean => {
    tested.push(value);
    return value % 2 === 0;
  };
  const even = once(emitter.event, isEven, new AbortController().signal);
  for (const value of [1, 2, 3, 4]) emitter.fire(value);
  expect(await even).toBe(2);
  expect(tested).toEqual([1, 2]);
});

test('once rejects with the signal’s reason and stops listening', async () => {
  const emitter = new Emitter<number>();
  const tested: number[] = [];
  const stop = new AbortController();
  const never = once(emitter.event, (value) => tested.push(value) > 99, stop.signal);
  stop.abort(new Error('enough'));
  emitter.fire(1);
  await expect(never).rejects.toThrow('enough');
  expect(tested).toEqual([]);
});

test('once does not start listening when the signal has already aborted', async () => {
  const listen = vi.fn<() => { dispose: () => void }>();
  await expect(once(listen, () => true, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(listen).not.toHaveBeenCalled();
});
