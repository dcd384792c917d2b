import { expect, test } from 'vitest';
import { disposeAll } from '../../../src/util/disposable';

test('disposeAll disposes its parts once, in reverse order', () => {
  const disposed: string[] = [];
  const all = disposeAll([{ dispose: () => disposed.push('first') }, { dispose: () => disposed.push('second') }]);
  all.dispose();
  all.dispose();
  expect(disposed).toEqual(['second', 'first']);
});

test('disposeAll disposes all parts even if one throws', () => {
  const disposed: string[] = [];
  const faulty = {
    dispose: () => {
      throw new Error('stuck');
    },
  };
  const all = disposeAll([
    { dispose: () => disposed.push('first') },
    faulty,
    { dispose: () => disposed.push('third') },
  ]);
  expect(() => all.dispose()).toThrow('stuck');
  expect(disposed).toEqual(['third', 'first']);
});

test('disposeAll accepts an empty list', () => {
  expect(() => disposeAll([]).dispose()).not.toThrow();
});
