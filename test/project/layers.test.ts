import { beforeAll, describe, expect, test } from 'vitest';
import { lintInCopy, type Remark } from './lintInCopy';
import { floors, forbiddenImports, habits } from './violations';

/** Every file of this test, linted in one go: the linter's start costs more than its work. */
const files: Record<string, string> = {};
let remarks: readonly Remark[] = [];

beforeAll(async () => {
  remarks = await lintInCopy(files);
});

function write(file: string, code: string): string {
  files[file] = code;
  return file;
}

function saidAbout(file: string): readonly Remark[] {
  return remarks.filter((remark) => remark.file === file);
}

function importing(module: string): string {
  return `import { a } from '${module}';\nexport const b: unknown = a;`;
}

describe('nowhere in src', () => {
  for (const [index, [what, code, rule, message]] of habits.entries()) {
    const inFolder = ['api', 'model', 'ui'].map((floor) => write(`src/${floor}/habit${index}.ts`, code));
    test.each(inFolder)(`${what}: %s`, (file) => {
      expect(saidAbout(file)).toContainEqual({
        file,
        rule: expect.stringContaining(`(${rule})`),
        message: expect.stringMatching(message),
      });
    });
  }

  const cleanFile = write('src/model/clean.ts', 'export const a = (b: string): string => b;');
  test('a clean file is let through', () => expect(saidAbout(cleanFile)).toEqual([]));
});

for (const [folder, floor] of Object.entries(floors)) {
  describe(folder, () => {
    for (const [index, module] of forbiddenImports(floor).entries()) {
      const file = write(`${folder}/sees${index}.ts`, importing(module));
      test(`may not import ${module}`, () => {
        expect(saidAbout(file)).toContainEqual({
          file,
          rule: 'eslint(no-restricted-imports)',
          message: expect.stringMatching(sentenceThatSays(floor.says)),
        });
      });
    }

    const lazily = write(`${folder}/lazily.ts`, `export const a = (): unknown => import('../${floor.blind[0]}/b');`);
    test('may not import a floor above lazily either', () => {
      expect(saidAbout(lazily).map(({ rule }) => rule)).toContain('eslint(no-restricted-imports)');
    });

    for (const [index, module] of floor.free.entries()) {
      const file = write(`${folder}/free${index}.ts`, importing(module));
      test(`may import ${module}`, () => {
        expect(saidAbout(file).filter(({ rule }) => rule.includes('restricted-imports'))).toEqual([]);
      });
    }
  });
}

describe.each(['src/api/undiciTransport.ts', 'src/api/network/openTunnel.ts'])('%s', (file) => {
  const parts = write(file, importing('undici/lib/dispatcher/agent.js'));
  test('may import undici by its parts', () => {
    expect(saidAbout(parts).filter(({ rule }) => rule.includes('restricted-imports'))).toEqual([]);
  });
});

describe('what reads the files of saves', () => {
  const reader = write('src/save/store/readThis.ts', importing('zod/mini'));
  const other = write('src/save/store/another.ts', importing('zod/mini'));
  test('may import zod/mini, and nothing beside it may', () => {
    expect(saidAbout(reader).filter(({ rule }) => rule.includes('restricted-imports'))).toEqual([]);
    expect(saidAbout(other)).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(/HTTP belongs to api/) }),
    );
  });
});

describe('src/ui', () => {
  const types = write('src/ui/types.ts', "import type { A } from '../api/b';\nexport type B = A;");
  test('may import types from api', () => {
    expect(saidAbout(types).filter(({ rule }) => rule.includes('restricted-imports'))).toEqual([]);
  });

  const upwards = write('src/ui/upwards.ts', "import type { A } from '../chunks/ui';\nexport type B = A;");
  test('may not import the entry points of the bundles, not even their types', () => {
    expect(saidAbout(upwards).map(({ rule }) => rule)).toContain('eslint(no-restricted-imports)');
  });
});

describe('import cycles', () => {
  const one = write('src/model/one.ts', "import type { B } from './other';\nexport type A = B;");
  write('src/model/other.ts', "import type { A } from './one';\nexport type B = A;");
  test('are errors, also those of types alone', () => {
    expect(saidAbout(one).map(({ rule }) => rule)).toContain('import(no-cycle)');
  });
});

/** The linter's own sentence comes first, then the project's. */
function sentenceThatSays(project: RegExp): RegExp {
  return new RegExp(`import is restricted from being used by a pattern\\. (?:${project.source.replaceAll('^', '')})`);
}
