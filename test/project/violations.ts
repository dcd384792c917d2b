type ForbiddenCode = readonly [what: string, code: string, rule: string, message: RegExp];

/** Code that is forbidden everywhere in src. */
export const forbiddenCode: readonly ForbiddenCode[] = [
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
    'a promise used as its value',
    'export const a = (b: () => Promise<boolean>): number => {\n  if (b()) return 1;\n  return 2;\n};',
    'no-misused-promises',
    /Expected non-Promise/,
  ],
  [
    'a missing case',
    "export function a(b: 'x' | 'y'): void {\n  switch (b) {\n    case 'x':\n      return;\n  }\n}",
    'switch-exhaustiveness-check',
    /not exhaustive|Switch/,
  ],
  [
    'throwing a value that is not an Error',
    "export const a = (): never => {\n  throw 'a';\n};",
    'only-throw-error',
    /error object/,
  ],
  ['console output', "export const a = (): void => console.log('a');", 'no-console', /console/],
  [
    'a type from import()',
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

interface Layer {
  /** Layers that it must not import. */
  readonly forbiddenLayers: readonly string[];
  /** Libraries that it must not import. */
  readonly forbiddenLibraries: readonly string[];
  /** Modules that it may import. */
  readonly allowed: readonly string[];
  /** The expected lint message. */
  readonly message: RegExp;
}

const undici = ['undici', 'undici/lib/dispatcher/agent.js'];
const http = [...undici, 'zod', 'zod/mini'];
const aboveApi = ['save', 'connections', 'ui', 'emulator'];

/** The import rules of each layer, from bottom to top. */
export const layers: Readonly<Record<string, Layer>> = {
  'src/util': {
    forbiddenLayers: ['model', 'api', ...aboveApi],
    forbiddenLibraries: ['vscode', ...http],
    allowed: ['./b', 'node:timers/promises'],
    message: /util is the lowest layer/,
  },
  'src/model': {
    forbiddenLayers: ['util', 'api', ...aboveApi],
    forbiddenLibraries: ['vscode', 'node:fs', ...http],
    allowed: ['./b'],
    message: /^model (holds plain types and rules|imports nothing but itself)/,
  },
  'src/api': {
    forbiddenLayers: aboveApi,
    forbiddenLibraries: ['vscode', 'zod', 'zod/v4', ...undici],
    allowed: ['./b', '../util/b', '../model/b', 'zod/mini', 'node:crypto'],
    message: /^Only ui uses the VS Code API|^Only undiciTransport|^Import zod\/mini|^api imports model and util/,
  },
  'src/connections': {
    forbiddenLayers: ['save', 'ui', 'emulator'],
    forbiddenLibraries: ['vscode', ...http],
    allowed: ['./b', '../util/b', '../model/b', '../api/b', 'node:fs/promises'],
    message: /^Only ui uses the VS Code API|^HTTP belongs to api|^This layer imports api, model and util/,
  },
  'src/save': {
    forbiddenLayers: ['connections', 'ui', 'emulator'],
    forbiddenLibraries: ['vscode', ...http],
    allowed: ['./b', '../util/b', '../model/b', '../api/b'],
    message: /^Only ui uses the VS Code API|^HTTP belongs to api|^This layer imports api, model and util/,
  },
  'src/ui': {
    forbiddenLayers: ['api', 'emulator'],
    forbiddenLibraries: http,
    allowed: ['./b', '../util/b', '../model/b', '../save/b', '../connections/b', 'vscode'],
    message: /^HTTP belongs to api|^The emulator is independent|^Import only types from api/,
  },
  'src/emulator': {
    forbiddenLayers: ['util', 'model', 'api', 'save', 'connections', 'ui'],
    forbiddenLibraries: ['vscode', ...http],
    allowed: ['./b', '../emulator/b', 'node:http', 'node:crypto'],
    message: /^The emulator imports only Node|^The emulator is independent/,
  },
};

/** Returns the module specifiers that a layer must not import, also from a subfolder such as `src/emulator/http`. */
export function forbiddenImports({ forbiddenLayers, forbiddenLibraries }: Layer): readonly string[] {
  return [
    ...forbiddenLibraries,
    ...forbiddenLayers.flatMap((layer) => [`../${layer}/b`, `../${layer}`, `../../${layer}/c/b`]),
  ];
}
