import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import type { Emulator } from '../../../src/emulator/index';
import type { Save, Stopping } from '../../../src/save/save';
import { anImage, aSave } from '../../support/builders';
import { settled } from '../../support/manualClock';
import { type OpenExtension, openExtension } from '../../support/openExtension';
import { shownMessage } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';
import { commands } from '../../support/vscodeStub/workspace';
import { anEmulator } from '../connections/signIn';

vi.mock('vscode', () => import('../../support/vscodeStub'));

let emulator: Emulator;
let extension: OpenExtension;

beforeEach(async () => {
  emulator = await anEmulator();
});

/** A window with a save that is no longer followed. Its image is usable and its notebook is running. */
function windowWith(stopping: Stopping): Save {
  const notebook = emulator.edit.addNotebook({ name: 'experiments', status: 'RUNNING' });
  const image = anImage({ id: emulator.edit.addImage({ status: 'ACTIVE' }).id });
  const save = aSave({
    id: 'left',
    connection: 'Work',
    notebook: { id: notebook.id, name: notebook.name },
    state: { phase: 'unwatched', image, why: 'stopped' },
    endedAt: Date.now(),
    requestedAt: Date.now() - 60_000,
    stopping,
  });
  extension = openExtension(emulator, { saves: [save] });
  return save;
}

const stops = (): number => emulator.count('StopNotebook');

/** Waits for the question, answers it, and waits until the command ends. */
async function resume(answer: string | undefined): Promise<void> {
  const running = extension.run('modelartsImages.checkSave', 'left');
  await vi.waitFor(() => expect(screen.messages).not.toEqual([]), 5000);
  expect(shownMessage()).toMatchObject({
    severity: 'warning',
    modal: true,
    text: 'Stop experiments when the image is ready?',
    detail: expect.stringContaining('someone may be working in it'),
    actions: ['Stop When Ready', 'Keep Running'],
  });
  shownMessage().answer(answer);
  await running;
}

const saved = (): boolean => screen.messages.some(({ text }) => text.startsWith('Saved experiments as'));

describe('resuming a save that was to stop its notebook', () => {
  test('asks first and stops the notebook when confirmed', async () => {
    windowWith({ kind: 'wanted' });
    await resume('Stop When Ready');
    await vi.waitFor(() => expect(stops()).toBe(1), 5000);
  });

  test('leaves the notebook running when chosen', async () => {
    windowWith({ kind: 'wanted' });
    await resume('Keep Running');
    await vi.waitFor(() => expect(saved()).toBe(true), 5000);
    expect(stops()).toBe(0);
  });

  test('does nothing when canceled and asks again the next time', async () => {
    windowWith({ kind: 'wanted' });
    await resume(undefined);
    await settled();
    expect([emulator.count('ShowImage'), stops()]).toEqual([0, 0]);
    screen.messages = [];
    await resume(undefined);
  });
});

test('resuming any other save asks nothing', async () => {
  windowWith({ kind: 'notWanted' });
  await extension.run('modelartsImages.checkSave', 'left');
  await vi.waitFor(() => expect(saved()).toBe(true), 5000);
  expect(screen.messages.some(({ modal }) => modal)).toBe(false);
});

test('the end of a save is announced only after the window has answered', async () => {
  windowWith({ kind: 'notWanted' });
  const unanswered: (() => void)[] = [];
  const window = vi
    .spyOn(commands, 'executeCommand')
    .mockImplementation(() => new Promise<void>((resolve) => void unanswered.push(resolve)));
  onTestFinished(() => window.mockRestore());
  await extension.run('modelartsImages.checkSave', 'left');
  const isAsked = (): boolean => window.mock.calls.some(([, key]) => key === 'modelartsImages.hasSaves');
  await vi.waitFor(() => expect(emulator.count('ShowImage')).toBe(1), 5000);
  await vi.waitFor(() => expect(isAsked()).toBe(true), 5000);
  await settled();
  expect(saved()).toBe(false);
  // The question to the window may follow other commands.
  await vi.waitFor(() => {
    for (const answer of unanswered.splice(0)) answer();
    expect(saved()).toBe(true);
  }, 5000);
});
