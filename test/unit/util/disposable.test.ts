import { expect, test } from 'vitest';
import { disposeAll } from '../../../src/util/disposable';

test('lets go of what was made last first, and of everything once', () => {
  const gone: string[] = [];
  const all = disposeAll([{ dispose: () => gone.push('first') }, { dispose: () => gone.push('second') }]);
  all.dispose();
  all.dispose();
  expect(gone).toEqual(['second', 'first']);
});

test('a part that throws keeps no other from being let go', () => {
  const gone: string[] = [];
  const faulty = {
    dispose: () => {
      throw new Error('stuck');
    },
  };
  const all = disposeAll([{ dispose: () => gone.push('first') }, faulty, { dispose: () => gone.push('third') }]);
  expect(() => all.dispose()).toThrow('stuck');
  expect(gone).toEqual(['third', 'first']);
});

test('over nothing it does nothing', () => {
  expect(() => disposeAll([]).dispose()).not.toThrow();
});
