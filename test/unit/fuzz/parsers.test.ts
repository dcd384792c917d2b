import fc from 'fast-check';
import { afterEach, describe, expect, test } from 'vitest';
import { corpusNames, corpusOf, keep } from '../../fuzz/corpus';
import { damaged } from '../../fuzz/damaged';
import { parsers } from '../../fuzz/parsers';

/** `npm run fuzz` asks for more, and keeps what breaks a parser. */
const RUNS = Number(process.env['FUZZ_RUNS'] ?? 150);
const keeps = process.env['FUZZ_RUNS'] !== undefined;

/** What values inherit: no input may add to it, or put something else in a place of it. */
const before = inherited();

afterEach(() => {
  const after = inherited();
  expect([...after.keys()]).toEqual([...before.keys()]);
  expect([...after].filter(([key, value]) => !Object.is(value, before.get(key)))).toEqual([]);
});

/** The values and getters of every prototype that a parsed value may have, by prototype and key. */
function inherited(): ReadonlyMap<string, unknown> {
  const kinds = [Object, Array, Function, String, Number, Boolean, Error, Map, Set, Promise];
  return new Map(
    kinds.flatMap(({ name, prototype }) =>
      Object.entries(Object.getOwnPropertyDescriptors(prototype)).map(
        ([key, found]) => [`${name}.${key}`, found.value ?? Reflect.get(found, 'get')] as const,
      ),
    ),
  );
}

test('every parser has a corpus, and every corpus has a parser', () => {
  expect(corpusNames().toSorted()).toEqual(Object.keys(parsers).toSorted());
});

describe.each(Object.entries(parsers))('%s', (name, parse) => {
  const seeds = corpusOf(name);

  test.each(Array.from(seeds))('reads %s', async (_file, input) => {
    expect(await parse(input)).toBeUndefined();
  });

  test(
    'returns no invalid values for damaged input',
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
    20_000 + RUNS * 200,
  );
});
