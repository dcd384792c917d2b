import { expect, test, vi } from 'vitest';
import { Emitter, once } from '../../../src/util/event';

function listening(): { readonly heard: string[]; readonly hear: (value: string) => void } {
  const heard: string[] = [];
  return { heard, hear: (value) => void heard.push(value) };
}

test('tells every listener, in the order they came', () => {
  const emitter = new Emitter<string>();
  const heard: string[] = [];
  emitter.event((value) => heard.push(`first ${value}`));
  emitter.event((value) => heard.push(`second ${value}`));
  emitter.fire('a');
  expect(heard).toEqual(['first a', 'second a']);
});

test('the same function listening twice hears everything twice, and stops one listening at a time', () => {
  const emitter = new Emitter<string>();
  const { heard, hear } = listening();
  const first = emitter.event(hear);
  emitter.event(hear);
  emitter.fire('a');
  first.dispose();
  emitter.fire('b');
  expect(heard).toEqual(['a', 'a', 'b']);
});

test('who stops listening hears nothing more, not even of what is being told at that moment', () => {
  const emitter = new Emitter<string>();
  const { heard, hear } = listening();
  emitter.event(() => later.dispose());
  const later = emitter.event(hear);
  emitter.fire('a');
  expect(heard).toEqual([]);
});

test('who begins to listen while something is told hears the next', () => {
  const emitter = new Emitter<string>();
  const { heard, hear } = listening();
  const first = emitter.event(() => {
    emitter.event(hear);
    first.dispose();
  });
  emitter.fire('a');
  emitter.fire('b');
  expect(heard).toEqual(['b']);
});

test('a listener that throws silences nobody, and its error reaches the host', async () => {
  const emitter = new Emitter<string>();
  const { heard, hear } = listening();
  const uncaught = vi.fn<(error: unknown) => void>();
  const before = process.listeners('uncaughtException');
  process.removeAllListeners('uncaughtException').once('uncaughtException', uncaught);
  try {
    emitter.event(() => {
      throw new Error('faulty listener');
    });
    emitter.event(hear);
    emitter.fire('a');
    await vi.waitFor(() => expect(uncaught).toHaveBeenCalledOnce());
  } finally {
    process.removeAllListeners('uncaughtException');
    for (const each of before) process.on('uncaughtException', each);
  }
  expect(heard).toEqual(['a']);
  expect(uncaught.mock.calls[0]?.[0]).toMatchObject({ message: 'faulty listener' });
});

test('after it is disposed nobody hears anything', () => {
  const emitter = new Emitter<string>();
  const { heard, hear } = listening();
  emitter.event(hear);
  emitter.dispose();
  emitter.fire('a');
  expect(heard).toEqual([]);
});

test('once resolves with the first value that fits, and listens no longer', async () => {
  const emitter = new Emitter<number>();
  const asked: number[] = [];
  const isEven = (value: number): boolean => {
    asked.push(value);
    return value % 2 === 0;
  };
  const even = once(emitter.event, isEven, new AbortController().signal);
  for (const value of [1, 2, 3, 4]) emitter.fire(value);
  expect(await even).toBe(2);
  expect(asked).toEqual([1, 2]);
});

test('once rejects with the reason of its signal, and listens no longer', async () => {
  const emitter = new Emitter<number>();
  const asked: number[] = [];
  const stop = new AbortController();
  const never = once(emitter.event, (value) => asked.push(value) > 99, stop.signal);
  stop.abort(new Error('enough'));
  emitter.fire(1);
  await expect(never).rejects.toThrow('enough');
  expect(asked).toEqual([]);
});

test('once of a signal that has aborted does not begin to listen', async () => {
  const listen = vi.fn<() => { dispose: () => void }>();
  await expect(once(listen, () => true, AbortSignal.abort(new Error('enough')))).rejects.toThrow('enough');
  expect(listen).not.toHaveBeenCalled();
});
