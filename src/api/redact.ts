import { oneLine } from '../util/text';

/** Replaces the values of secrets in a text by `…`. */
export type Redact = (text: string) => string;

/** Shorter values are no keys, tokens or passwords of this cloud; replacing them would garble every message. */
const MIN_LENGTH = 6;
/** This many characters from the beginning of a longer value count as the value: services cut what they echo. */
const BEGINNING = 16;

/**
 * Redacts these values in each spelling that an echo may use: as they are, URL-encoded, JSON-escaped and in base64, in
 * upper or lower case, whole or cut short. Takes no time before the first text.
 */
export function redactor(secrets: readonly string[]): Redact {
  let spelled: readonly string[] | undefined;
  return (text) => {
    if (text.length < MIN_LENGTH) return text;
    spelled ??= [...new Set(secrets.filter(({ length }) => length >= MIN_LENGTH).flatMap(spellings))];
    return spelled.length === 0 ? text : withoutValues(text, spelled);
  };
}

/** A code or an id that a service gave: redacted, one line, at most 80 characters; undefined where nothing is left. */
export function shortFact(text: string | undefined, redact: Redact): string | undefined {
  return oneLine(redact(text ?? ''), 80) || undefined;
}

function withoutValues(text: string, spelled: readonly string[]): string {
  const folded = fold(text);
  const beginnings = new RegExp(spelled.map((each) => escaped(each.slice(0, BEGINNING))).join('|'), 'g');
  let kept = '';
  let end = 0;
  for (let found = beginnings.exec(folded); found; found = beginnings.exec(folded)) {
    kept += `${text.slice(end, found.index)}…`;
    end = endOfValue(folded, found.index, spelled);
    beginnings.lastIndex = end;
  }
  return kept + text.slice(end);
}

/** The end of the longest spelling at this place; with the rest of the word, where the spelling changes in the middle. */
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
  // Half of a character has no spelling in a URL.
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

/** Headers are read as Latin-1, also where UTF-8 was sent. */
function asReadInHeader(text: string): string {
  return Buffer.from(text).toString('latin1');
}

function inJson(text: string): string {
  return JSON.stringify(text).slice(1, -1);
}

function unicodeEscape(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`;
}

/** What stands for the value in the base64 of a longer text, with this many bytes of a group of three before it. */
function inBase64(value: string, before: number): readonly string[] {
  const bytes = Buffer.concat([Buffer.alloc(before), Buffer.from(value)]);
  const text = bytes.toString('base64url').slice(before === 0 ? 0 : before + 1);
  const whole = bytes.length % 3 === 0 ? text : text.slice(0, -1);
  const plain = whole.replaceAll('-', '+').replaceAll('_', '/');
  return [whole, plain].filter(({ length }) => length >= MIN_LENGTH);
}

/** Lower case without a change of length. */
function fold(text: string): string {
  return text.replace(/[A-Z]/g, (letter) => letter.toLowerCase());
}

function escaped(text: string): string {
  return text.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');
}
