import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { projectTree } from '../../scripts/check/projectTree.mjs';
import { lintInCopy, type Remark } from './lintInCopy';
import { projectFolder } from './project';
import { forbiddenCode, forbiddenImports, layers } from './violations';

/** The files of all tests, linted together because starting the linter is slow. */
const files: Record<string, string> = {};
let remarks: readonly Remark[] = [];

beforeAll(async () => {
  remarks = await lintInCopy(files);
});

function write(file: string, code: string): string {
  files[file] = code;
  return file;
}

function remarksOn(file: string): readonly Remark[] {
  return remarks.filter((remark) => remark.file === file);
}

function importing(module: string): string {
  return `import { a } from '${module}';\nexport const b: unknown = a;`;
}

describe('src must not contain', () => {
  for (const [index, [what, code, rule, message]] of forbiddenCode.entries()) {
    const inFolder = ['api', 'model', 'ui'].map((layer) => write(`src/${layer}/code${index}.ts`, code));
    test.each(inFolder)(`${what}: %s`, (file) => {
      expect(remarksOn(file)).toContainEqual({
        file,
        rule: expect.stringContaining(`(${rule})`),
        message: expect.stringMatching(message),
      });
    });
  }

  const cleanFile = write('src/model/clean.ts', 'export const a = (b: string): string => b;');
  test('valid code passes', () => expect(remarksOn(cleanFile)).toEqual([]));
});

for (const [folder, layer] of Object.entries(layers)) {
  describe(folder, () => {
    for (const [index, module] of forbiddenImports(layer).entries()) {
      const file = write(`${folder}/sees${index}.ts`, importing(module));
      test(`may not import ${module}`, () => {
        expect(remarksOn(file)).toContainEqual({
          file,
          rule: 'eslint(no-restricted-imports)',
          message: expect.stringMatching(lintMessage(layer.message)),
        });
      });
    }

    const lazily = write(
      `${folder}/lazily.ts`,
      `export const a = (): unknown => import('../${layer.forbiddenLayers[0]}/b');`,
    );
    test('may not import a higher layer dynamically', () => {
      expect(remarksOn(lazily).map(({ rule }) => rule)).toContain('eslint(no-restricted-imports)');
    });

    for (const [index, module] of layer.allowed.entries()) {
      const file = write(`${folder}/free${index}.ts`, importing(module));
      test(`may import ${module}`, () => {
        expect(remarksOn(file).filter(({ rule }) => rule.includes('restricted-imports'))).toEqual([]);
      });
    }
  });
}

describe.each(['src/api/undiciTransport.ts', 'src/api/network/openTunnel.ts'])('%s', (file) => {
  const parts = write(file, importing('undici/lib/dispatcher/agent.js'));
  test('may import modules of undici', () => {
    expect(remarksOn(parts).filter(({ rule }) => rule.includes('restricted-imports'))).toEqual([]);
  });
});

describe('src/save/store', () => {
  const reader = write('src/save/store/thisCodec.ts', importing('zod/mini'));
  const other = write('src/save/store/another.ts', importing('zod/mini'));
  test('imports zod/mini only in codecs', () => {
    expect(remarksOn(reader).filter(({ rule }) => rule.includes('restricted-imports'))).toEqual([]);
    expect(remarksOn(other)).toContainEqual(
      expect.objectContaining({ message: expect.stringMatching(/HTTP belongs to api/) }),
    );
  });
});

describe('src/ui', () => {
  const types = write('src/ui/types.ts', "import type { A } from '../api/b';\nexport type B = A;");
  test('may import types from api', () => {
    expect(remarksOn(types).filter(({ rule }) => rule.includes('restricted-imports'))).toEqual([]);
  });

  const upwards = write('src/ui/upwards.ts', "import type { A } from '../chunks/ui';\nexport type B = A;");
  test('may not import src/chunks, not even types', () => {
    expect(remarksOn(upwards).map(({ rule }) => rule)).toContain('eslint(no-restricted-imports)');
  });
});

describe('import cycles', () => {
  const one = write('src/model/one.ts', "import type { B } from './other';\nexport type A = B;");
  write('src/model/other.ts', "import type { A } from './one';\nexport type B = A;");
  test('are errors, even with type imports only', () => {
    expect(remarksOn(one).map(({ rule }) => rule)).toContain('import(no-cycle)');
  });
});

/** Matches oxlint's own message followed by the project's message. */
function lintMessage(project: RegExp): RegExp {
  return new RegExp(`import is restricted from being used by a pattern\\. (?:${project.source.replaceAll('^', '')})`);
}

test('no two files of src share a base name, except in api/wire and emulator, and register.ts', () => {
  const names = projectTree(projectFolder)
    .paths.filter((file) => /^src\/(?!api\/wire\/|emulator\/).*\.ts$/.test(file))
    .map((file) => path.basename(file))
    .filter((name) => name !== 'register.ts');
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([]);
});
