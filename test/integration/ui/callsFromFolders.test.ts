import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { type UiWindow, uiWindow } from '../../support/uiWindow';
import { appears, leftovers, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

beforeEach(() => screen.clear());

const REQUESTED = 'Requested by a key binding, a task or another extension';

async function aWindow(): Promise<UiWindow> {
  const window = await uiWindow();
  onTestFinished(() => window.close());
  return window;
}

const FACTS = { namespace: 'ai-team', name: 'base', tag: 'v7', confirm: false };
const factsOf = (window: UiWindow) => ({ notebookId: window.world.notebook.id, ...FACTS });

describe('saveImage with confirm: false', () => {
  test('asks in an untrusted workspace, says that it was requested by code, and sends nothing before the answer', async () => {
    const window = await aWindow();
    const saving = window.save({ argument: factsOf(window) });
    const confirmation = await window.confirmation();
    expect(confirmation).toContain(REQUESTED);
    expect(confirmation).toContain('/ai-team/base:v7');
    expect(window.emulator.count('CreateImage')).toBe(0);
    shownPick().escape();
    expect(await saving).toBeUndefined();
    expect(window.emulator.count('CreateImage')).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  test('saves in an untrusted workspace once the person has confirmed', async () => {
    const window = await aWindow();
    const saving = window.save({ argument: factsOf(window) });
    await window.decide('Save Image');
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/base:v7') });
    expect(window.emulator.count('CreateImage')).toBe(1);
  });

  test('asks nothing in a trusted workspace', async () => {
    screen.isTrusted = true;
    const window = await aWindow();
    const saving = window.save({ argument: factsOf(window) });
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/base:v7') });
    expect(screen.made).toEqual([]);
  });

  test('asks every question for an imitated row, whose other facts count for nothing', async () => {
    screen.isTrusted = true;
    const window = await aWindow();
    const saving = window.save({ argument: { ...window.row(), ...FACTS } });
    await appears(() => screen.quickInput !== undefined, 'a question');
    shownPick().escape();
    expect(await saving).toBeUndefined();
    expect(window.emulator.count('CreateImage')).toBe(0);
  });
});

test('a save that a person begins says nothing of a request by code', async () => {
  const window = await aWindow();
  await window.rememberAnswers();
  const saving = window.save();
  expect(await window.confirmation()).not.toContain(REQUESTED);
  shownPick().escape();
  await saving;
});
