import vm from 'node:vm';
import { parseSync, Visitor } from 'oxc-parser';
import { describe, expect, test } from 'vitest';
import { projectTree } from '../../scripts/check/projectTree.mjs';
import { projectFolder, readProjectFile } from './project';

const LENGTH = 20_000;
/** Under load, single runs are slow, but not all of them. */
const ATTEMPTS = 3;
/** Based on replacing every character of such a text, which is linear. A quadratic pattern takes several hundred times as long. */
const LIMIT_MS = 100 * fastest(20, () => void 'a'.repeat(LENGTH).replaceAll(/./g, ''));

/** Files that compose patterns. This one joins fixed texts of at most 16 characters, which is linear for any text. */
const COMPOSING_FILES = ['src/api/redact.ts'];

const files = projectTree(projectFolder).paths.filter((file) => /^src\/.*\.ts$/.test(file));
const patterns = files.flatMap((file) => {
  const text = readProjectFile(file);
  return patternsIn(text).map(({ pattern, index }) => ({
    pattern,
    where: `${file}:${text.slice(0, index).split('\n').length}`,
  }));
});

/** Returns the regular expression literals of TypeScript source, with their offsets. */
function patternsIn(source: string): readonly { readonly pattern: string; readonly index: number }[] {
  const found: { pattern: string; index: number }[] = [];
  const visitor = new Visitor({
    Literal(node) {
      if ('regex' in node) found.push({ pattern: node.raw ?? '', index: node.start });
    },
  });
  visitor.visit(parseSync('source.ts', source).program);
  return found;
}

/** Characters of every class used in patterns, so that each repetition in a pattern matches some of them. */
const CLASSES = ['a', 'A', '0', 'f', ' ', '\t', '\n', '.', '_', '-', '/', ':', '"', '\u{e9}', '\u{301}', '\u{200b}'];

/** Returns the runs of literal text in a pattern, e.g. `https://swr-api.` of `/^https:\/\/swr-api\.([^/]+)$/`. */
function literalRuns(source: string): readonly string[] {
  const withoutClasses = source.replaceAll(/\[(?:\\.|[^\]\\])*\]|\\[dDwWsSbBpPk](?:\{[^}]*\})?/g, '\n');
  return withoutClasses
    .split(/\n|(?<!\\)[()^$|?*+{}.]/)
    .map((run) => run.replaceAll(/\\(.)/g, '$1'))
    .filter((run) => run !== '');
}

/** Returns the time of the fastest of several runs, in milliseconds. */
function fastest(runs: number, run: () => void): number {
  const times = Array.from({ length: runs }, () => {
    const start = performance.now();
    run();
    return performance.now() - start;
  });
  return Math.min(...times);
}

/** Returns long texts that start with a match, repeat what the pattern repeats, and end with a mismatch. */
function adversarialTexts(source: string): readonly string[] {
  const runs = literalRuns(source);
  const units = new Set([...CLASSES, ...source.replaceAll('\\', '').split(''), ...runs, 'a ', ' a', 'a.', '-.']);
  const prefixes = new Set(['', ...runs, runs.join(''), 'a', 'a=']);
  return [...units].flatMap((unit) =>
    [...prefixes].flatMap((prefix) => {
      const middle = unit.repeat(Math.ceil(LENGTH / unit.length));
      return [`${prefix}${middle}\u{0}`, `${prefix}${middle}!x\n`];
    }),
  );
}

/** Returns the time of the slowest text in milliseconds, and its first characters. */
function slowest(
  pattern: string,
  texts: readonly string[],
  timeout: number,
): { readonly ms: number; readonly text: string } {
  const script = `
    const pattern = ${pattern};
    let worst = { ms: 0, text: '' };
    for (const text of texts) {
      let ms = Infinity;
      for (let attempt = 0; attempt < ${ATTEMPTS} && ms > ${LIMIT_MS}; attempt += 1) {
        pattern.lastIndex = 0;
        const start = now();
        text.replace(pattern, '');
        ms = Math.min(ms, now() - start);
      }
      if (ms > worst.ms) worst = { ms, text: text.slice(0, 12) };
      if (ms > ${LIMIT_MS}) break;
    }
    worst;`;
  try {
    const worst: unknown = vm.runInNewContext(script, { texts, now: () => performance.now() }, { timeout });
    return worst as { readonly ms: number; readonly text: string };
  } catch (error) {
    return { ms: Number.POSITIVE_INFINITY, text: String(error) };
  }
}

test('src uses only regular expression literals, except in the listed files', () => {
  expect(patterns.length).toBeGreaterThan(100);
  const composed = files.filter((file) => /\bRegExp\(/.test(readProjectFile(file)));
  expect(composed).toEqual(COMPOSING_FILES);
});

describe('the check detects the slow pattern', () => {
  test.each(['/[._-]+$/', '/\\s+$/', '/^(a+)+$/', '/\\/+$/', '/^\\s*\\[(.+?)\\]\\s*$/m', '/a.*b/'])('%s', (pattern) => {
    expect(slowest(pattern, adversarialTexts(pattern), 2_000).ms).toBeGreaterThan(LIMIT_MS);
  });
});

test('every regular expression in src runs in linear time', { timeout: 120_000 }, () => {
  const slow = patterns.flatMap(({ pattern, where }) => {
    const { ms, text } = slowest(pattern, adversarialTexts(pattern), 15_000);
    return ms > LIMIT_MS ? [`${where}: ${pattern} takes ${Math.round(ms)} ms for ${JSON.stringify(text)}…`] : [];
  });
  expect(slow).toEqual([]);
});
