import fs from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { projectTree } from '../../../scripts/check/projectTree.mjs';
import { inWords, manifest } from './manifest';
import { projectFolder, readProjectFile } from './project';

const { commands, configuration } = manifest.contributes;
const readme = readProjectFile('README.md');

describe('the README', () => {
  test('starts with what it is and the two commands', () => {
    const start = readme.split('\n').slice(0, 7).join('\n');
    expect(start).toContain(manifest.description.split(',')[0] ?? '');
    expect(start).toContain('npm ci && npm run demo');
    expect(start).toContain('npm ci && npm test');
  });

  test.each(commands)('lists $command', ({ command, title, category }) => {
    expect(readme).toContain(`| ${category}: ${inWords(title)} | \`${command}\` |`);
  });

  test.each(Object.entries(configuration.properties))('lists %s with its default', (key, setting) => {
    expect(readme).toContain(`| \`${key}\` | \`${JSON.stringify(setting.default)}\` |`);
  });

  test('lists nothing that does not exist', () => {
    const named = Array.from(readme.matchAll(/^\| .*?`(modelartsImages\.[\w.]+)`/gm), ([, name]) => name ?? '');
    const known = [...commands.map(({ command }) => command), ...Object.keys(configuration.properties)];
    expect(named.filter((name) => !known.includes(name))).toEqual([]);
  });

  test('says whose product it is not, and that nothing is measured', () => {
    expect(readme).toContain('Not an official product of Huawei');
    expect(readme).toContain('No telemetry');
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
