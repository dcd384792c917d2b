import { describe, expect, test } from 'vitest';
import { checks } from '../../scripts/check/checks.mjs';
import { projectTree, treeOf } from '../../scripts/check/projectTree.mjs';
import { NOTICES, notices } from '../../scripts/lib/notices.mjs';
import { projectFolder, readProjectFile } from './project';

type CheckName = keyof typeof checks;

const integrity = `sha512-${'A'.repeat(86)}==`;

/** A small project without findings in any check. */
const validProject = {
  'package.json': JSON.stringify({
    version: '0.1.0',
    contributes: { commands: [{ command: 'a.save', title: '%save%' }] },
  }),
  'package.nls.json': JSON.stringify({ save: 'Save' }),
  'package-lock.json': JSON.stringify({
    packages: { 'node_modules/a': { integrity, resolved: 'https://registry.npmjs.org/a/-/a-1.tgz' } },
  }),
  [NOTICES]: notices(),
  'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n',
  'src/ui/commands.ts': "import { l10n } from 'vscode';\nshow(l10n.t('Saved {0}', name));\n",
};

async function findings(name: CheckName, changed: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const found = await checks[name](treeOf({ ...validProject, ...changed }));
  return Array.from(found, ({ where, what }) => `${where}: ${what}`);
}

for (const [name, check] of Object.entries(checks)) {
  test(`${name}: reports nothing for a valid project`, async () => {
    expect(Array.from(await check(treeOf(validProject)))).toEqual([]);
  });
}

describe('texts of the manifest', () => {
  test.each([
    [
      'a key without text',
      { 'package.nls.json': '{}' },
      'package.nls.json: "save" is used by package.json and missing',
    ],
    [
      'a text without a key',
      { 'package.nls.json': '{"save": "Save", "load": "Load"}' },
      'package.nls.json: "load" is not used by package.json',
    ],
    ['an incomplete translation', { 'package.nls.zh-cn.json': '{}' }, 'package.nls.zh-cn.json: "save" is missing'],
    [
      'a translation of a removed text',
      { 'package.nls.zh-cn.json': '{"save": "保存", "load": "加载"}' },
      'package.nls.zh-cn.json: "load" has no original',
    ],
    [
      'a translation equal to the original',
      { 'package.nls.zh-cn.json': '{"save": "Save"}' },
      'package.nls.zh-cn.json: "save" is not translated',
    ],
    [
      'a translation with trailing whitespace',
      { 'package.nls.zh-cn.json': '{"save": "保存 "}' },
      'package.nls.zh-cn.json: "save" has other leading or trailing whitespace than its original',
    ],
    [
      'a Chinese word that the service does not use',
      { 'package.nls.zh-cn.json': '{"save": "保存应答"}' },
      'package.nls.zh-cn.json: "save" contains “应答”, which Chinese texts don\'t use',
    ],
    [
      'half-width punctuation in a Chinese text',
      { 'package.nls.zh-cn.json': '{"save": "保存(镜像)"}' },
      'package.nls.zh-cn.json: "save" contains “存(”, which Chinese texts don\'t use',
    ],
    [
      'a translation that links to another command',
      {
        'package.nls.json': '{"save": "[Go](command:a.save)"}',
        'package.nls.zh-cn.json': '{"save": "[开始](command:a.load)"}',
      },
      'package.nls.zh-cn.json: "save" has other placeholders than its original',
    ],
    [
      'a translation that joins two lines, the second of which is a button',
      {
        'package.nls.json': '{"save": "Try.\\n[Go](command:a.save)"}',
        'package.nls.zh-cn.json': '{"save": "试用。[开始](command:a.save)"}',
      },
      'package.nls.zh-cn.json: "save" has another number of lines than its original',
    ],
  ])('reports %s', async (_what, change, expected) => {
    expect(await findings('texts of the manifest', change)).toEqual([expected]);
  });
});

describe('texts of the code', () => {
  test.each([
    [
      'a translation of an unused text',
      { 'l10n/bundle.l10n.zh-cn.json': '{"Saved {0}": "已保存 {0}", "Gone": "已删除"}' },
      'l10n/bundle.l10n.zh-cn.json: "Gone" has no original',
    ],
    [
      'a translation with another placeholder',
      { 'l10n/bundle.l10n.zh-cn.json': '{"Saved {0}": "{1}"}' },
      'l10n/bundle.l10n.zh-cn.json: "Saved {0}" has other placeholders than its original',
    ],
    [
      'an outdated translation',
      { 'l10n/bundle.l10n.zh-cn.json': '{}' },
      'l10n/bundle.l10n.zh-cn.json: "Saved {0}" is missing',
    ],
    [
      'a text that is not a literal',
      { 'src/ui/other.ts': "import { l10n } from 'vscode';\nl10n.t(sentence);\n" },
      'src/ui/other.ts:2: l10n.t needs a literal, otherwise its text cannot be translated',
    ],
  ])('reports %s', async (_what, change, expected) => {
    expect(await findings('texts of the code', change)).toEqual([expected]);
  });
});

