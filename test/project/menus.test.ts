import { describe, expect, test } from 'vitest';
import { inWords, manifest } from './manifest';
import { readProjectFile } from './project';

const { commands, menus, views, viewsContainers, keybindings = [] } = manifest.contributes;

describe.each(commands)('command $command', ({ command, title, category, icon }) => {
  test('has the category and a title in title case, without a period', () => {
    expect(category).toBe('ModelArts');
    expect(inWords(title)).toMatch(/^[A-Z][a-z]+(?: (?:[A-Z][a-z]+|SSH|and|as|from|in|the))*(?:\.\.\.)?$/);
  });

  test('has a VS Code icon when shown as a button', () => {
    const buttons = Object.values(menus)
      .flat()
      .filter((entry) => entry.command === command && /^(inline|navigation)/.test(entry.group ?? ''));
    if (buttons.length > 0) expect(icon).toMatch(/^\$\([a-z-]+\)$/);
  });
});

describe('menus', () => {
  test.each(Object.entries(menus))('every entry of %s is in a group', (where, entries) => {
    const loose = where === 'commandPalette' ? [] : entries.filter(({ group }) => group === undefined);
    expect(loose).toEqual([]);
  });

  test('a view title has at most four buttons', () => {
    for (const { id } of Object.values(views).flat()) {
      const buttons = (menus['view/title'] ?? []).filter(
        ({ when, group }) => when?.includes(id) && group?.startsWith('navigation'),
      );
      expect(buttons.length).toBeLessThanOrEqual(4);
    }
  });

  test('a key binding applies only in a view of this extension, outside input fields', () => {
    const ids = Object.values(views).flatMap((all) => all.map(({ id }) => id));
    for (const { when = '' } of keybindings) {
      const [, view] = /^focusedView == (\S+) && /.exec(when) ?? [];
      expect(ids).toContain(view);
      expect(when).toContain('!inputFocus');
    }
  });
});

describe('views', () => {
  test('there is one container with a short name and a monochrome icon', () => {
    const [container] = viewsContainers.activitybar;
    expect(container).toEqual({ id: 'modelartsImages', title: 'ModelArts', icon: 'media/modelarts.svg' });
    const drawing = readProjectFile('media/modelarts.svg');
    expect(drawing).toMatch(/width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor"/);
    expect(drawing.match(/(?:fill|stroke)="(?!none|currentColor)[^"]*"/g)).toBeNull();
  });

  test('there are one to three views, each with an icon and a short name', () => {
    const inContainer = views['modelartsImages'] ?? [];
    expect(inContainer.length).toBeGreaterThanOrEqual(1);
    expect(inContainer.length).toBeLessThanOrEqual(3);
    for (const { name, icon } of inContainer) {
      expect(inWords(name)).toMatch(/^[A-Z][a-z]{2,14}$/);
      expect(icon).toBeTruthy();
    }
  });
});
