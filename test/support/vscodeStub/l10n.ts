let bundle: Readonly<Record<string, string>> = {};

/** Stub of `vscode.l10n`: English or the selected language, with named placeholders filled in. */
export const l10n = {
  t(text: string, values: Readonly<Record<string, string | number>> = {}): string {
    return (bundle[text] ?? text).replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  },
};

/** Translates with this bundle from here on; an empty one means English. */
export function speak(words: Readonly<Record<string, string>>): void {
  bundle = words;
}
