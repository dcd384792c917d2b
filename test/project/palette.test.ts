import { describe, expect, test } from 'vitest';
import * as ids from '../../src/ui/ids';
import { ALWAYS_IN_PALETTE, IN_PALETTE_WHEN_CONNECTED } from '../support/contributedCommands';
import { inWords, manifest } from './manifest';

const { commands, menus } = manifest.contributes;
const names = commands.map(({ command }) => command.replace('modelartsImages.', ''));
const clauses = new Map((menus['commandPalette'] ?? []).map(({ command, when }) => [command, when]));

/** Returns the names of the commands with this `when` clause in the palette. */
function namesWith(clause: string | undefined): readonly string[] {
  return names.filter((name) => clauses.get(`modelartsImages.${name}`) === clause).toSorted();
}

test('the lists of src/ui/ids.ts have the contributed commands', () => {
  const lists = Object.entries(ids).filter(([name]) => name.endsWith('_COMMANDS'));
  const listed = lists.flatMap(([, list]) => (Array.isArray(list) ? list : []));
  expect(new Set(listed.map(({ name }) => name))).toEqual(new Set(names));
  expect(listed).toHaveLength(names.length);
});

describe('the command palette', () => {
  test('lists five commands without a connection', () => {
    expect(namesWith(undefined)).toEqual(ALWAYS_IN_PALETTE.toSorted());
  });

  test('lists five more with a connection', () => {
    expect(namesWith('modelartsImages.connections != none')).toEqual(IN_PALETTE_WHEN_CONNECTED.toSorted());
  });

  test('hides all other commands', () => {
    const listed: readonly string[] = [...ALWAYS_IN_PALETTE, ...IN_PALETTE_WHEN_CONNECTED];
    expect(namesWith('false')).toEqual(names.filter((name) => !listed.includes(name)).toSorted());
  });

  test('finds a single command for “modelarts save”', () => {
    const found = commands.filter(({ category, title }) => {
      const words = `${category}: ${inWords(title)}`.toLowerCase();
      return words.includes('modelarts') && words.includes('save ');
    });
    const listed = found.filter(({ command }) => clauses.get(command) !== 'false');
    expect(listed.map(({ command }) => command)).toEqual(['modelartsImages.saveImage']);
  });
});
