import fs from 'node:fs';
import path from 'node:path';

export interface Language {
  /** Language ID, e.g. `en`, `zh-cn`. */
  readonly name: string;
  /** Translations by English text. */
  readonly words: Readonly<Record<string, string>>;
}

const folder = path.join(import.meta.dirname, '../../l10n');

/** English and every language with a bundle in l10n/. */
export const languages: readonly Language[] = [
  { name: 'en', words: {} },
  ...fs.readdirSync(folder).flatMap((file) => {
    const name = /^bundle\.l10n\.(.+)\.json$/.exec(file)?.[1];
    return name === undefined ? [] : [{ name, words: JSON.parse(fs.readFileSync(path.join(folder, file), 'utf8')) }];
  }),
];
