/**
 * Sentences one after another, without those that are missing: with a blank between two of them, unless the first ends in a
 * full-width mark, as Chinese sentences do.
 */
export function sentences(...parts: readonly (string | undefined)[]): string {
  return parts.reduce<string>((text, part) => {
    if (!part) return text;
    return text === '' || /[\u3002\uff01\uff1f\uff1b\uff09]$/.test(text) ? `${text}${part}` : `${text} ${part}`;
  }, '');
}
