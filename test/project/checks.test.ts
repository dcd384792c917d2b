import { describe, expect, test } from 'vitest';
import { checks } from '../../scripts/check/checks.mjs';
import { projectTree, treeOf } from '../../scripts/check/projectTree.mjs';
import { projectFolder, readProjectFile } from './project';

type CheckName = keyof typeof checks;

const integrity = `sha512-${'A'.repeat(86)}==`;

/** A small project in which every check finds everything in order. */
const sound = {
  'package.json': JSON.stringify({
    version: '0.1.0',
    contributes: {
      commands: [{ command: 'a.save', title: '%save%' }],
      views: { box: [{ id: 'a.list' }] },
      menus: { 'view/item/context': [{ command: 'a.save', when: 'viewItem =~ /\\bsavable\\b/' }] },
      configuration: { properties: { 'a.limit': {} } },
    },
  }),
  'package.nls.json': JSON.stringify({ save: 'Save' }),
  'package-lock.json': JSON.stringify({
    packages: { 'node_modules/a': { integrity, resolved: 'https://registry.npmjs.org/a/-/a-1.tgz' } },
  }),
  'l10n/bundle.l10n.json': `${JSON.stringify({ 'Saved {0}': 'Saved {0}' }, undefined, 2)}\n`,
  'CHANGELOG.md': '# Changelog\n\n## [Unreleased]\n',
  'src/ui/ids.ts':
    "export const COMMANDS = { save: 'a.save' } as const;\nexport const VIEWS = { list: 'a.list' } as const;\n",
  'src/ui/commands.ts':
    "import { l10n } from 'vscode';\n" +
    "register(COMMANDS.save, () => read('limit') && l10n.t('Saved {0}', name) && words.push('savable'));\n",
};

async function findings(name: CheckName, changed: Readonly<Record<string, string>> = {}): Promise<readonly string[]> {
  const found = await checks[name](treeOf({ ...sound, ...changed }));
  return Array.from(found, ({ where, what }) => `${where}: ${what}`);
}

function withManifest(change: (contributes: Contributes) => void): { 'package.json': string } {
  const manifest: { contributes: Contributes } = JSON.parse(sound['package.json']);
  change(manifest.contributes);
  return { 'package.json': JSON.stringify(manifest) };
}

interface Contributes {
  commands: object[];
  menus: object;
  views: { box: object[] };
}

for (const [name, check] of Object.entries(checks)) {
  test(`${name}: nothing is found in a sound project`, async () => {
    expect(Array.from(await check(treeOf(sound)))).toEqual([]);
  });
}

