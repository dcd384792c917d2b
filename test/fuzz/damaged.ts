import fc from 'fast-check';

/** JSON values that a service, a user or an attacker may put in place of another value. */
const hostile: readonly string[] = [
  'null',
  'true',
  '0',
  '-1',
  '0.5',
  '1e308',
  '9007199254740993',
  '[]',
  '{}',
  '""',
  '" "',
  '"\\u0000"',
  '"\\ud83d"',
  '"\\u202egnp.exe"',
  '"\\u200b\\u2060"',
  '"\\u001b[31mred\\u001b[0m"',
  '"two\\nlines"',
  '"$(error) $(sync~spin)"',
  '"[run](command:workbench.action.terminal.new)"',
  '"<img src=x onerror=alert(1)>"',
  '"../../v2/x"',
  '"%2e%2e"',
  '"🎉👩‍👩‍👧"',
  '"__proto__"',
  '"constructor"',
  '"x86_64"',
  `"${'long '.repeat(2000)}"`,
  '{"__proto__":{"polluted":true}}',
  '{"constructor":{"prototype":{"polluted":true}}}',
  '{"toString":null,"valueOf":1}',
  `${'['.repeat(200)}${']'.repeat(200)}`,
  `${'{"a":'.repeat(200)}1${'}'.repeat(200)}`,
];

const keys = [
  '__proto__',
  'constructor',
  'prototype',
  'id',
  'data',
  'token',
  'url',
  'error_code',
  'error_msg',
  'length',
  '',
];

type Damage = (text: string) => string;

/** Returns one JSON token of the text, selected by a number, and the text around it. */
function tokenAt(text: string, choice: number): readonly [before: string, token: string, after: string] | undefined {
  const tokens = Array.from(text.matchAll(/"(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false|null|\{\}|\[\]/g));
  const token = tokens[choice % Math.max(tokens.length, 1)];
  if (!token) return undefined;
  return [text.slice(0, token.index), token[0], text.slice(token.index + token[0].length)];
}

const choice = fc.nat({ max: 10_000 });

const damages: fc.Arbitrary<Damage> = fc.oneof(
  // Replaces a value or a key.
  fc.tuple(choice, fc.constantFrom(...hostile)).map(([at, value]) => (text: string) => {
    const found = tokenAt(text, at);
    return found ? found[0] + value + found[2] : value;
  }),
  fc.tuple(choice, fc.string({ unit: 'binary', maxLength: 20 })).map(([at, value]) => (text: string) => {
    const found = tokenAt(text, at);
    return found ? found[0] + JSON.stringify(value) + found[2] : value;
  }),
  // Inserts a field at the start of an object.
  fc.tuple(choice, fc.constantFrom(...keys), fc.constantFrom(...hostile)).map(([at, key, value]) => (text: string) => {
    const opens = Array.from(text.matchAll(/\{(?!\})/g));
    const open = opens[at % Math.max(opens.length, 1)];
    if (!open) return text;
    return `${text.slice(0, open.index + 1)}${JSON.stringify(key)}:${value},${text.slice(open.index + 1)}`;
  }),
  // Repeats an element.
  fc.tuple(choice, fc.integer({ min: 2, max: 60 })).map(([at, times]) => (text: string) => {
    const items = Array.from(text.matchAll(/\{[^{}[\]]*\}/g));
    const item = items[at % Math.max(items.length, 1)];
    if (!item) return text;
    const copies = Array.from({ length: times }, () => item[0]).join(',');
    return text.slice(0, item.index) + copies + text.slice(item.index + item[0].length);
  }),
  // Truncates the text, or replaces a character.
  choice.map((at) => (text: string) => text.slice(0, at % (text.length + 1))),
  fc.tuple(choice, fc.string({ unit: 'binary', maxLength: 3 })).map(([at, bytes]) => (text: string) => {
    const index = at % (text.length + 1);
    return text.slice(0, index) + bytes + text.slice(index + 1);
  }),
);

/** Generates one of the seeds with up to four damages, or unrelated text. */
export function damaged(seeds: readonly string[]): fc.Arbitrary<string> {
  return fc.oneof(
    { weight: 9, arbitrary: fc.tuple(fc.constantFrom(...seeds), fc.array(damages, { maxLength: 4 })).map(apply) },
    { weight: 1, arbitrary: fc.oneof(fc.json(), fc.string({ unit: 'binary' }), fc.constantFrom(...hostile)) },
  );
}

function apply([seed, all]: readonly [string, readonly Damage[]]): string {
  return all.reduce((text, damage) => damage(text), seed);
}
