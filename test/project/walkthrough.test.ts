import { describe, expect, test } from 'vitest';
import { inWords, manifest } from './manifest';
import { readProjectFile } from './project';

const { walkthroughs, commands, views } = manifest.contributes;
const [walkthrough] = walkthroughs;
const steps = walkthrough?.steps ?? [];

/** What ticks a step that its command alone does not complete: a command can be cancelled. */
const DONE_BY: Readonly<Record<string, string>> = {
  connect: 'onContext:modelartsImages.connections == own',
  follow: 'onView:modelartsImages.saves',
};

test('there is one walkthrough of five steps, and the second is the demo', () => {
  expect(walkthroughs).toHaveLength(1);
  expect(steps.map(({ id }) => id)).toEqual(['connect', 'demo', 'save', 'follow', 'use']);
});

describe.each(steps)('the step $id', ({ id, title, description, media, completionEvents }) => {
  const text = inWords(description);
  const buttons = Array.from(text.matchAll(/^\[.+\]\(command:(.+)\)$/gm), ([, command]) => command ?? '');

  test('begins with a verb and has one button, for a command that there is', () => {
    expect(inWords(title)).toMatch(/^(Connect|Try|Save|Follow|Use) /);
    expect(buttons).toHaveLength(1);
    const focusing = Object.values(views).flatMap((all) => all.map(({ id }) => `${id}.focus`));
    expect([...commands.map(({ command }) => command), ...focusing]).toContain(buttons[0]);
  });

  test('is done by what its button does', () => {
    expect(completionEvents).toContain(DONE_BY[id] ?? `onCommand:${buttons[0]}`);
    const known = [
      ...commands.map(({ command }) => `onCommand:${command}`),
      ...Object.values(views).flatMap((all) => all.map(({ id: view }) => `onView:${view}`)),
      ...Object.values(DONE_BY),
    ];
    expect(completionEvents.filter((event) => !known.includes(event))).toEqual([]);
  });

  test('has a picture with alternative text, in the colours of the theme alone', () => {
    expect(inWords(media.altText).length).toBeGreaterThan(20);
    const drawing = readProjectFile(media.svg);
    expect(drawing).toMatch(/<title>.+<\/title>/);
    const painted = Array.from(drawing.matchAll(/(?:fill|stroke)="([^"]*)"/g), ([, paint]) => paint ?? '');
    expect(painted.filter((paint) => paint !== 'none' && !paint.startsWith('var(--vscode-'))).toEqual([]);
  });
});