describe('manifest and code', () => {
  const commandsFile = sound['src/ui/commands.ts'];
  test.each([
    [
      'a command that the manifest alone knows',
      withManifest(({ commands }) => commands.push({ command: 'a.more' })),
      ['package.json: the command a.more is not in COMMANDS of src/ui/ids.ts'],
    ],
    [
      'a command that the code alone knows',
      withManifest((contributes) => Object.assign(contributes, { commands: [], menus: {} })),
      ['src/ui/ids.ts: the command a.save is not contributed by package.json'],
    ],
    [
      'a command that nothing registers',
      { 'src/ui/commands.ts': commandsFile.replace('COMMANDS.save', 'COMMANDS.other') },
      ['src/ui/ids.ts: nothing in src registers COMMANDS.save'],
    ],
    [
      'a link to a command that does not exist',
      { 'package.nls.json': JSON.stringify({ save: '[Go](command:a.gone)' }) },
      ['package.json: a menu, a key or a link names a.gone, which is not a command'],
    ],
    [
      'a view that the code does not know',
      withManifest(({ views }) => views.box.push({ id: 'a.other' })),
      ['package.json: the view a.other is not in VIEWS of src/ui/ids.ts'],
    ],
    [
      'a setting that nothing reads',
      { 'src/ui/commands.ts': commandsFile.replace("'limit'", 'undefined') },
      ['package.json: nothing in src reads the setting a.limit'],
    ],
    [
      'a key that nothing sets',
      withManifest((contributes) =>
        Object.assign(contributes, {
          menus: { 'view/title': [{ command: 'a.save', when: 'view == a.list && a.busy' }] },
        }),
      ),
      ['package.json: a menu or view waits for the key a.busy, which is not in CONTEXT of src/ui/ids.ts'],
    ],
    [
      'a key that is set to other words, one that nothing waits for, and one that is never set',
      {
        ...withManifest((contributes) =>
          Object.assign(contributes, { viewsWelcome: [{ view: 'a.list', when: 'a.state == empty || a.gone' }] }),
        ),
        'src/ui/ids.ts': `${sound['src/ui/ids.ts']}export const CONTEXT = { state: 'a.state', more: 'a.more', gone: 'a.gone' } as const;\n`,
        'src/ui/commands.ts': `${sound['src/ui/commands.ts']}run('setContext', CONTEXT.state, 'full');\nrun('setContext', CONTEXT.more, 1);\n`,
      },
      [
        'src/ui/ids.ts: nothing waits for CONTEXT.more',
        'src/ui/ids.ts: nothing in src sets CONTEXT.gone',
        'package.json: a menu or view waits for a.state to be empty, which src never says',
      ],
    ],
    [
      'a word of a menu that no row has',
      { 'src/ui/commands.ts': commandsFile.replace("'savable'", "'saveable'") },
      ['package.json: a menu waits for the context word "savable", which src never sets'],
    ],
  ])('finds %s', async (_what, change, expected) => {
    expect(await findings('manifest and code', change)).toEqual(expected);
  });
});

describe('words of the manifest', () => {
  test.each([
    [
      'a key without words',
      { 'package.nls.json': '{}' },
      'package.nls.json: "save" is used by package.json and missing',
    ],
    [
      'words without a key',
      { 'package.nls.json': '{"save": "Save", "load": "Load"}' },
      'package.nls.json: "load" is not used by package.json',
    ],
    ['a translation with a gap', { 'package.nls.zh-cn.json': '{}' }, 'package.nls.zh-cn.json: "save" is missing'],
    [
      'a translation of what is gone',
      { 'package.nls.zh-cn.json': '{"save": "保存", "load": "加载"}' },
      'package.nls.zh-cn.json: "load" has no original',
    ],
    [
      'a translation that is none',
      { 'package.nls.zh-cn.json': '{"save": "Save"}' },
      'package.nls.zh-cn.json: "save" is not translated',
    ],
    [
      'a translation with a blank at its end',
      { 'package.nls.zh-cn.json': '{"save": "保存 "}' },
      'package.nls.zh-cn.json: "save" begins or ends with other blanks than its original',
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
      'a translation that leads to another command',
      {
        'package.nls.json': '{"save": "[Go](command:a.save)"}',
        'package.nls.zh-cn.json': '{"save": "[开始](command:a.load)"}',
      },
      'package.nls.zh-cn.json: "save" has other placeholders than its original',
    ],
    [
      'a translation that makes one line of two, of which the second was a button',
      {
        'package.nls.json': '{"save": "Try.\\n[Go](command:a.save)"}',
        'package.nls.zh-cn.json': '{"save": "试用。[开始](command:a.save)"}',
      },
      'package.nls.zh-cn.json: "save" has not as many lines as its original',
    ],
  ])('finds %s', async (_what, change, expected) => {
    expect(await findings('words of the manifest', change)).toEqual([expected]);
  });
});

describe('words of the code', () => {
  test.each([
    [
      'a bundle that is behind',
      { 'l10n/bundle.l10n.json': '{}\n' },
      'l10n/bundle.l10n.json: out of date: run `node scripts/l10n.mjs`',
    ],
    [
      'a translation with another placeholder',
      { 'l10n/bundle.l10n.zh-cn.json': '{"Saved {0}": "{1}"}' },
      'l10n/bundle.l10n.zh-cn.json: "Saved {0}" has other placeholders than its original',
    ],
    [
      'a translation that is behind',
      { 'l10n/bundle.l10n.zh-cn.json': '{}' },
      'l10n/bundle.l10n.zh-cn.json: "Saved {0}" is missing',
    ],
    [
      'a text that the export cannot see',
      { 'src/ui/other.ts': "import { l10n } from 'vscode';\nl10n.t(sentence);\n" },
      'src/ui/other.ts:2: l10n.t needs its text as a literal, or nobody can translate it',
    ],
  ])('finds %s', async (_what, change, expected) => {
    expect(await findings('words of the code', change)).toEqual([expected]);
  });
});

