/** What the words of the interface need of VS Code: English, with named placeholders filled in. */
export const l10n = {
  t(text: string, values: Readonly<Record<string, string | number>> = {}): string {
    return text.replace(/\{(\w+)\}/g, (whole, name: string) => String(values[name] ?? whole));
  },
};
