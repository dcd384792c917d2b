import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type UiWindow, uiWindow } from '../../support/uiWindow';
import { appears, leftovers, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

beforeEach(() => screen.clear());

const REQUESTED = 'Requested by a key binding, a task, or another extension';

async function aWindow(): Promise<UiWindow> {
  const window = await uiWindow();
  onTestFinished(() => window.close());
  return window;
}

const FIELDS = { namespace: 'ai-team', name: 'base', tag: 'v7', confirm: false };
const argumentOf = (window: UiWindow) => ({ notebookId: window.world.notebook.id, ...FIELDS });

describe('saveImage with confirm: false', () => {
  test('asks for confirmation in an untrusted workspace, names code as the requester, and sends nothing before', async () => {
    const window = await aWindow();
    const saving = window.save({ argument: argumentOf(window) });
    const confirmation = await window.confirmation();
    expect(confirmation).toContain(REQUESTED);
    expect(confirmation).toContain('/ai-team/base:v7');
    expect(window.emulator.count('CreateImage')).toBe(0);
    shownPick().escape();
    expect(await saving).toBeUndefined();
    expect(window.emulator.count('CreateImage')).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  test('saves in an untrusted workspace after the user confirms', async () => {
    const window = await aWindow();
    const saving = window.save({ argument: argumentOf(window) });
    await window.decide('Save Image');
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/base:v7') });
    expect(window.emulator.count('CreateImage')).toBe(1);
  });

  test('saves without questions in a trusted workspace', async () => {
    screen.isTrusted = true;
    const window = await aWindow();
    const saving = window.save({ argument: argumentOf(window) });
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/base:v7') });
    expect(screen.made).toEqual([]);
  });

  test('asks all questions for a forged row and ignores its other fields', async () => {
    screen.isTrusted = true;
    const window = await aWindow();
    const saving = window.save({ argument: { ...window.row(), ...FIELDS } });
    await appears(() => screen.quickInput !== undefined, 'a question');
    shownPick().escape();
    expect(await saving).toBeUndefined();
    expect(window.emulator.count('CreateImage')).toBe(0);
  });
});

test('a save started by the user does not name code as the requester', async () => {
  const window = await aWindow();
  await window.rememberAnswers();
  const saving = window.save();
  expect(await window.confirmation()).not.toContain(REQUESTED);
  shownPick().escape();
  await saving;
});