describe('visible words', () => {
  test.each([
    ['a title', "box.title = 'Save';", 'Save'],
    ['a choice of labels', "const row = { label: ready ? 'Go' : l10n.t('Wait') };", 'Go'],
    ['a text behind an icon', 'item.text = `$(sync) Saving ${name}`;', '$(sync) Saving …'],
    ['a notification', "void vscode.window.showInformationMessage('saved');", 'saved'],
    ['a row', "new vscode.TreeItem('images');", 'images'],
    [
      'a sentence that something else shows',
      "const why = list.length > 0 ? '' : 'There is nothing.';",
      'There is nothing.',
    ],
    ['a word that something else shows', "case 'RUNNING':\n  return 'Running';", 'Running'],
    ['words around a value', 'return `${count} images`;', '… images'],
    ['a value in a template in a template', 'return `${all.map((one) => `one of ${one}`)}`;', 'one of …'],
  ])('finds %s', async (_what, code, text) => {
    const line = code.slice(0, code.indexOf(text.slice(0, 4))).split('\n').length;
    expect(await findings('visible words', { 'src/ui/other.ts': code })).toEqual([
      `src/ui/other.ts:${line}: "${text}" is shown as it is: give it to l10n.t`,
    ]);
  });

  test.each([
    ['what l10n translates', "box.title = l10n.t('Save {what}', { what: plain(name, 'so long') });"],
    ['comments', "// It says 'not now'.\n/* Nor 'then'. */"],
    ['regular expressions', "const quote = /['\"] and ['\"]/; const half = all / 2; box.title = l10n.t('A');"],
    ['the log', "log.warn(`Nobody answers at ${host}`);\nthrow new Error('This cannot be.');"],
    ['icons, punctuation and ids', "item.label = `$(sync) ${a} · ${b}`;\nitem.id = `save ${id}`;\nopen('vscode:a b');"],
    ['the words of menus', "row.contextValue = done ? 'save removable' : 'save';"],
  ])('leaves %s', async (_what, code) => {
    expect(await findings('visible words', { 'src/ui/other.ts': code })).toEqual([]);
  });

  test('knows the floor that is seen', async () => {
    expect(await findings('visible words', { 'src/save/other.ts': "box.title = 'Save';" })).toEqual([]);
  });
});

describe('hosts', () => {
  test.each([
    ['a host nobody knows', 'see https://', ['wiki', 'some-firm', 'net'], 'is not a host known to be public'],
    ['a name of one network', 'ask ', ['build', 'internal'], 'belongs to one network'],
    ['an address of one network', 'ping ', ['192', '168', '4', '2'], 'belongs to one network'],
  ])('finds %s', async (_what, before, parts, verdict) => {
    const host = parts.join('.');
    const text = `${before}${host}`;
    const expected = `${host} ${verdict}`;
    expect(await findings('hosts', { 'docs/a.md': `\n${text}\n` })).toEqual([`docs/a.md:2: ${expected}`]);
  });

  test('leaves public hosts, loopback, reserved names and composed hosts alone', async () => {
    const text = 'https://github.com/a http://127.0.0.1:80/ https://me.example.com https://iam.${region} http://[::1]/';
    expect(await findings('hosts', { 'docs/a.md': text })).toEqual([]);
  });
});

