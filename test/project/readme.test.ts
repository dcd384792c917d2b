import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectTree } from '../../scripts/check/projectTree.mjs';
import { manifest } from './manifest';
import { projectFolder, readProjectFile } from './project';

const { commands, configuration } = manifest.contributes;
const readme = readProjectFile('README.md');
const chinese = readProjectFile('README.zh-CN.md');

describe('the README', () => {
  test('starts with one sentence, an animated image and the two commands', () => {
    const start = readme.split('\n').slice(0, 17).join('\n');
    expect(start).toContain(manifest.description.split(',')[0] ?? '');
    const [, picture = ''] = /!\[[^\]]+\]\((media\/readme\/[^)]+)\)/.exec(start) ?? [];
    const gif = fs.readFileSync(path.join(projectFolder, picture)).toString('latin1');
    // Each frame begins with a graphic control extension.
    expect([gif.slice(0, 6), gif.split('\x21\xF9\x04').length > 2]).toEqual(['GIF89a', true]);
    expect(start).toContain('npm ci && npm run demo');
    expect(start).toContain('npm ci && npm test');
  });

  test('has at most 130 lines', () => {
    expect(readme.split('\n').length).toBeLessThanOrEqual(130);
    expect(chinese.split('\n').length).toBeLessThanOrEqual(130);
  });

  test('states that the product is unofficial and has no telemetry', () => {
    expect(readme).toContain('Not an official product of Huawei');
    expect(readme).toContain('No telemetry');
    expect(chinese).toContain('不是华为的官方产品');
    expect(chinese).toContain('不收集遥测数据');
  });

  test('links to the Chinese README, which links back', () => {
    expect(readme).toContain('[简体中文](README.zh-CN.md)');
    expect(chinese).toContain('[English](README.md)');
  });
});

describe.each([
  ['English', '.md'],
  ['Chinese', '.zh-CN.md'],
] as const)('the documentation in %s', (_language, suffix) => {
  const reference = readProjectFile(`docs/commands${suffix}`);
  const settings = Object.entries(configuration.properties);
  const pages = ['README', 'docs/commands', 'docs/automation', 'docs/connections', 'docs/troubleshooting'];
  const rows = pages.flatMap((page) => readProjectFile(`${page}${suffix}`).match(/^\|.*/gm) ?? []);

  test.each(settings)('lists %s with its default', (key, setting) => {
    expect(reference).toContain(`| \`${key}\` | \`${JSON.stringify(setting.default)}\` |`);
  });

  test('lists only commands and settings that exist', () => {
    const named = rows.flatMap((row) => /^\| .*?`(modelartsImages\.[\w.]+)`/.exec(row)?.[1] ?? []);
    const known = [...commands.map(({ command }) => command), ...settings.map(([key]) => key)];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('gives the default of each setting in a table', () => {
    const defaults = new Map(settings.map(([key, setting]) => [key, JSON.stringify(setting.default)]));
    const listed = rows.flatMap((row) => {
      const [, key = '', value] = /^\| `(modelartsImages\.[\w.]+)` \| `(.*?)` \|/.exec(row) ?? [];
      return defaults.has(key) ? [[key, value]] : [];
    });
    expect(listed.length).toBeGreaterThan(settings.length);
    expect(listed).toEqual(listed.map(([key = '']) => [key, defaults.get(key)]));
  });
});

const translated = [
  'README',
  'docs/automation',
  'docs/commands',
  'docs/connections',
  'docs/privacy',
  'docs/troubleshooting',
];

describe.each(translated)('%s in Chinese has', (page) => {
  const original = readProjectFile(`${page}.md`);
  const translation = readProjectFile(`${page}.zh-CN.md`);

  test('the chapters of the English page', () => {
    const chapters = (text: string): readonly string[] => text.match(/^#+(?= )/gm) ?? [];
    expect(chapters(translation)).toEqual(chapters(original));
  });

  test('the table rows and pictures of the English page', () => {
    const rows = (text: string): number => text.match(/^\|/gm)?.length ?? 0;
    const pictures = (text: string): readonly string[] =>
      Array.from(text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g), ([, file]) => file ?? '');
    expect(rows(translation)).toBe(rows(original));
    expect(pictures(translation)).toEqual(pictures(original));
  });

  test('the codes, variables, files and settings of the English page', () => {
    const code = (text: string): readonly string[] =>
      Array.from(new Set(text.match(/(?<=`)[\w.-]{3,}(?=`)/g))).toSorted();
    expect(code(translation)).toEqual(code(original));
  });

  test('a link to the English page, which links back', () => {
    const name = path.basename(page);
    expect(translation).toContain(`[English](${name}.md)`);
    expect(original).toContain(`[简体中文](${name}.zh-CN.md)`);
  });
});

test.each(['automation', 'commands', 'connections', 'privacy', 'troubleshooting'])(
  'the README links to docs/%s in the same language',
  (page) => {
    expect(readme).toContain(`](docs/${page}.md`);
    expect(chinese).toContain(`](docs/${page}.zh-CN.md`);
  },
);

const documents = projectTree(projectFolder).paths.filter((name) => /^(?:docs\/)?[^/]+\.md$/.test(name));

test.each(['SECURITY.md', 'SUPPORT.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE'])(
  '%s exists, and the README links to it',
  (file) => {
    expect(readProjectFile(file).length).toBeGreaterThan(100);
    expect(readme).toContain(`](${file})`);
  },
);

test.each(documents)('%s: every link and picture leads to a file', (document) => {
  const targets = Array.from(readProjectFile(document).matchAll(/\]\((?!https?:)([^)#]+)/g), ([, to]) => to ?? '');
  const missing = targets.filter((to) => !fs.existsSync(path.join(projectFolder, path.dirname(document), to)));
  expect(missing).toEqual([]);
});

test.each(documents)('%s names only files and folders that exist', (document) => {
  const named = readProjectFile(document).matchAll(/`((?:src|test|scripts)\/[\w/.-]+)`/g);
  const missing = Array.from(named, ([, file]) => file ?? '').filter(
    (file) => !fs.existsSync(path.join(projectFolder, file)),
  );
  expect(missing).toEqual([]);
});
