import { oneLine } from '../../util/text';

/**
 * Text for a prompt, a row or a title of a quick input: those draw `$(name)` as an icon and some of them `[text](address)` as
 * a link, which what somebody named must not. One line, at most `limit` characters.
 */
export function plainText(text: string, limit?: number): string {
  return oneLine(text, limit).replace(/([$\]])\(/g, '$1 (');
}