test.each([undefined, '', 'sha1-AAAAAAAAAAAAAAAAAAAAAAAAAAA=', 'sha512-', `${integrity} sha1-AAAA`])(
  'lockfile: finds a package with the integrity %j',
  async (wrong) => {
    const packages = { '': { version: '1.0.0' }, a: { link: true }, b: { integrity }, c: { integrity: wrong } };
    expect(await findings('lockfile', { 'x/package-lock.json': JSON.stringify({ packages }) })).toEqual([
      'x/package-lock.json: c has no integrity: take it from `npm view NAME@VERSION dist.integrity`',
    ]);
  },
);

test('lockfile: finds a package that comes from elsewhere', async () => {
  const lock = { packages: { 'node_modules/a': { integrity, resolved: 'https://mirror.example.com/a.tgz' } } };
  expect(await findings('lockfile', { 'package-lock.json': JSON.stringify(lock) })).toEqual([
    'package-lock.json: node_modules/a comes from https://mirror.example.com/a.tgz',
  ]);
});

test('lockfile: looks into every one', async () => {
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
])('suppressions: finds %s in src', async (words) => {
  expect(await findings('suppressions', { 'src/api/a.ts': `\n// ${words} x\n` })).toEqual([
    `src/api/a.ts:2: "${words}" silences a rule; change the code, or the rule for everyone`,
  ]);
});

test('messages: finds one that is shown past the door that draws no links', async () => {
  const shown = { 'src/ui/a.ts': '\nvoid vscode.window.showWarningMessage(name);\n' };
  expect(await findings('messages', shown)).toEqual([
    'src/ui/a.ts:2: messages are shown by src/ui/text/notify.ts, which draws no links',
  ]);
  const title = {
    'src/ui/a.ts': 'const o = { location: vscode.ProgressLocation.Notification, title, cancellable: true };',
  };
  expect(await findings('messages', title)).toEqual([
    'src/ui/a.ts:1: the title of a notification passes through unlinked()',
  ]);
});

test.each([
  ['const box = vscode.window.createInputBox();', 'boxes and lists are made by src/ui/wizard/quickInput.ts'],
  ['await vscode.window.showInputBox({ prompt: name });', 'boxes and lists are made by src/ui/wizard/quickInput.ts'],
  ['const pick = window.createQuickPick();', 'boxes and lists are made by src/ui/wizard/quickInput.ts'],
  ['await vscode.window.showQuickPick(rows);', 'boxes and lists are made by src/ui/wizard/quickInput.ts'],
  ['vscode.window.setStatusBarMessage(name);', 'the status bar is written to by src/ui/text/statusBarText.ts'],
  ['item.text = name;', 'the status bar is written to by src/ui/text/statusBarText.ts'],
  ['const item = new vscode.TreeItem(name);', 'rows of trees are made by src/ui/treeRow.ts'],
  ['item.description = name;', 'rows of trees are made by src/ui/treeRow.ts'],
])('messages: finds a text that could draw a link or an icon: %s', async (code, what) => {
  const found = await findings('messages', { 'src/ui/a.ts': `\n${code}\n` });
  expect(found).toEqual([expect.stringContaining(`src/ui/a.ts:2: ${what}`)]);
});

describe('changelog', () => {
  test('takes the version of the manifest for its first entry', async () => {
    expect(await findings('changelog', { 'CHANGELOG.md': '## [0.1.0] - 2026-01-02\n' })).toEqual([]);
  });

  test('finds a first entry of another version', async () => {
    expect(await findings('changelog', { 'CHANGELOG.md': '## [0.0.9]\n## [Unreleased]\n' })).toEqual([
      'CHANGELOG.md: the first entry is 0.0.9; it should be Unreleased or 0.1.0',
    ]);
  });
});

test('no end-to-end file overrides, at its top, what the files after it start from', () => {
  const files = projectTree(projectFolder).paths.filter((name) => /^test\/e2e\/.+\.ts$/.test(name));
  expect(files.length).toBeGreaterThan(10);
  expect(files.filter((file) => /^test\.override\(/m.test(readProjectFile(file)))).toEqual([]);
});

test('the composition root stays a table of contents: at most 80 lines', () => {
  expect(readProjectFile('src/extension.ts').trimEnd().split('\n').length).toBeLessThanOrEqual(80);
});
