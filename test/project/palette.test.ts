import { describe, expect, test } from 'vitest';
import { ALWAYS_IN_PALETTE, COMMANDS_WITHOUT_TARGET, IN_PALETTE_WHEN_CONNECTED } from '../support/contributedCommands';
import { inWords, manifest } from './manifest';

// What those that ask do ask, and that the others need not, is shown by test/integration/ui/palette.test.ts over the same table.

const { commands, menus } = manifest.contributes;
const names = commands.map(({ command }) => command.replace('modelartsImages.', ''));
const clauses = new Map((menus['commandPalette'] ?? []).map(({ command, when }) => [command, when]));
const onRows = new Set((menus['view/item/context'] ?? []).map(({ command }) => command));

/** On rows for convenience: what they do is not about the row, or is about the connection in use where there is none. */
const NOT_ABOUT_THE_ROW = ['refresh', 'showLog', 'updateCredentials', 'manageConnections', 'openImageConsole'];

/** Names of the commands whose clause is this one. */
function namesWith(clause: string | undefined): readonly string[] {
  return names.filter((name) => clauses.get(`modelartsImages.${name}`) === clause).toSorted();
}

test('every command is in the table of what it does without a row', () => {
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

  test('finds one command alone by “modelarts save”', () => {
    const found = commands.filter(({ category, title }) => {
      const words = `${category}: ${inWords(title)}`.toLowerCase();
      return words.includes('modelarts') && words.includes('save ');
    });
    const listed = found.filter(({ command }) => clauses.get(command) !== 'false');
    expect(listed.map(({ command }) => command)).toEqual(['modelartsImages.saveImage']);
  });
});

test.each(names.filter((name) => onRows.has(`modelartsImages.${name}`) && !NOT_ABOUT_THE_ROW.includes(name)))(
  '%s asks which one it is about, or rejects, without a row',
  (name) => {
    expect(COMMANDS_WITHOUT_TARGET[name]).toMatch(/^(?:rejects|Which .*\?)$/);
  },
);
