import { describe, expect, test, vi } from 'vitest';
import { projectTree } from '../../scripts/check/projectTree.mjs';
import {
  CONNECTION_COMMANDS,
  CONTEXT,
  commandId,
  GENERAL_COMMANDS,
  IMAGE_COMMANDS,
  NOTEBOOK_COMMANDS,
  ROW_COMMANDS,
  SAVE_COMMANDS,
  SETTINGS_SECTION,
  VIEWS,
} from '../../src/ui/ids';
import { settings } from '../../src/ui/settings';
import { screen } from '../support/vscodeStub/screen';
import { inChinese, inWords, manifest } from './manifest';
import { projectFolder, readProjectFile } from './project';

vi.mock('vscode', () => import('../support/vscodeStub/index'));

const { contributes } = manifest;
const views = Object.values(contributes.views).flatMap((all) => all.map(({ id }) => id));
const commands = contributes.commands.map(({ command }) => command);
const handled = [
  ...NOTEBOOK_COMMANDS,
  ...IMAGE_COMMANDS,
  ...SAVE_COMMANDS,
  ...ROW_COMMANDS,
  ...CONNECTION_COMMANDS,
  ...GENERAL_COMMANDS,
].map(({ name }) => commandId(name));
const source = projectTree(projectFolder)
  .paths.filter((file) => /^src\/.*\.ts$/.test(file))
  .map(readProjectFile)
  .join('\n');

/** Returns every text in a JSON value, with the names of the property that holds it. */
function textsIn(value: unknown, name = ''): readonly (readonly [name: string, text: string])[] {
  if (typeof value === 'string') return [[name, value]];
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, unknown]) => textsIn(part, key));
}

const texts = textsIn(contributes);

describe('commands', () => {
  test('package.json contributes exactly the commands in ids.ts', () => {
    expect(commands.toSorted()).toEqual(handled.toSorted());
  });

  test('menus, key bindings and links name existing commands', () => {
    const named = texts.filter(([name]) => name === 'command').map(([, id]) => id);
    const linked = texts
      .flatMap(([, text]) => [inWords(text), inChinese(text)])
      .flatMap((text) => Array.from(text.matchAll(/\(command:([\w.-]+)/g), ([, id]) => id));
    expect(linked.length).toBeGreaterThan(0);
    const known = [...commands, ...views.map((id) => `${id}.focus`)];
    const builtIn = /^(?:workbench|vscode|_?extensions)\./;
    expect([...named, ...linked].filter((id = '') => !known.includes(id) && !builtIn.test(id))).toEqual([]);
  });
});

test('package.json contributes exactly the views in VIEWS', () => {
  expect(views.toSorted()).toEqual(Object.values(VIEWS).toSorted());
});

test('src reads exactly the contributed settings', () => {
  const read = new Set<string>();
  screen.settings = new Proxy({}, { get: (_, key) => void read.add(String(key)) });
  for (const readSetting of Object.values(settings)) readSetting();
  const own = [...read].filter((key) => key.startsWith(`${SETTINGS_SECTION}.`));
  expect(own.toSorted()).toEqual(Object.keys(contributes.configuration.properties).toSorted());
});

describe('context keys', () => {
  const clauses = texts.filter(([name]) => name === 'when' || name === 'enablement').map(([, clause]) => clause);
  const compared = clauses.flatMap((clause) =>
    Array.from(
      clause.matchAll(/(?<!\b(?:view|focusedView) == )\b(modelartsImages\.\w+)(?: (?:==|!=) (\w+))?/g),
      ([, key, value]) => ({ key, value }),
    ),
  );

  test('when clauses use exactly the keys in CONTEXT', () => {
    expect(new Set(compared.map(({ key }) => key))).toEqual(new Set(Object.values(CONTEXT)));
  });

  test.each(Object.keys(CONTEXT))('src sets CONTEXT.%s', (name) => {
    expect(source).toMatch(new RegExp(`'setContext',\\s*CONTEXT\\.${name}\\b`));
  });

  test('src contains every value to which a when clause compares a key', () => {
    const values = new Set(compared.flatMap(({ value }) => value ?? []));
    expect(values.size).toBeGreaterThan(0);
    expect([...values].filter((value) => !source.includes(`'${value}'`))).toEqual([]);
  });
});
