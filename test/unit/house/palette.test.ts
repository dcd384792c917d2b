import { describe, expect, test } from 'vitest';
import { PALETTE } from '../../support/paletteCommands';
import { manifest } from './manifest';

// What those that ask do ask, and that the others need not, is shown by test/integration/ui/palette.test.ts over the same table.

const { commands, menus } = manifest.contributes;
const palette = new Map((menus['commandPalette'] ?? []).map(({ command, when }) => [command, when]));
const onRows = new Set((menus['view/item/context'] ?? []).map(({ command }) => command));

/** On rows for convenience: what they do is not about the row, or is about the connection in use where there is none. */
const NOT_ABOUT_THE_ROW = ['refresh', 'showLog', 'updateCredentials'];

test('it is known of every command what it does without a row', () => {
  const contributed = commands.map(({ command }) => command.replace('modelartsImages.', ''));
  expect(Object.keys(PALETTE).toSorted()).toEqual(contributed.toSorted());
});

describe.each(commands)('$command', ({ command }) => {
  const name = command.replace('modelartsImages.', '');

  test('is not in the palette where it could not know of what it is meant, and else it is', () => {
    expect(palette.get(command) === 'false').toBe(PALETTE[name] === 'hidden');
  });

  test('asks of what it is meant, or is hidden, where rows have it', () => {
    if (!onRows.has(command) || NOT_ABOUT_THE_ROW.includes(name)) return;
    expect(PALETTE[name]).toMatch(/^(?:hidden|Which .*\?)$/);
  });
});

test('the palette is told of contributed commands alone', () => {
  const contributed = commands.map(({ command }) => command);
  expect([...palette.keys()].filter((command) => !contributed.includes(command))).toEqual([]);
});
