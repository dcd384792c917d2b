/** A file that must not pass the linter, and what must be said about it. */
export interface Offence {
  /** Path in the project; the folder decides which rules hold. */
  readonly file: string;
  readonly code: string;
  readonly rule: string;
  readonly message: RegExp;
}

type Habit = readonly [what: string, code: string, rule: string, message: RegExp];

/** What no file of src may do. */
export const habits: readonly Habit[] = [
  ['any', 'export const a = (b: any): unknown => b;', 'no-explicit-any', /Unexpected `any`/],
  ['a non-null assertion', 'export const a = (b?: string): string => b!;', 'no-non-null-assertion', /non-null/],
  ['a cast', 'export const a = (b: unknown): string => b as string;', 'consistent-type-assertions', /type assertion/],
  [
    'an angle cast',
    'export const a = (b: unknown): string => <string>b;',
    'consistent-type-assertions',
    /type assertion/,
  ],
  ['@ts-ignore', '// @ts-ignore\nexport const a = 1;', 'ban-ts-comment', /@ts-ignore/],
  ['@ts-expect-error', '// @ts-expect-error\nexport const a = 1;', 'ban-ts-comment', /@ts-expect-error/],
  ['@ts-nocheck', '// @ts-nocheck\nexport const a = 1;', 'ban-ts-comment', /@ts-nocheck/],
  [
    'a floating promise',
    'export function a(b: Promise<void>): void {\n  b.then();\n}',
    'no-floating-promises',
    /Promises must be awaited/,
  ],
  [
    'a promise taken for its value',
    'export const a = (b: () => Promise<boolean>): number => {\n  if (b()) return 1;\n  return 2;\n};',
    'no-misused-promises',
    /Expected non-Promise/,
  ],
  [
    'a forgotten case',
    "export function a(b: 'x' | 'y'): void {\n  switch (b) {\n    case 'x':\n      return;\n  }\n}",
    'switch-exhaustiveness-check',
    /not exhaustive|Switch/,
  ],
  [
    'throwing what is no error',
    "export const a = (): never => {\n  throw 'a';\n};",
    'only-throw-error',
    /error object/,
  ],
  ['a line on the console', "export const a = (): void => console.log('a');", 'no-console', /console/],
  [
    'a type by import()',
    "export type A = import('./b').B;",
    'consistent-type-imports',
    /`import\(\)` type annotations are forbidden/,
  ],
  [
    'a bare timer',
    'export const a = (b: () => void): unknown => setTimeout(b, 1);',
    'no-restricted-globals',
    /clock\.sleep/,
  ],
  [
    'an interval',
    'export const a = (b: () => void): unknown => setInterval(b, 1);',
    'no-restricted-globals',
    /clock\.sleep/,
  ],
  ['fetch', "export const a = (): Promise<Response> => fetch('b');", 'no-restricted-globals', /undiciTransport/],
];

interface Floor {
  /** Floors it must not see. */
  readonly blind: readonly string[];
  /** Libraries it must not know. */
  readonly bare: readonly string[];
  /** What it may import. */
  readonly free: readonly string[];
  readonly says: RegExp;
}

const undici = ['undici', 'undici/lib/dispatcher/agent.js'];
const wire = [...undici, 'zod', 'zod/mini'];
const aboveApi = ['save', 'connections', 'ui', 'emulator'];

/** Who may see whom, floor by floor, from the ground up. */
export const floors: Readonly<Record<string, Floor>> = {
  'src/util': {
    blind: ['model', 'api', ...aboveApi],
    bare: ['vscode', ...wire],
    free: ['./b', 'node:timers/promises'],
    says: /util is the lowest layer/,
  },
  'src/model': {
    blind: ['util', 'api', ...aboveApi],
    bare: ['vscode', 'node:fs', ...wire],
    free: ['./b'],
    says: /^model (holds plain types and rules|imports nothing but itself)/,
  },
  'src/api': {
    blind: aboveApi,
    bare: ['vscode', 'zod', 'zod/v4', ...undici],
    free: ['./b', '../util/b', '../model/b', 'zod/mini', 'node:crypto'],
    says: /^Only ui uses the VS Code API|^Only undiciTransport|^Import zod\/mini|^api imports model and util/,
  },
  'src/connections': {
    blind: ['ui', 'emulator'],
    bare: ['vscode', ...wire],
    free: ['./b', '../util/b', '../model/b', '../api/b', 'node:fs/promises'],
    says: /^Only ui uses the VS Code API|^HTTP belongs to api|^This layer imports api, model and util/,
  },
  'src/save': {
    blind: ['ui', 'emulator'],
    bare: ['vscode', ...wire],
    free: ['./b', '../util/b', '../model/b', '../api/b'],
    says: /^Only ui uses the VS Code API|^HTTP belongs to api|^This layer imports api, model and util/,
  },
  'src/ui': {
    blind: ['api', 'emulator'],
    bare: wire,
    free: ['./b', '../util/b', '../model/b', '../save/b', '../connections/b', 'vscode'],
    says: /^HTTP belongs to api|^The emulator is independent|^Import only types from api/,
  },
  'src/emulator': {
    blind: ['util', 'model', 'api', 'save', 'connections', 'ui'],
    bare: ['vscode', ...wire],
    free: ['./b', '../emulator/b', 'node:http', 'node:crypto'],
    says: /^The emulator imports only Node|^The emulator is independent/,
  },
};

/** The same rules for a folder below a floor's own, e.g. `src/emulator/http`. */
export function forbiddenImports({ blind, bare }: Floor): readonly string[] {
  return [...bare, ...blind.flatMap((floor) => [`../${floor}/b`, `../${floor}`, `../../${floor}/c/b`])];
}
