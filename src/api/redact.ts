import { oneLine } from '../util/text';

/** Replaces each secret in a text with `…`. */
export type Redact = (text: string) => string;

/** Shorter values are never keys, tokens or passwords of this cloud. Replacing them would garble every message. */
const MIN_LENGTH = 6;
/**
 * A match of this many leading characters counts as a match of the secret, because services truncate the values they
 * echo.
 */
const PREFIX_LENGTH = 16;

/**
 * Returns a function that redacts these secrets in every encoding an echo may use: verbatim, URL-encoded, JSON-escaped
 * and base64, in any case, complete or truncated. The encodings are computed on first use.
 */
export function redactor(secrets: readonly string[]): Redact {
  let spelled: readonly string[] | undefined;
  return (text) => {
    if (text.length < MIN_LENGTH) return text;
    spelled ??= [...new Set(secrets.filter(({ length }) => length >= MIN_LENGTH).flatMap(spellings))];
    return spelled.length === 0 ? text : withoutValues(text, spelled);
  };
}

/**
 * Sanitizes a code or an ID returned by a service: redacted, on one line, at most 80 characters. Returns undefined if
 * nothing is left.
 */
export function shortFact(text: string | undefined, redact: Redact): string | undefined {
  return oneLine(redact(text ?? ''), 80) || undefined;
}

function withoutValues(text: string, spelled: readonly string[]): string {
  const folded = fold(text);
  const prefixes = new RegExp(spelled.map((each) => escaped(each.slice(0, PREFIX_LENGTH))).join('|'), 'g');
  let kept = '';
  let end = 0;
  for (let found = prefixes.exec(folded); found; found = prefixes.exec(folded)) {
    kept += `${text.slice(end, found.index)}…`;
    end = endOfValue(folded, found.index, spelled);
    prefixes.lastIndex = end;
  }
  return kept + text.slice(end);
}

/**
 * Returns the end of the longest match at `start`. A partial match is extended to the end of the word, because the
 * encoding may change in the middle.
 */
function endOfValue(folded: string, start: number, spelled: readonly string[]): number {
  let longest = 0;
  let isWhole = false;
  for (const each of spelled) {
    const length = commonLength(folded, start, each);
    if (length < longest) continue;
    isWhole = length === each.length || (length === longest && isWhole);
    longest = length;
  }
  if (isWhole) return start + longest;
  const rest = /[\w+/=%.~\\-]*/y;
  rest.lastIndex = start + longest;
  return start + longest + (rest.exec(folded)?.[0].length ?? 0);
}

function commonLength(text: string, start: number, value: string): number {
  let length = 0;
  while (length < value.length && text[start + length] === value[length]) length += 1;
  return length;
}

function spellings(secret: string): readonly string[] {
  // Replaces unpaired surrogates, which cannot be URL-encoded.
  const value = Buffer.from(secret).toString();
  const url = encodeURIComponent(value);
  const json = inJson(value);
  return [
    value,
    url,
    encodeURIComponent(url),
    new URLSearchParams([['', value]]).toString().slice(1),
    json,
    inJson(json),
    json.replaceAll('/', '\\/'),
    json.replace(/[^\u0020-\u007E]/g, unicodeEscape),
    json.replace(/[^\u0020-\u007E]|[+=&<>'/]/g, unicodeEscape),
    ...[0, 1, 2].flatMap((before) => inBase64(value, before)),
  ]
    .flatMap((each) => [each, asReadInHeader(each)])
    .map(fold);
}

/** HTTP headers are decoded as Latin-1, even if UTF-8 was sent. */
function asReadInHeader(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/**
 * Returns what represents the value in the base64 of a longer text in which the number of preceding bytes, modulo 3, is
 * `before`.
 */
function inBase64(value: string, before: number): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
  const text = bytes.toString('base64url').slice(before === 0 ? 0 : before + 1);
  const complete = bytes.length % 3 === 0 ? text : text.slice(0, -1);
  const plain = complete.replaceAll('-', '+').replaceAll('_', '/');
  return [complete, plain].filter(({ length }) => length >= MIN_LENGTH);
}

/** Lowercases ASCII letters only, which keeps the length. */
function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
