import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { NotSentError } from '../../../src/model/errors';
import { isInProgress } from '../../../src/save/saveState';
import { saveImageCommand } from '../../../src/ui/saves/flow/saveImageCommand';
import { sameAnswers } from '../../../src/ui/saves/openSaves';
import { anImageRequest } from '../../support/builders';
import { type UiWindow, uiWindow } from '../../support/uiWindow';
import { appears, leftovers, shownBox, shownMessage, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

/** The notebook was saved before, so that only the confirmation is asked. */
let window: UiWindow;

beforeEach(async () => {
  screen.clear();
  window = await uiWindow();
  await window.rememberAnswers();
});

afterEach(() => window.close());

const MINUTE = 60_000;

/** Makes the notebook's lease end in `minutes`, by the clock of the emulator. */
function leaseEndsIn(minutes: number): void {
  const now = window.clock.now();
  const lease = {
    createdAt: now,
    updatedAt: now,
    durationMs: minutes * MINUTE,
    enabled: true,
    type: 'TIMING',
  } as const;
  window.emulator.edit.alterNotebook(window.world.notebook.id, { lease });
}

/** Changing operations that reached the service, in order. */
function changes(): readonly string[] {
  const those = ['StartNotebook', 'StopNotebook', 'RenewLease', 'CreateImage'];
  return window.emulator.journal.map(({ operation }) => operation ?? '').filter((each) => those.includes(each));
}

/** Saves the notebook with this row of the confirmation; `meanwhile` runs while it is shown. */
async function saveWith(row: string, meanwhile = (): void => undefined): ReturnType<UiWindow['save']> {
  const saving = window.save();
  await window.confirmation();
  meanwhile();
  await window.decide(row);
  return saving;
}

/** Returns the confirmation and cancels the save there. */
async function askedBySave(): Promise<string> {
  const saving = window.save();
  const text = await window.confirmation();
  shownPick().escape();
  expect(await saving).toBeUndefined();
  return text;
}

const saved = () => window.saves.list[0]?.state.phase === 'saved';

test('a save reads the notebook twice, the second time just before the request', async () => {
  const saving = window.save();
  await window.confirmation();
  expect(window.emulator.count('ShowNotebook')).toBe(1);
  await window.decide('Save Image');
  await saving;
  const sent = window.emulator.journal.map(({ operation }) => operation);
  expect(sent.slice(0, sent.indexOf('CreateImage') + 1).slice(-2)).toEqual(['ShowNotebook', 'CreateImage']);
  expect(sent.slice(0, sent.indexOf('CreateImage')).filter((each) => each === 'ShowNotebook')).toHaveLength(2);
});

describe('a notebook whose lease ends during the save', () => {
  test('is renewed before the save when chosen', async () => {
    leaseEndsIn(8);
    const saving = window.save();
    expect(await window.confirmation()).toMatch(
      /^\$\(save\) Renew and Save: .*\n\$\(edit\) Edit…\n\$\(save\) Save Image\n[^]*experiments stops in 8 min\. A save may take 15 min/,
    );
    await window.decide('Renew and Save');
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/experiments:') });
    expect(changes()).toEqual(['RenewLease', 'CreateImage']);
    const lease = window.emulator.edit.notebooks.find(({ id }) => id === window.world.notebook.id)?.lease;
    expect((lease?.createdAt ?? 0) + (lease?.durationMs ?? 0) - window.clock.now()).toBe(60 * MINUTE);
    expect(leftovers()).toEqual([]);
  });

  test('is saved without renewal when chosen', async () => {
    leaseEndsIn(8);
    await saveWith('Save Image');
    expect(changes()).toEqual(['CreateImage']);
  });

  test('is detected by the service clock, not the local one', async () => {
    leaseEndsIn(60);
    window.aheadMs = 52 * MINUTE;
    expect(await askedBySave()).toMatch(/Renew and Save[^]*stops in 8 min/);
    window.aheadMs = 0;
    expect(await askedBySave()).not.toContain('Renew and Save');
    expect(changes()).toEqual([]);
  });
});

describe('Save and Stop', () => {
  test('stops the notebook when the image is usable, and not before', async () => {
    const { world } = window;
    const stopsWhileSaving: number[] = [];
    window.saves.onDidChange(({ state }) => {
      if (isInProgress(state)) stopsWhileSaving.push(window.emulator.count('StopNotebook'));
    });
    await saveWith('Save and Stop');
    await world.until(saved);
    await world.until(() => window.saves.list[0]?.stopping.kind === 'accepted');
    expect(stopsWhileSaving.length).toBeGreaterThan(2);
    expect(new Set(stopsWhileSaving)).toEqual(new Set([0]));
    expect(changes()).toEqual(['CreateImage', 'StopNotebook']);
    expect(window.status).toMatch(/^STOPP/);
  });

  test('leaves the notebook running when the save fails', async () => {
    window.emulator.setScenario('createFails');
    await saveWith('Save and Stop');
    await window.world.until(() => window.saves.list[0]?.state.phase === 'failed');
    expect(changes()).toEqual(['CreateImage']);
    expect(window.status).toBe('RUNNING');
  });
});

describe('a notebook that is not running', () => {
  test('is saved once it runs without a start request when it is already starting', async () => {
    window.status = 'STARTING';
    const saving = window.save();
    expect(await window.confirmation()).toMatch(/^\$\(save\) Save When Running: /);
    await window.decide('Save When Running');
    await appears(() => screen.progress.some(({ title }) => title.startsWith('Waiting for experiments')), 'the wait');
    await window.clock.whenAsleep();
    await window.clock.wakeNext();
    expect(changes()).toEqual([]);
    window.status = 'RUNNING';
    await window.clock.whenAsleep();
    await window.clock.wakeNext();
    expect(await saving).toMatchObject({ imageId: expect.any(String) });
    expect(changes()).toEqual(['CreateImage']);
    expect(screen.progress).toEqual([]);
  });

  test('is not saved when the wait is canceled', async () => {
    window.status = 'STARTING';
    const saving = window.save();
    await window.decide('Save When Running');
    await appears(() => screen.progress.some(({ isNotification }) => isNotification), 'the wait');
    screen.progress.find(({ isNotification }) => isNotification)?.cancel();
    await expect(saving).rejects.toMatchObject({ name: 'AbortError' });
    expect(changes()).toEqual([]);
  });

  test('is started only after confirmation when it stopped during the questions', async () => {
    const first = saveWith('Save Image', () => (window.status = 'STOPPED'));
    await window.message("experiments isn't running");
    expect(shownMessage()).toMatchObject({ modal: true, actions: ['Start and Save'] });
    shownMessage().answer(undefined);
    expect(await first).toBeUndefined();
    expect(changes()).toEqual([]);

    screen.messages = [];
    window.status = 'RUNNING';
    const second = saveWith('Save Image', () => (window.status = 'STOPPED'));
    await window.message("experiments isn't running");
    shownMessage().answer('Start and Save');
    await window.world.until(() => window.emulator.count('CreateImage') > 0);
    await second;
    expect(changes()).toEqual(['StartNotebook', 'CreateImage']);
  });
});

describe('a notebook that another user is saving', () => {
  test('can be followed to the end and is not saved twice', async () => {
    const { world } = window;
    // The saves by others at the start of this world have ended.
    await world.clock.advance(60 * MINUTE);
    const client = await window.tools.clientFor('Work');
    const request = anImageRequest({ namespace: 'ai-team', name: 'nightly', tag: 'v1' });
    await client.createImage(world.notebook.id, request, new AbortController().signal);
    const saving = window.save();
    expect(await window.message('is already being saved')).toContain('You can follow that save.');
    expect(shownMessage().actions).toEqual(['Follow']);
    shownMessage().answer('Follow');
    expect(await saving).toBeUndefined();
    expect(window.saves.list).toMatchObject([{ request: undefined, notebook: { name: 'experiments' } }]);
    await world.until(saved);
    expect(window.saves.list).toMatchObject([{ reference: expect.stringMatching(/ai-team\/nightly:v1$/) }]);
    expect(changes()).toEqual(['CreateImage']);
  });

  test('can be followed when the save started during the questions', async () => {
    const saving = saveWith('Save Image', () => (window.status = 'SNAPSHOTTING'));
    await window.message('is already being saved');
    shownMessage().answer('Follow');
    expect(await saving).toBeUndefined();
    expect(window.saves.list).toHaveLength(1);
    expect(changes()).toEqual([]);
  });

  test('is reported as already followed when it is', async () => {
    await saveWith('Save Image');
    const again = window.save();
    expect(await window.message('Following that save')).toContain('experiments is already being saved');
    shownMessage().answer(undefined);
    await again;
    expect(changes()).toEqual(['CreateImage']);
  });
});

describe('a notebook that cannot be saved', () => {
  test.each([
    ['FROZEN', 'is frozen'],
    ['ERROR', 'failed'],
  ])('(%s) is refused with the reason and a link to the console', async (status, reason) => {
    window.status = status;
    const saving = window.save();
    await window.message(reason);
    expect(shownMessage()).toMatchObject({ severity: 'error', actions: ['Open Console'] });
    shownMessage().answer('Open Console');
    expect(await saving).toBeUndefined();
    expect(screen.opened).toEqual([expect.stringMatching(/^https:\/\/console\..*cn-north-4/)]);
    expect([screen.quickInput, changes()]).toEqual([undefined, []]);
  });

  test('is refused in the same way when its status changed during the questions', async () => {
    const saving = saveWith('Save Image', () => (window.status = 'FROZEN'));
    await window.message('is frozen');
    shownMessage().answer(undefined);
    expect(await saving).toBeUndefined();
    expect(changes()).toEqual([]);
  });

  test('rejects the call from code without a message', async () => {
    window.status = 'FROZEN';
    const { id } = window.world.notebook;
    await expect(window.save({ argument: { notebookId: id } })).rejects.toMatchObject({ kind: 'notSavable' });
    expect(screen.messages).toEqual([]);
  });
});

describe('in a window connected to the notebook', () => {
  const HOST = 'dev-modelarts.cn-north-4.example.com';

  test('the confirmation warns that the window loses its connection', async () => {
    window.emulator.edit.alterNotebook(window.world.notebook.id, { sshPort: 31205 });
    window.connectedTo = { host: HOST, port: 31205, user: undefined };
    expect(await askedBySave()).toContain('loses its connection during the save');
    window.connectedTo = { host: HOST, port: 31206, user: undefined };
    expect(await askedBySave()).not.toContain('it loses its connection');
  });

  test('the picker starts at that notebook', async () => {
    const { edit } = window.emulator;
    edit.addNotebook({ name: 'here', sshPort: 40_999 });
    window.connectedTo = { host: HOST, port: 40_999, user: undefined };
    const saving = window.save({ argument: undefined });
    await appears(() => screen.quickInput?.busy === false, 'all notebooks');
    expect(shownPick().labels.slice(0, 2)).toEqual(['-- This window', '$(vm-running) here']);
    expect(shownPick().activeItems[0]?.label).toBe('$(vm-running) here');
    shownPick().escape();
    await saving;
  });

  test('the command starts at the confirmation when that notebook was saved before', async () => {
    window.emulator.edit.addNotebook({ name: 'another' });
    window.emulator.edit.alterNotebook(window.world.notebook.id, { sshPort: 40_999 });
    window.connectedTo = { host: HOST, port: 40_999, user: undefined };
    const saving = window.save({ argument: undefined });
    await window.confirmation();
    expect(shownPick().placeholder).toBe('Save experiments as an image?');
    shownPick().escape();
    await saving;
  });
});

describe('a notebook that was saved before', () => {
  const titled = (step: string) => appears(() => screen.quickInput?.title === `Save Notebook as Image: ${step}`, step);

  test('is saved by the command on its row and Enter', async () => {
    window.emulator.edit.addImage({ namespace: 'ai-team', name: 'experiments', tag: 'v2', status: 'ACTIVE' });
    const saving = window.save();
    await window.confirmation();
    expect(shownPick()).toMatchObject({ step: 5, totalSteps: 5 });
    shownPick().enter();
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/experiments:v3') });
    expect([changes(), screen.made.length]).toEqual([['CreateImage'], 1]);
  });

  test('can be edited from the confirmation with all answers filled in, and Back returns to the last one', async () => {
    const saving = window.save();
    await window.confirmation();
    expect(shownPick().labels[1]).toBe('$(edit) Edit…');
    shownPick().back();
    await titled('Description');
    shownBox().back();
    await titled('Tag');
    expect(shownBox().value).toBe('v2');
    shownBox().enter();
    await titled('Description');
    shownBox().enter();
    await window.decide('Edit…');
    await titled('Organization');
    await appears(() => shownPick().activeItems[0]?.label === '$(organization) ai-team', 'the organization');
    shownPick().enter();
    await titled('Name');
    expect(shownBox().value).toBe('experiments');
    shownBox().escape();
    expect(await saving).toBeUndefined();
    expect(changes()).toEqual([]);
  });

  test('is preselected from the palette when only it is running, and Back allows picking another', async () => {
    const { edit } = window.emulator;
    for (const { id } of edit.notebooks) {
      if (id !== window.world.notebook.id) edit.alterNotebook(id, { status: 'STOPPED' });
    }
    // Waits until all notebooks are listed.
    const { client } = window.world.connect(window.world.window());
    const saving = saveImageCommand({ ...window.tools, clientFor: async () => client }, undefined);
    await window.confirmation();
    expect(shownPick()).toMatchObject({ step: 6, totalSteps: 6 });
    await window.decide('Edit…');
    await titled('Organization');
    shownPick().back();
    await titled('Notebook');
    shownPick().escape();
    expect(await saving).toBeUndefined();
  });

  test('is where the picker starts when several are running', async () => {
    window.emulator.edit.addNotebook({ name: 'another' });
    const saving = window.save({ argument: undefined });
    await titled('Notebook');
    await appears(() => screen.quickInput?.busy === false, 'all notebooks');
    expect(shownPick().activeItems[0]?.label).toBe('$(vm-running) experiments');
    shownPick().enter();
    await window.confirmation();
    shownPick().enter();
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/experiments:v2') });
  });

  test('reopens the confirmation with a new tag on Save Again', async () => {
    await saveWith('Save Image');
    await window.world.until(saved);
    const [save] = window.saves.list;
    const again = window.save({ argument: sameAnswers(save!) });
    expect(await window.confirmation()).toContain('ai-team/experiments:v3');
    shownPick().enter();
    expect(await again).toMatchObject({ reference: expect.stringContaining('/ai-team/experiments:v3') });
    expect(changes()).toEqual(['CreateImage', 'CreateImage']);
  });
});

describe('a save requested by code', () => {
  const FACTS = { namespace: 'ai-team', name: 'base', confirm: false };

  test('without questions sends no request that only a question needs', async () => {
    screen.isTrusted = true;
    const { tools, world, emulator } = window;
    expect(await saveImageCommand(tools, { notebookId: world.notebook.id, tag: 'v1', ...FACTS })).toMatchObject({
      reference: expect.stringContaining('/ai-team/base:v1'),
    });
    const { journal } = emulator;
    expect(journal).toHaveLength(4);
    const needed = ['ShowNotebook', 'ListRepositoryTags', 'ListImage', 'CreateImage'];
    expect(new Set(journal.map(({ operation }) => operation))).toEqual(new Set(needed));
  });

  test.each([
    ['trusted', 'ACTIVE'],
    ['trusted', 'CREATING'],
    ['untrusted', 'ACTIVE'],
    ['untrusted', 'CREATING'],
  ])('without questions uses the next free tag when its tag exists (%s workspace, %s)', async (trust, status) => {
    screen.isTrusted = trust === 'trusted';
    const { tools, world, emulator } = window;
    for (const tag of ['1.0', '1.1']) emulator.edit.addImage({ namespace: 'ai-team', name: 'base', tag, status });
    const saving = saveImageCommand(tools, { notebookId: world.notebook.id, tag: '1.0', ...FACTS });
    if (!screen.isTrusted) await window.decide('Save Image');
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/base:1.2') });
    expect(emulator.count('CreateImage')).toBe(1);
  });

  test('without questions replaces an existing tag of the template', async () => {
    screen.isTrusted = true;
    screen.settings = { 'modelartsImages.save.tagTemplate': 'v1' };
    const { tools, world, emulator } = window;
    emulator.edit.addImage({ namespace: 'ai-team', name: 'base', tag: 'v1', status: 'ACTIVE' });
    expect(await saveImageCommand(tools, { notebookId: world.notebook.id, ...FACTS })).toMatchObject({
      reference: expect.stringContaining('/ai-team/base:v2'),
    });
  });

  test('without questions is sent unchanged when tags cannot be listed', async () => {
    screen.isTrusted = true;
    const { world } = window;
    const swrFor = async () => {
      throw new NotSentError({ host: 'swr.example.com', reason: 'refused', code: undefined, proxy: undefined });
    };
    const saving = saveImageCommand(
      { ...window.tools, swrFor },
      { notebookId: world.notebook.id, tag: 'v1', ...FACTS },
    );
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/base:v1') });
  });

  test('with an existing tag confirms the next free one', async () => {
    const { id } = window.world.notebook;
    window.emulator.edit.addImage({ namespace: 'ai-team', name: 'base', tag: '1.0', status: 'ACTIVE' });
    const saving = window.save({ argument: { notebookId: id, namespace: 'ai-team', name: 'base', tag: '1.0' } });
    expect(await window.confirmation()).toContain('/ai-team/base:1.1');
    screen.quickInput?.escape();
    expect(await saving).toBeUndefined();
  });

  test('with an invalid name asks for it', async () => {
    const { id } = window.world.notebook;
    const saving = window.save({ argument: { notebookId: id, namespace: 'ai-team', name: 'Base' } });
    await appears(() => screen.quickInput?.title === 'Save Notebook as Image: Organization', 'the organization');
    screen.quickInput?.escape();
    expect(await saving).toBeUndefined();
  });
});
