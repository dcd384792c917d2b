import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectTree } from '../../scripts/check/projectTree.mjs';
import { inChinese, inWords, manifest } from './manifest';
import { projectFolder, readProjectFile } from './project';

const { commands, configuration } = manifest.contributes;
const readme = readProjectFile('README.md');
const chinese = readProjectFile('README.zh-CN.md');

describe('the README', () => {
  test('starts with what it is and the two commands', () => {
    const start = readme.split('\n').slice(0, 7).join('\n');
    expect(start).toContain(manifest.description.split(',')[0] ?? '');
    expect(start).toContain('npm ci && npm run demo');
    expect(start).toContain('npm ci && npm test');
  });

  test('says whose product it is not, and that nothing is measured', () => {
    expect(readme).toContain('Not an official product of Huawei');
    expect(readme).toContain('No telemetry');
    expect(chinese).toContain('不是华为的官方产品');
    expect(chinese).toContain('没有遥测');
  });

  test('leads to the one in Chinese, and back', () => {
    expect(readme).toContain('[简体中文](README.zh-CN.md)');
    expect(chinese).toContain('[English](README.md)');
  });
});

describe.each([
  ['English', readme, inWords],
  ['Chinese', chinese, inChinese],
] as const)('the README in %s', (_language, text, words) => {
  test.each(commands)('lists $command', ({ command, title, category }) => {
    expect(text).toContain(`| ${category}: ${words(title)} | \`${command}\` |`);
  });

  test.each(Object.entries(configuration.properties))('lists %s with its default', (key, setting) => {
    expect(text).toContain(`| \`${key}\` | \`${JSON.stringify(setting.default)}\` |`);
  });

  test('lists nothing that does not exist', () => {
    const named = Array.from(text.matchAll(/^\| .*?`(modelartsImages\.[\w.]+)`/gm), ([, name]) => name ?? '');
    const known = [...commands.map(({ command }) => command), ...Object.keys(configuration.properties)];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });
});

describe('the README in Chinese has', () => {
  test('the chapters of the other one', () => {
    const chapters = (text: string): readonly string[] => text.match(/^#+(?= )/gm) ?? [];
    expect(chapters(chinese)).toEqual(chapters(readme));
  });

  test('its tables, row by row, and its pictures', () => {
    const rows = (text: string): number => text.match(/^\|/gm)?.length ?? 0;
    const pictures = (text: string): readonly string[] =>
      Array.from(text.matchAll(/!\[[^\]]+\]\(([^)]+)\)/g), ([, file]) => file ?? '');
    expect(rows(chinese)).toBe(rows(readme));
    expect(pictures(chinese)).toEqual(pictures(readme));
  });

  test('its codes, variables, files and settings', () => {
    const code = (text: string): readonly string[] =>
      Array.from(new Set(text.match(/(?<=`)[\w.-]{3,}(?=`)/g))).toSorted();
    expect(code(chinese)).toEqual(code(readme));
  });
});

const documents = projectTree(projectFolder).paths.filter((name) => /^(?:docs\/)?[^/]+\.md$/.test(name));

test.each(['SECURITY.md', 'SUPPORT.md', 'CONTRIBUTING.md', 'CHANGELOG.md', 'LICENSE'])(
  '%s is there, and led to',
  (file) => {
    expect(readProjectFile(file).length).toBeGreaterThan(100);
    if (file !== 'CHANGELOG.md') expect(readme).toContain(`](${file})`);
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