describe('visible texts', () => {
  test.each([
    ['a title', "box.title = 'Save';", 'Save'],
    ['a conditional label', "const row = { label: ready ? 'Go' : l10n.t('Wait') };", 'Go'],
    ['a text after an icon', 'item.text = `$(sync) Saving ${name}`;', '$(sync) Saving …'],
    ['a notification', "void vscode.window.showInformationMessage('saved');", 'saved'],
    ['a row', "new vscode.TreeItem('images');", 'images'],
    ['a sentence in a variable', "const why = list.length > 0 ? '' : 'There is nothing.';", 'There is nothing.'],
    ['a word in a return value', "function label() {\n  return 'Running';\n}", 'Running'],
    ['words around a value', 'const label = () => `${count} images`;', '… images'],
    ['a value in a template in a template', 'notify(`${all.map((one) => `one of ${one}`)}`);', 'one of …'],
  ])('reports %s', async (_what, code, text) => {
    const line = code.slice(0, code.indexOf(text.slice(0, 4))).split('\n').length;
    expect(await findings('visible texts', { 'src/ui/other.ts': code })).toEqual([
      `src/ui/other.ts:${line}: "${text}" is visible text outside l10n.t`,
    ]);
  });

  test.each([
    ['arguments of l10n.t', "box.title = l10n.t('Save {what}', { what: plain(name, 'so long') });"],
    ['comments', "// It says 'not now'.\n/* Nor 'then'. */"],
    ['regular expressions', "const quote = /['\"] and ['\"]/; const half = all / 2; box.title = l10n.t('A');"],
    ['the log', "log.warn(`Nobody answers at ${host}`);\nthrow new Error('This cannot be.');"],
    ['icons, punctuation and ids', "item.label = `$(sync) ${a} · ${b}`;\nitem.id = `save ${id}`;\nopen('vscode:a b');"],
    ['context words', "row.contextValue = done ? 'save removable' : 'save';"],
  ])('ignores %s', async (_what, code) => {
    expect(await findings('visible texts', { 'src/ui/other.ts': code })).toEqual([]);
  });

  test('reports a file that cannot be parsed', async () => {
    expect(await findings('visible texts', { 'src/ui/other.ts': "box.title = 'Save" })).toEqual([
      'src/ui/other.ts: Unterminated string',
    ]);
  });

  test('checks only src/ui', async () => {
    expect(await findings('visible texts', { 'src/save/other.ts': "box.title = 'Save';" })).toEqual([]);
  });
});

describe('hosts', () => {
  test.each([
    ['an unknown host', 'see https://', ['wiki', 'some-firm', 'net'], 'is not a host known to be public'],
    ['a name in a private network', 'ask ', ['build', 'internal'], 'belongs to a private network'],
    ['an address in a private network', 'ping ', ['192', '168', '4', '2'], 'belongs to a private network'],
  ])('reports %s', async (_what, before, parts, verdict) => {
    const host = parts.join('.');
    const text = `${before}${host}`;
    const expected = `${host} ${verdict}`;
    expect(await findings('hosts', { 'docs/a.md': `\n${text}\n` })).toEqual([`docs/a.md:2: ${expected}`]);
  });

  test('ignores public hosts, loopback, reserved names and composed hosts', async () => {
    const text = 'https://github.com/a http://127.0.0.1:80/ https://me.example.com https://iam.${region} http://[::1]/';
    expect(await findings('hosts', { 'docs/a.md': text })).toEqual([]);
  });
});

test('notices: reports a file that does not match the build', async () => {
  expect(await findings('notices', { [NOTICES]: notices().replace(/^undici .+$/m, 'undici 1.0.0') })).toEqual([
    'THIRD-PARTY-NOTICES.txt: out of date: run `npm run sync`',
  ]);
});

