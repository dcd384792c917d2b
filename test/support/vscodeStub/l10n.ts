let bundle: Readonly<Record<string, string>> = {};

/** What the words of the interface need of VS Code: English, or the language that is spoken, with named placeholders filled in. */
export const l10n = {
  t(text: string, values: Readonly<Record<string, string | number>> = {}): string {
    return (bundle[text] ?? text).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  },
};

/** Answers in the words of a bundle from here on; an empty one is English. */
export function speak(words: Readonly<Record<string, string>>): void {
  bundle = words;
}
