import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { copyReferenceAs, copySaveAs, REFERENCE_FORMS, SAVE_FORMS } from '../../../src/model/copyAs';
import { createImageBody, type SaveTarget } from '../../../src/model/imageRequest';
import { anImageRequest } from '../../support/builders';
import { hostileText } from '../../support/hostileText';
import { powerShellWords, shellWords } from '../../support/shells';

const reference = 'swr.cn-north-4.myhuaweicloud.com/team/base:1.0';

function target(overrides: Partial<SaveTarget> = {}): SaveTarget {
  return {
    endpoint: 'https://modelarts.cn-north-4.myhuaweicloud.com',
    region: 'cn-north-4',
    projectId: '0123456789abcdef',
    notebookId: 'f9937afa-0000-4000-8000-000000000001',
    request: anImageRequest({ description: "Ada's base" }),
    ...overrides,
  };
}

/** Any text that a user or a service may have written. Arguments of a process cannot contain NUL. */
const text = hostileText.map((each) => each.replaceAll('\0', ''));

const anyTarget = fc
  .tuple(text, text, text, fc.record({ name: text, namespace: text, tag: text, description: text, workspaceId: text }))
  .map(([region, projectId, notebookId, request]) => target({ region, projectId, notebookId, request }));

const SHELLS = ['posix', 'powershell'] as const;
const wordsOf = { posix: shellWords, powershell: powerShellWords } as const;

describe('an image reference', () => {
  test.each(SHELLS)('is formatted in each form for %s', (shell) => {
    const copied = REFERENCE_FORMS.map((form) => copyReferenceAs(form, reference, shell));
    expect(copied).toEqual([reference, `docker pull ${reference}`, `FROM ${reference}`]);
  });

  test('is copied without spaces and line breaks', () => {
    expect(copyReferenceAs('reference', ' swr.example.com/team/base: \r\n 1.0\n', 'posix')).toBe(
      'swr.example.com/team/base:1.0',
    );
  });

  test.each(REFERENCE_FORMS)('is a single line as %s, whatever its text', (form) => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom(...SHELLS), (address, shell) => {
        expect(copyReferenceAs(form, address, shell) ?? '').not.toMatch(/\p{C}/u);
      }),
    );
  });

  test.each(SHELLS)('is a single word for %s and never an option, whatever its text', (shell) => {
    fc.assert(
      fc.property(hostileText, fc.constantFrom('', '-', '--', '--all-tags '), (address, start) => {
        const line = copyReferenceAs('dockerPull', start + address, shell);
        if (line === undefined) return;
        const words = wordsOf[shell](line);
        expect(words).toEqual(['docker', 'pull', copyReferenceAs('reference', start + address, shell)]);
        expect(words[2]).not.toMatch(/^-/);
      }),
      { numRuns: 50 },
    );
  });

  test.each(['-v', '--all-tags', ' --platform=x', ''])('that is %j is not passed to a tool', (address) => {
    for (const shell of SHELLS) {
      expect(copyReferenceAs('dockerPull', address, shell)).toBeUndefined();
      expect(copyReferenceAs('dockerfile', address, shell)).toBeUndefined();
    }
  });
});

const FORMS = SAVE_FORMS.flatMap((form) => SHELLS.map((shell) => [form, shell] as const));

