import { describe, expect, test } from 'vitest';
import { ALWAYS_IN_PALETTE, COMMANDS_WITHOUT_TARGET, IN_PALETTE_WHEN_CONNECTED } from '../support/contributedCommands';
import { inWords, manifest } from './manifest';

// test/integration/ui/palette.test.ts runs the commands of the same table and checks what each one asks.

const { commands, menus } = manifest.contributes;
const names = commands.map(({ command }) => command.replace('modelartsImages.', ''));
const clauses = new Map((menus['commandPalette'] ?? []).map(({ command, when }) => [command, when]));
const onRows = new Set((menus['view/item/context'] ?? []).map(({ command }) => command));

/** Commands shown on rows for convenience, which do not act on the row, or act on the current connection without one. */
const ROW_INDEPENDENT = ['refresh', 'showLog', 'updateCredentials', 'manageConnections', 'openImageConsole'];

/** Returns the names of the commands with this `when` clause in the palette. */
function namesWith(clause: string | undefined): readonly string[] {
  return names.filter((name) => clauses.get(`modelartsImages.${name}`) === clause).toSorted();
}

test('COMMANDS_WITHOUT_TARGET contains every command', () => {
  expect(Object.keys(COMMANDS_WITHOUT_TARGET).toSorted()).toEqual(names.toSorted());
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

test.each(names.filter((name) => onRows.has(`modelartsImages.${name}`) && !ROW_INDEPENDENT.includes(name)))(
  '%s asks for its target, or rejects, when run without a row',
  (name) => {
    expect(COMMANDS_WITHOUT_TARGET[name]).toMatch(/^(?:rejects|Select an? \w+)$/);
  },
);
