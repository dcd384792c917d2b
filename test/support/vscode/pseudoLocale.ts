import fs from 'node:fs';
import path from 'node:path';

/** Longer than most languages are beside English. */
const GROWTH = 0.3;

/**
 * A text as the pseudo language has it: in brackets and padded, so that on the screen a text without brackets is not translated, and
 * one that lacks its end is cut. Links that VS Code draws as buttons, each on a line of its own, stay such links.
 */
export function pseudo(text: string): string {
  return text
    .split('\n')
    .map((line) => {
      const [, label, target] = /^\[([^\]]+)\](\(.+\))$/.exec(line) ?? [];
      return label === undefined ? bracketed(line) : `[${bracketed(label)}]${target}`;
    })
    .join('\n');
}

function bracketed(line: string): string {
  return line.trim() === '' ? line : `⟦${line}${' ~'.repeat(Math.ceil((line.length * GROWTH) / 2))}⟧`;
}

/** Translates every extension of this folder that has a bundle into a language that VS Code has no words of. */
export function translateInto(language: string, folder: string): void {
  for (const manifest of fs.globSync('*/package.nls.json', { cwd: folder })) {
    const extension = path.join(folder, path.dirname(manifest));
    const translate = (from: string, to: string, keyOf: (key: string, text: string) => string): void => {
      const texts: Record<string, string> = JSON.parse(fs.readFileSync(path.join(extension, from), 'utf8'));
      const translated = Object.entries(texts).map(([key, text]) => [key, pseudo(keyOf(key, text))]);
      fs.writeFileSync(path.join(extension, to), JSON.stringify(Object.fromEntries(translated)));
    };
    translate('package.nls.json', `package.nls.${language}.json`, (_key, text) => text);
    // The package ships translations alone; their keys are the English texts.
    translate('l10n/bundle.l10n.zh-cn.json', `l10n/bundle.l10n.${language}.json`, (key) => key);
  }
}

/** What of a text is in no brackets. */
export function untranslated(text: string): string {
  const rest = text.replace(/⟦[^⟦⟧]*⟧/g, ' ');
  return rest === text ? text : untranslated(rest);
}
