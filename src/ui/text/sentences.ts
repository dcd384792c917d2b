/** Joins sentences and skips missing ones. Adds a space except after full-width punctuation, which ends Chinese sentences. */
export function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.reduce<string>((text, part) => {
    if (!part) return text;
    return text === '' || /[\u3002\uff01\uff1f\uff1b\uff09]$/.test(text) ? `${text}${part}` : `${text} ${part}`;
  }, '');
}