describe('a save', () => {
  test.each(FORMS)('is formatted as %s for %s', (form, shell) => {
    expect(copySaveAs(form, target(), shell)).toMatchSnapshot();
  });

  test.each(SAVE_FORMS)('with only the required fields is formatted as %s', (form) => {
    const request = anImageRequest({ name: '1-base', workspaceId: '0123456789abcdef0123456789abcdef' });
    expect(copySaveAs(form, target({ request }), 'posix')).toMatchSnapshot();
  });

  test.each([
    ['base', 'base'],
    ['py3.10-base_1', 'py3_10-base_1'],
    ['my base (2)', 'my_base_2_'],
    ['1-base', 'image_1-base'],
    ['笔记本', 'image__'],
  ])('with the image name %s becomes the Terraform resource %s', (name, label) => {
    const copied = copySaveAs('terraform', target({ request: anImageRequest({ name }) }), 'posix');
    expect(copied).toContain(`resource "huaweicloud_modelarts_notebook_image_store" "${label}" {`);
  });

  test('with a multi-line description is formatted with one line of Terraform per attribute', () => {
    const request = anImageRequest({ description: 'one\r\n\ttwo' });
    expect(copySaveAs('terraform', target({ request }), 'posix')).toContain('  description  = "one\\r\\n\\ttwo"\n');
  });

  test.each(SHELLS)('is passed to hcloud unchanged in %s, or not offered', (shell) => {
    fc.assert(
      fc.property(anyTarget, (any) => {
        const { region, projectId, notebookId, request } = any;
        const values = {
          'cli-region': region,
          project_id: projectId,
          id: notebookId,
          ...createImageBody(request),
        };
        const given = Object.entries(values).filter(([, value]) => value !== '');
        const line = copySaveAs('hcloud', any, shell);
        expect(line === undefined).toBe(shell === 'powershell' && given.some(([, value]) => /"|\\$/.test(value)));
        if (line === undefined) return;
        expect(wordsOf[shell](line)).toEqual([
          'hcloud',
          'ModelArts',
          'CreateImage',
          ...given.map(([name, value]) => `--${name}=${value}`),
        ]);
      }),
      { numRuns: 60 },
    );
  });

  test('is passed by PowerShell with an unchanged ASCII body and the token in a variable', () => {
    fc.assert(
      fc.property(anyTarget, (any) => {
        const line = copySaveAs('curl', any, 'powershell')!;
        expect(line).toMatch(/^[\n -~]*$/);
        const words = powerShellWords(line);
        const [command, , , uri, address, headers, ...rest] = words;
        expect([command, uri, new URL(address!).protocol, headers]).toEqual([
          'Invoke-RestMethod',
          '-Uri',
          'https:',
          '-Headers',
        ]);
        expect(rest.slice(0, -1)).toEqual([
          '@{',
          'x-auth-token',
          '=',
          '$env:TOKEN',
          '}',
          '-ContentType',
          'application/json',
          '-Body',
        ]);
        expect(JSON.parse(rest.at(-1)!)).toEqual(createImageBody(any.request));
      }),
    );
  });

  test('is passed by curl with an unchanged body and the token in a variable', () => {
    fc.assert(
      fc.property(anyTarget, (any) => {
        const words = shellWords(copySaveAs('curl', any, 'posix')!);
        expect(words.slice(0, 3)).toEqual(['curl', '-X', 'POST']);
        expect(words.slice(4, 9)).toEqual([
          '-H',
          'content-type: application/json',
          '-H',
          'x-auth-token: a token',
          '--data-raw',
        ]);
        expect(JSON.parse(words[9]!)).toEqual(createImageBody(any.request));
        expect(words).toHaveLength(10);
      }),
      { numRuns: 60 },
    );
  });

  test('is passed to Terraform unchanged', () => {
    fc.assert(
      fc.property(anyTarget, (any) => {
        const copied = copySaveAs('terraform', any, 'posix')!;
        const read = Object.fromEntries(
          Array.from(copied.matchAll(/^  (\w+) +=(.*)$/gm), ([, name, value]) => [name, readHclString(value!.trim())]),
        );
        const { workspace_id, description, ...others } = createImageBody(any.request);
        expect(read).toEqual({
          region: any.region,
          notebook_id: any.notebookId,
          ...others,
          ...(description === '' ? {} : { description }),
          ...(workspace_id === '0' ? {} : { workspace_id }),
        });
      }),
    );
  });
});

/** Parses a quoted string as HCL does. Throws if it contains a template sequence. */
function readHclString(quoted: string): string {
  const inner = /^"((?:[^"\\]|\\.)*)"$/u.exec(quoted)?.[1];
  if (inner === undefined) throw new Error(`Not one string: ${quoted}`);
  if (/(?<!\$)(?:\$\$)*\$\{|(?<!%)(?:%%)*%\{/.test(inner)) throw new Error(`A template: ${quoted}`);
  const escapes: Readonly<Record<string, string>> = { n: '\n', r: '\r', t: '\t' };
  return inner
    .replace(/([$%])\1\{/g, '$1{')
    .replace(/\\(?:u([0-9a-f]{4})|(.))/gu, (_all, code?: string, letter = '') =>
      code === undefined ? (escapes[letter] ?? letter) : String.fromCharCode(Number.parseInt(code, 16)),
    );
}
