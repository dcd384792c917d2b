import path from 'node:path';

/** A language other than English in which a window can be; `qps-ploc` is the pseudo language. */
export type Language = 'zh-cn' | 'qps-ploc';

/**
 * What VS Code keeps of installed language packs, in `languagepacks.json` beside the user's settings: here of one that
 * translates a few words of its own. Words that it lacks stay in English.
 */
export function languagePacks(language: Language): object {
  const pack = {
    hash: 'test',
    label: language,
    extensions: [{ extensionIdentifier: { id: `test.${language}` }, version: '1.0.0' }],
    translations: { vscode: path.join(import.meta.dirname, `language/${language}.json`) },
  };
  return { [language]: pack };
}
