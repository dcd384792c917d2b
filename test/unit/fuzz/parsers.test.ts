import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { corpusNames, corpusOf, keep } from '../../fuzz/corpus';
import { damaged } from '../../fuzz/damaged';
import { parsers } from '../../fuzz/parsers';

/** `npm run fuzz` asks for more, and keeps what breaks a parser. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150);
const keeps = process.env['FUZZ_RUNS'] !== undefined;

afterEach(() => {
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect({}).not.toHaveProperty('polluted');
});

test('every parser has inputs that are kept, and no input lacks its parser', () => {
  expect(corpusNames().toSorted()).toEqual(Object.keys(parsers).toSorted());
});

describe.each(Object.entries(parsers))('%s', (name, parse) => {
  const seeds = corpusOf(name);

  test.each(Array.from(seeds))('reads %s', async (_file, input) => {
    expect(await parse(input)).toBeUndefined();
  });

  test(
    'makes no nonsense of what is damaged',
    async () => {
      let broken: string | undefined;
      const holds = fc.asyncProperty(damaged(Array.from(seeds.values())), async (input) => {
        const wrong = await parse(input);
        if (wrong !== undefined) broken = input;
        expect(wrong).toBeUndefined();
      });
      await fc.assert(holds, { numRuns: RUNS }).catch((error: unknown) => {
        // The last that was found while shrinking is the smallest.
        if (keeps && broken !== undefined) console.error(`Kept as ${keep(name, broken)}`);
        throw error;
      });
    },
    20_000 + RUNS * 20,
  );
});
