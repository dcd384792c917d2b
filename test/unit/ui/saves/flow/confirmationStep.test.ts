import { beforeEach, describe, expect, test, vi } from 'vitest';
import {
  askConfirmation,
  type ConfirmSaveOptions,
  type SaveDecision,
} from '../../../../../src/ui/saves/flow/confirmationStep';
import { settled } from '../../../../support/manualClock';
import { leftovers, shownPick } from '../../../../support/vscodeStub/look';
import { screen } from '../../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));
beforeEach(() => screen.clear());

const confirm = (overrides: Partial<ConfirmSaveOptions> = {}): Promise<SaveDecision> =>
  askConfirmation({
    step: 5,
    notebookName: 'experiments',
    references: ['swr.example.com/team/base:1.0'],
    description: '',
    details: [],
    modes: ['save'],
    usualMs: undefined,
    mountPaths: [],
    warnings: [],
    ...overrides,
  });

const rows = (): string =>
  shownPick()
    .items.map(({ label, description, detail }) => [label, description, detail].filter(Boolean).join(' | '))
    .join('\n');

async function decide(text: string): Promise<void> {
  shownPick().moveTo(text);
  shownPick().enter();
  await settled();
}

describe('confirming a save', () => {
  test('names the notebook, the reference, and what the save includes and excludes', async () => {
    const confirmed = confirm();
    expect(shownPick().title).toBe('Save Notebook as Image: Confirm');
    expect(shownPick().placeholder).toBe('Save experiments as an image?');
    expect(shownPick()).toMatchObject({ step: 5, totalSteps: 5 });
    expect(shownPick().activeItems).toMatchObject([{ label: '$(save) Save Image', description: 'team/base:1.0' }]);
    expect(shownPick().labels).toContain('$(package) swr.example.com/team/base:1.0');
    expect(rows()).toContain('Notebook unavailable during the save');
    expect(rows()).toMatch(
      /Includes installed packages and plug-ins \| Excludes mounted folders \(\/home\/ma-user\/work\)/,
    );
    shownPick().escape();
    expect(await confirmed).toEqual({ kind: 'cancelled' });
    expect(leftovers()).toEqual([]);
  });

  test.each([
    [undefined, 'Usually several minutes.'],
    [40_000, 'Usually about 40 s.'],
    [360_000, 'Usually about 6 min.'],
  ])('shows the duration and the exclusions in its first row (usually %s ms)', async (usualMs, duration) => {
    const confirmed = confirm({ usualMs, mountPaths: ['/data'], modes: ['renew', 'save'] });
    expect(shownPick().activeItems).toMatchObject([
      { detail: `${duration} Can't be canceled. Excludes /home/ma-user/work, /data.` },
    ]);
    shownPick().escape();
    await confirmed;
  });

  test('has Edit in the second row', async () => {
    const confirmed = confirm({ modes: ['renew', 'save'] });
    expect(shownPick().labels.slice(0, 4)).toEqual([
      '$(save) Renew and Save',
      '$(edit) Edit…',
      '$(save) Save Image',
      '$(debug-stop) Renew, Save, and Stop',
    ]);
    shownPick().escape();
    await confirmed;
  });

  test('has a button to show the request of a single notebook', async () => {
    const confirmed = confirm();
    shownPick().press('Show Request');
    expect(await confirmed).toEqual({ kind: 'showRequest' });
    const several = confirm({ references: ['r/a/b:1', 'r/a/c:1'] });
    expect(shownPick().buttons).toHaveLength(1);
    shownPick().escape();
    await several;
  });

  test('names every mounted folder once', async () => {
    const confirmed = confirm({ mountPaths: ['/home/ma-user/work/', '/data', '/data/'] });
    expect(rows()).toContain('(/home/ma-user/work, /data)');
    shownPick().escape();
    await confirmed;
  });

  test('shows a name on one line, without hidden characters or icons', async () => {
    const confirmed = confirm({ notebookName: 'lab\n\u202E2 $(trash)' });
    expect(shownPick().placeholder).toBe('Save lab 2 $ (trash) as an image?');
    shownPick().escape();
    await confirmed;
  });

  test('saves on Enter', async () => {
    const confirmed = confirm();
    shownPick().enter();
    expect(await confirmed).toEqual({ kind: 'save', mode: 'save', stopAfterwards: false });
  });

  test.each([['Edit…', { kind: 'edit' }]])('resolves with the decision %s', async (row, decision) => {
    const confirmed = confirm();
    await decide(row);
    expect(await confirmed).toEqual(decision);
  });

  test('returns to the preceding step', async () => {
    const confirmed = confirm();
    shownPick().back();
    expect(await confirmed).toEqual({ kind: 'back' });
  });

  test.each([
    ['start', 'Start and Save', 'Start, Save, and Stop'],
    ['whenRunning', 'Save When Running', 'Wait, Save, and Stop'],
    ['renew', 'Renew and Save', 'Renew, Save, and Stop'],
  ] as const)('offers to save after %s when the notebook needs it', async (mode, label, stopLabel) => {
    const confirmed = confirm({ modes: [mode] });
    expect(shownPick().labels.slice(0, 3)).toEqual([`$(save) ${label}`, '$(edit) Edit…', `$(debug-stop) ${stopLabel}`]);
    shownPick().enter();
    expect(await confirmed).toEqual({ kind: 'save', mode, stopAfterwards: false });
    const stopped = confirm({ modes: [mode] });
    await decide(stopLabel);
    expect(await stopped).toEqual({ kind: 'save', mode, stopAfterwards: true });
  });

  test('shows the description, which may have been proposed without a question', async () => {
    const confirmed = confirm({ description: 'From notebook\nlab $(trash)' });
    expect(shownPick().labels).toContain('$(note) From notebook lab $ (trash)');
    shownPick().escape();
    await confirmed;
  });

  test('does nothing when an informational row is accepted', async () => {
    const confirmed = confirm({ warnings: ['This window will lose its connection.'] });
    await decide('lose its connection');
    await decide('Includes installed');
    expect(screen.quickInput).toBe(shownPick());
    shownPick().escape();
    await confirmed;
  });
});
