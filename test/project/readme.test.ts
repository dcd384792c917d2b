import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectTree } from '../../scripts/check/projectTree.mjs';
import { inChinese, inEnglish, manifest } from './manifest';
import { projectFolder, readProjectFile } from './project';

const { commands, configuration } = manifest.contributes;
const readme = readProjectFile('README.md');
const chinese = readProjectFile('README.zh-CN.md');

describe('the README', () => {
  test('starts with the description and the two commands', () => {
    const start = readme.split('\n').slice(0, 7).join('\n');
    expect(start).toContain(manifest.description.split(',')[0] ?? '');
    expect(start).toContain('npm ci && npm run demo');
    expect(start).toContain('npm ci && npm test');
  });

  test('states that it is not an official product and has no telemetry', () => {
    expect(readme).toContain('Not an official product of Huawei');
    expect(readme).toContain('No telemetry');
    expect(chinese).toContain('不是华为的官方产品');
    expect(chinese).toContain('没有遥测');
  });

  test('links to the Chinese README, and back', () => {
    expect(readme).toContain('[简体中文](README.zh-CN.md)');
    expect(chinese).toContain('[English](README.md)');
  });
});

describe.each([
  ['English', readme, inEnglish],
  ['Chinese', chinese, inChinese],
] as const)('the README in %s', (_language, text, words) => {
  test.each(commands)('lists $command', ({ command, title, category }) => {
    expect(text).toContain(`| ${category}: ${words(title)} | \`${command}\` |`);
  });

  test.each(Object.entries(configuration.properties))('lists %s with its default', (key, setting) => {
    expect(text).toContain(`| \`${key}\` | \`${JSON.stringify(setting.default)}\` |`);
  });

  test('lists only existing commands and settings', () => {
    const named = Array.from(text.matchAll(/^\| .*?`(modelartsImages\.[\w.]+)`/gm), ([, name]) => name ?? '');
    const known = [...commands.map(({ command }) => command), ...Object.keys(configuration.properties)];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the Chinese README has', () => {
  test('the same heading levels', () => {
    const chapters = (text: string): readonly string[] => text.match(/^#+(?= )/gm) ?? [];
    expect(chapters(chinese)).toEqual(chapters(readme));
  });

  test('the same number of table rows and the same images', () => {
    const rows = (text: string): number => text.match(/^\|/gm)?.length ?? 0;
    const pictures = (text: string): readonly string[] =>
      Array.from(text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g), ([, file]) => file ?? '');
    expect(rows(chinese)).toBe(rows(readme));
    expect(pictures(chinese)).toEqual(pictures(readme));
  });

  test('the same codes, variables, files and settings', () => {
    const code = (text: string): readonly string[] =>
      Array.from(new Set(text.match(/(?<=`)[\w.-]{3,}(?=`)/g))).toSorted();
    expect(code(chinese)).toEqual(code(readme));
  });
});

const documents = projectTree(projectFolder).paths.filter((name) => /^(?:docs\/)?[^/]+\.md$/.test(name));

test.each(['SECURITY.md', 'SUPPORT.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE'])(
  '%s exists, and the README links to it',
  (file) => {
    expect(readProjectFile(file).length).toBeGreaterThan(100);
    if (file !== 'CHANGELOG.md') expect(readme).toContain(`](${file})`);
  },
);

test.each(documents)('%s: every relative link and image points to an existing file', (document) => {
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
