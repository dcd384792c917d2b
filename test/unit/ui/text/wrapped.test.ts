import fc from 'fast-check';
import { expect, test } from 'vitest';
import { wrapText } from '../../../../src/ui/text/escape';

/** Width of a line in an editor, in columns. */
const columns = (line: string): number =>
  Array.from(line).reduce((sum, each) => sum + (/[\p{Script=Han}\u3000-\u303f\uff00-\uff60]/u.test(each) ? 2 : 1), 0);

test('wrapText breaks lines between words and keeps all words', () => {
  const words = fc.array(fc.stringMatching(/^[a-z.,()]{1,30}$/), { minLength: 1, maxLength: 60 });
  fc.assert(
    fc.property(words, (all) => {
      const lines = wrapText(all.join(' ')).split('\n');
      expect(lines.join(' ')).toBe(all.join(' '));
      for (const line of lines) expect(columns(line)).toBeLessThanOrEqual(90);
    }),
  );
});

test('wrapText breaks Chinese text between characters, and never before closing punctuation', () => {
  const text =
    '请删除 /home/ma-user/work 以外的数据和缓存，例如 pip 和 conda 的缓存，然后重新保存；超过 35 GB 的镜像需在服务器上构建。'.repeat(
      3,
    );
  const lines = wrapText(text).split('\n');
  expect(lines.length).toBeGreaterThan(2);
  for (const line of lines) {
    expect(columns(line)).toBeLessThanOrEqual(90);
    expect(line).not.toMatch(/^[，。；：！？、）”]|[（“]$/);
  }
  expect(lines.join('').replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
});

test('wrapText does not break a word that is longer than a line', () => {
  const address = `swr.example.com/${'a'.repeat(120)}:v1`;
  expect(wrapText(`Saved as ${address}.`)).toBe(`Saved as\n${address}.`);
});
