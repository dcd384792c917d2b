import { describe, expect, test } from 'vitest';
import { inWords, manifest } from './manifest';
import { readProjectFile } from './project';

const { walkthroughs, commands, views } = manifest.contributes;
const [walkthrough] = walkthroughs;
const steps = walkthrough?.steps ?? [];

/** Completion events of steps that running the command does not complete, because the user can cancel it. */
const DONE_BY: Readonly<Record<string, string>> = {
  connect: 'onContext:modelartsImages.connections == own',
  follow: 'onView:modelartsImages.saves',
};

test('there is one walkthrough with five steps, the second of which is the demo', () => {
  expect(walkthroughs).toHaveLength(1);
  expect(steps.map(({ id }) => id)).toEqual(['connect', 'demo', 'save', 'follow', 'use']);
});

describe.each(steps)('the step $id', ({ id, title, description, media, completionEvents }) => {
  const text = inWords(description);
  const buttons = Array.from(text.matchAll(/^\[.+\]\(command:(.+)\)$/gm), ([, command]) => command ?? '');

  test('starts with a verb and has one button for an existing command', () => {
    expect(inWords(title)).toMatch(/^(Connect|Try|Save|Follow|Use) /);
    expect(buttons).toHaveLength(1);
    const focusing = Object.values(views).flatMap((all) => all.map(({ id }) => `${id}.focus`));
    expect([...commands.map(({ command }) => command), ...focusing]).toContain(buttons[0]);
  });

  test('is completed by the action of its button', () => {
    expect(completionEvents).toContain(DONE_BY[id] ?? `onCommand:${buttons[0]}`);
    const known = [
      ...commands.map(({ command }) => `onCommand:${command}`),
      ...Object.values(views).flatMap((all) => all.map(({ id: view }) => `onView:${view}`)),
      ...Object.values(DONE_BY),
    ];
    expect(completionEvents.filter((event) => !known.includes(event))).toEqual([]);
  });

  test('has an image with alternative text that uses only theme colors', () => {
    expect(inWords(media.altText).length).toBeGreaterThan(20);
    const drawing = readProjectFile(media.svg);
    expect(drawing).toMatch(/<title>.+<\/title>/);
    const painted = Array.from(drawing.matchAll(/(?:fill|stroke)="([^"]*)"/g), ([, paint]) => paint ?? '');
    expect(painted.filter((paint) => paint !== 'none' && !paint.startsWith('var(--vscode-'))).toEqual([]);
  });
});