test.each([undefined, '', 'sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'sha512-', `${integrity} sha1-AAAA`])(
  'lockfile: reports a package with the integrity %j',
  async (wrong) => {
    const packages = { '': { version: '1.0.0' }, a: { link: true }, b: { integrity }, c: { integrity: wrong } };
    expect(await findings('lockfile', { 'x/package-lock.json': JSON.stringify({ packages }) })).toEqual([
      'x/package-lock.json: c has no integrity: take it from `npm view NAME@VERSION dist.integrity`',
    ]);
  },
);

test('lockfile: reports a package from another registry', async () => {
  const lock = { packages: { 'node_modules/a': { integrity, resolved: 'https://mirror.example.com/a.tgz' } } };
  expect(await findings('lockfile', { 'package-lock.json': JSON.stringify(lock) })).toEqual([
    'package-lock.json: node_modules/a comes from https://mirror.example.com/a.tgz',
  ]);
});

test('lockfile: checks every lock file', async () => {
  const lock = { packages: { 'node_modules/b': { integrity, resolved: 'git+ssh://git@github.com/b/b.git' } } };
  expect(await findings('lockfile', { 'scripts/a/package-lock.json': JSON.stringify(lock) })).toEqual([
    'scripts/a/package-lock.json: node_modules/b comes from git+ssh://git@github.com/b/b.git',
  ]);
});

test.each([
  'oxlint-disable-next-line',
  '@ts-ignore',
  '@ts-expect-error',
  'biome-ignore',
  'eslint-disable',
  'v8 ignore',
])('suppressions: reports %s in src', async (words) => {
  expect(await findings('suppressions', { 'src/api/a.ts': `\n// ${words} x\n` })).toEqual([
    `src/api/a.ts:2: "${words}" suppresses a rule. Change the code, or the rule for all files`,
  ]);
});

test('messages: reports a message that is not shown by notify.ts', async () => {
  const shown = { 'src/ui/a.ts': '\nvoid vscode.window.showWarningMessage(name);\n' };
  expect(await findings('messages', shown)).toEqual([
    'src/ui/a.ts:2: show messages with src/ui/text/notify.ts, which escapes links',
  ]);
  const title = {
    'src/ui/a.ts': 'const o = { location: vscode.ProgressLocation.Notification, title, cancellable: true };',
  };
  expect(await findings('messages', title)).toEqual([
    'src/ui/a.ts:1: escape the title of a progress notification with escapeLinks()',
  ]);
});

test.each([
  ['const box = vscode.window.createInputBox();', 'create input boxes and pick lists with src/ui/wizard/, which'],
  [
    'await vscode.window.showInputBox({ prompt: name });',
    'create input boxes and pick lists with src/ui/wizard/, which',
  ],
  ['const pick = window.createQuickPick();', 'create input boxes and pick lists with src/ui/wizard/, which'],
  ['await vscode.window.showQuickPick(rows);', 'create input boxes and pick lists with src/ui/wizard/, which'],
  ['vscode.window.setStatusBarMessage(name);', 'set status bar texts with src/ui/text/formats.ts'],
  ['item.text = name;', 'set status bar texts with src/ui/text/formats.ts'],
  ['const item = new vscode.TreeItem(name);', 'create tree rows with src/ui/treeRow.ts'],
  ['item.description = name;', 'create tree rows with src/ui/treeRow.ts'],
])('messages: reports a text that could contain a link or an icon: %s', async (code, what) => {
  const found = await findings('messages', { 'src/ui/a.ts': `\n${code}\n` });
  expect(found).toEqual([expect.stringContaining(`src/ui/a.ts:2: ${what}`)]);
});

describe('changelog', () => {
  test('accepts the version of the manifest as first entry', async () => {
    expect(await findings('changelog', { 'CHANGELOG.md': '## [0.1.0] - 2026-01-02\n' })).toEqual([]);
  });

  test('reports another version as first entry', async () => {
    expect(await findings('changelog', { 'CHANGELOG.md': '## [0.0.9]\n## [Unreleased]\n' })).toEqual([
      'CHANGELOG.md: the first entry is 0.0.9; it should be Unreleased or 0.1.0',
    ]);
  });
});

test('no end-to-end file calls test.override at the top level, which would affect later files', () => {
  const files = projectTree(projectFolder).paths.filter((name) => /^test\/e2e\/.+\.ts$/.test(name));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => /^test\.override\(/m.test(readProjectFile(file)))).toEqual([]);
});

test('src/extension.ts has at most 80 lines', () => {
  expect(readProjectFile('src/extension.ts').trimEnd().split('\n').length).toBeLessThanOrEqual(80);
});
