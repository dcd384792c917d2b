import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { isUnderWay } from '../../../src/save/saveState';
import { sameAnswers } from '../../../src/ui/saves/openSaves';
import { saveImageCommand } from '../../../src/ui/saving/saveImageCommand';
import { anImageRequest } from '../../support/builders';
import { SavingDesk } from '../../support/savingDesk';
import { leftovers, shownBox, shownMessage, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

beforeEach(() => {
  screen.clear();
});

const MINUTE = 60_000;

/** A notebook that was saved before, so that only the confirmation is left. */
async function aDesk(): Promise<SavingDesk> {
  const desk = await SavingDesk.create();
  onTestFinished(() => desk.close());
  await desk.rememberAnswers();
  return desk;
}

/** The notebook stops by itself so many minutes from now, by the emulated service's clock. */
function leaseEndsIn(desk: SavingDesk, minutes: number): void {
  const now = desk.world.clock.now();
  const lease = {
    createdAt: now,
    updatedAt: now,
    durationMs: minutes * MINUTE,
    enabled: true,
    type: 'TIMING' as const,
  };
  desk.world.emulator.edit.alterNotebook(desk.world.notebook.id, { lease });
}

/** Operations that reached the service and that change something, in their order. */
function changes(desk: SavingDesk): readonly string[] {
  const those = ['StartNotebook', 'StopNotebook', 'RenewLease', 'CreateImage'];
  return desk.world.emulator.journal.map(({ operation }) => operation ?? '').filter((each) => those.includes(each));
}

const saved = (desk: SavingDesk) => () => desk.world.saves.list[0]?.state.phase === 'saved';

describe('a notebook that stops too soon', () => {
  test('is renewed before it is saved, where the person wants that', async () => {
    const desk = await aDesk();
    leaseEndsIn(desk, 8);
    const saving = desk.save();
    expect(await desk.confirmation()).toMatch(
      /^\$\(save\) Renew and Save: .*\n\$\(edit\) Edit…\n\$\(save\) Save Image\n[^]*experiments stops in 8 min; a save may take 15 min/,
    );
    await desk.decide('Renew and Save');
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/experiments:') });
    expect(changes(desk)).toEqual(['RenewLease', 'CreateImage']);
    const lease = desk.world.emulator.edit.notebooks.find(({ id }) => id === desk.world.notebook.id)?.lease;
    expect((lease?.createdAt ?? 0) + (lease?.durationMs ?? 0) - desk.world.clock.now()).toBe(60 * MINUTE);
    expect(leftovers()).toEqual([]);
  });

  test('is only saved, where that is wanted', async () => {
    const desk = await aDesk();
    leaseEndsIn(desk, 8);
    const saving = desk.save();
    await desk.decide('Save Image');
    await saving;
    expect(changes(desk)).toEqual(['CreateImage']);
  });

  test('is known by the clock of the service, not by this computer’s', async () => {
    const desk = await aDesk();
    leaseEndsIn(desk, 60);
    desk.aheadMs = 52 * MINUTE;
    const saving = desk.save();
    expect(await desk.confirmation()).toMatch(/Renew and Save[^]*stops in 8 min/);
    shownPick().escape();
    expect(await saving).toBeUndefined();
    desk.aheadMs = 0;
    const again = desk.save();
    expect(await desk.confirmation()).not.toContain('Renew and Save');
    shownPick().escape();
    await again;
    expect(changes(desk)).toEqual([]);
  });
});

describe('a save that ends with stopping the notebook', () => {
  test('stops it once the image can be used, and not before', async () => {
    const desk = await aDesk();
    const { world } = desk;
    const stopsWhileSaving: number[] = [];
    world.saves.onDidChange(({ state }) => {
      if (isUnderWay(state)) stopsWhileSaving.push(desk.count('StopNotebook'));
    });
    const saving = desk.save();
    await desk.decide('Save and Stop');
    await saving;
    await world.until(saved(desk));
    await world.until(() => world.saves.list[0]?.stopping.kind === 'accepted');
    expect(stopsWhileSaving.length).toBeGreaterThan(2);
    expect(new Set(stopsWhileSaving)).toEqual(new Set([0]));
    expect(changes(desk)).toEqual(['CreateImage', 'StopNotebook']);
    expect(desk.status).toMatch(/^STOPP/);
  });

  test('leaves the notebook running where nothing came of the save', async () => {
    const desk = await aDesk();
    desk.world.emulator.setScenario('createFails');
    const saving = desk.save();
    await desk.decide('Save and Stop');
    await saving;
    await desk.world.until(() => desk.world.saves.list[0]?.state.phase === 'failed');
    expect(changes(desk)).toEqual(['CreateImage']);
    expect(desk.status).toBe('RUNNING');
  });
});

describe('a notebook that does not run', () => {
  test('and is starting is saved when it runs, and started by nobody', async () => {
    const desk = await aDesk();
    desk.status = 'STARTING';
    const saving = desk.save();
    expect(await desk.confirmation()).toMatch(/^\$\(save\) Save When It Runs: /);
    await desk.decide('Save When It Runs');
    await desk.sees(() => screen.progress.some(({ title }) => title.startsWith('Waiting for experiments')), 'the wait');
    await desk.world.clock.whenAsleep();
    await desk.world.clock.wakeNext();
    expect(changes(desk)).toEqual([]);
    desk.status = 'RUNNING';
    await desk.world.clock.whenAsleep();
    await desk.world.clock.wakeNext();
    expect(await saving).toMatchObject({ imageId: expect.any(String) });
    expect(changes(desk)).toEqual(['CreateImage']);
    expect(screen.progress).toEqual([]);
  });

  test('and is waited for can be left: nothing is saved', async () => {
    const desk = await aDesk();
    desk.status = 'STARTING';
    const saving = desk.save();
    await desk.decide('Save When It Runs');
    await desk.sees(() => screen.progress.some(({ isNotification }) => isNotification), 'the wait');
    screen.progress.find(({ isNotification }) => isNotification)?.cancel();
    await expect(saving).rejects.toMatchObject({ name: 'AbortError' });
    expect(changes(desk)).toEqual([]);
  });

  test('any more when the answers are given is started only after a yes', async () => {
    const desk = await aDesk();
    const first = desk.save();
    await desk.confirmation();
    desk.status = 'STOPPED';
    await desk.decide('Save Image');
    await desk.message('experiments is not running');
    expect(shownMessage()).toMatchObject({ modal: true, actions: ['Start and Save'] });
    shownMessage().answer(undefined);
    expect(await first).toBeUndefined();
    expect(changes(desk)).toEqual([]);

    screen.messages = [];
    desk.status = 'RUNNING';
    const second = desk.save();
    await desk.confirmation();
    desk.status = 'STOPPED';
    await desk.decide('Save Image');
    await desk.message('experiments is not running');
    shownMessage().answer('Start and Save');
    await desk.world.until(() => desk.count('CreateImage') > 0);
    await second;
    expect(changes(desk)).toEqual(['StartNotebook', 'CreateImage']);
  });
});

describe('a notebook that is being saved by somebody else', () => {
  test('can be followed to its end, and is not saved twice', async () => {
    const desk = await aDesk();
    const { world } = desk;
    // What others began at the start of this world is over.
    await world.clock.advance(60 * MINUTE);
    const client = await desk.tools.clientFor('Work');
    const request = anImageRequest({ namespace: 'ai-team', name: 'nightly', tag: 'v1' });
    await client.createImage(world.notebook.id, request, new AbortController().signal);
    const saving = desk.save();
    expect(await desk.message('is being saved already')).toContain('You can follow that save.');
    expect(shownMessage().actions).toEqual(['Follow']);
    shownMessage().answer('Follow');
    expect(await saving).toBeUndefined();
    expect(world.saves.list).toMatchObject([{ request: undefined, notebook: { name: 'experiments' } }]);
    await world.until(saved(desk));
    expect(world.saves.list).toMatchObject([{ reference: expect.stringMatching(/ai-team\/nightly:v1$/) }]);
    expect(changes(desk)).toEqual(['CreateImage']);
  });

  test('since the questions began can be followed too', async () => {
    const desk = await aDesk();
    const saving = desk.save();
    await desk.confirmation();
    desk.status = 'SNAPSHOTTING';
    await desk.decide('Save Image');
    await desk.message('is being saved already');
    shownMessage().answer('Follow');
    expect(await saving).toBeUndefined();
    expect(desk.world.saves.list).toHaveLength(1);
    expect(changes(desk)).toEqual([]);
  });

  test('is said to be followed already, where it is', async () => {
    const desk = await aDesk();
    const saving = desk.save();
    await desk.decide('Save Image');
    await saving;
    const again = desk.save();
    expect(await desk.message('and followed from here')).toContain('experiments is being saved already');
    shownMessage().answer(undefined);
    await again;
    expect(changes(desk)).toEqual(['CreateImage']);
  });
});

describe('a notebook for which nothing can be done here', () => {
  test.each([
    ['FROZEN', 'is frozen'],
    ['ERROR', 'failed'],
  ])('(%s) is refused with the reason and the console', async (status, words) => {
    const desk = await aDesk();
    desk.status = status;
    const saving = desk.save();
    await desk.message(words);
    expect(shownMessage()).toMatchObject({ severity: 'error', actions: ['Open Console'] });
    shownMessage().answer('Open Console');
    expect(await saving).toBeUndefined();
    expect(screen.opened).toEqual([expect.stringMatching(/^https:\/\/console\..*cn-north-4/)]);
    expect([screen.quickInput, changes(desk)]).toEqual([undefined, []]);
  });

  test('any more when the answers are given is refused in the same way', async () => {
    const desk = await aDesk();
    const saving = desk.save();
    await desk.confirmation();
    desk.status = 'FROZEN';
    await desk.decide('Save Image');
    await desk.message('is frozen');
    shownMessage().answer(undefined);
    expect(await saving).toBeUndefined();
    expect(changes(desk)).toEqual([]);
  });

  test('is told to code by a rejection, and to nobody else', async () => {
    const desk = await aDesk();
    desk.status = 'FROZEN';
    const { id } = desk.world.notebook;
    await expect(desk.save({ argument: { notebookId: id } })).rejects.toMatchObject({ kind: 'notSavable' });
    expect(screen.messages).toEqual([]);
  });
});

describe('in the notebook itself', () => {
  const HOST = 'dev-modelarts.cn-north-4.example.com';

  test('the confirmation says that the window loses its connection', async () => {
    const desk = await aDesk();
    desk.world.emulator.edit.alterNotebook(desk.world.notebook.id, { sshPort: 31205 });
    desk.connectedTo = { host: HOST, port: 31205, user: undefined };
    const saving = desk.save();
    expect(await desk.confirmation()).toContain('it loses its connection while the image is saved');
    shownPick().escape();
    await saving;
    desk.connectedTo = { host: HOST, port: 31206, user: undefined };
    const again = desk.save();
    expect(await desk.confirmation()).not.toContain('it loses its connection');
    shownPick().escape();
    await again;
  });

  test('a pick begins with that notebook', async () => {
    const desk = await aDesk();
    const { edit } = desk.world.emulator;
    edit.addNotebook({ name: 'here', sshPort: 40_999 });
    desk.connectedTo = { host: HOST, port: 40_999, user: undefined };
    const saving = desk.save({ argument: undefined });
    await desk.sees(() => screen.quickInput?.busy === false, 'all notebooks');
    expect(shownPick().labels.slice(0, 2)).toEqual(['-- This window', '$(vm-running) here']);
    expect(shownPick().activeItems[0]?.label).toBe('$(vm-running) here');
    shownPick().escape();
    await saving;
  });

  test('the confirmation of that notebook comes at once where it was saved before', async () => {
    const desk = await aDesk();
    desk.world.emulator.edit.addNotebook({ name: 'another' });
    desk.world.emulator.edit.alterNotebook(desk.world.notebook.id, { sshPort: 40_999 });
    desk.connectedTo = { host: HOST, port: 40_999, user: undefined };
    const saving = desk.save({ argument: undefined });
    await desk.confirmation();
    expect(shownPick().placeholder).toBe('Save experiments as an image?');
    shownPick().escape();
    await saving;
  });
});

describe('a notebook that was saved before', () => {
  const titled = (desk: SavingDesk, step: string) =>
    desk.sees(() => screen.quickInput?.title === `Save Notebook as Image: ${step}`, step);

  test('is saved by two interactions: the command on its row, and Enter', async () => {
    const desk = await aDesk();
    desk.world.emulator.edit.addImage({ namespace: 'ai-team', name: 'experiments', tag: 'v2', status: 'ACTIVE' });
    const saving = desk.save();
    await desk.confirmation();
    expect(shownPick()).toMatchObject({ step: 5, totalSteps: 5 });
    shownPick().enter();
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/experiments:v3') });
    expect([changes(desk), screen.made.length]).toEqual([['CreateImage'], 1]);
  });

  test('is edited from there, with every answer in its box, and Back leads to the last of them', async () => {
    const desk = await aDesk();
    const saving = desk.save();
    await desk.confirmation();
    expect(shownPick().labels[1]).toBe('$(edit) Edit…');
    shownPick().back();
    await titled(desk, 'Description');
    shownBox().back();
    await titled(desk, 'Tag');
    expect(shownBox().value).toBe('v2');
    shownBox().enter();
    await titled(desk, 'Description');
    shownBox().enter();
    await desk.decide('Edit…');
    await titled(desk, 'Organization');
    await desk.sees(() => shownPick().activeItems[0]?.label === '$(organization) ai-team', 'the organization');
    shownPick().enter();
    await titled(desk, 'Name');
    expect(shownBox().value).toBe('experiments');
    shownBox().escape();
    expect(await saving).toBeUndefined();
    expect(changes(desk)).toEqual([]);
  });

  test('is what the palette saves where it alone runs, and another one can be picked on the way back', async () => {
    const desk = await aDesk();
    const { edit } = desk.world.emulator;
    for (const { id } of edit.notebooks) {
      if (id !== desk.world.notebook.id) edit.alterNotebook(id, { status: 'STOPPED' });
    }
    const saving = desk.save({ argument: undefined });
    await desk.confirmation();
    expect(shownPick()).toMatchObject({ step: 6, totalSteps: 6 });
    await desk.decide('Edit…');
    await titled(desk, 'Organization');
    shownPick().back();
    await titled(desk, 'Notebook');
    shownPick().escape();
    expect(await saving).toBeUndefined();
  });

  test('is where the pick begins when several run', async () => {
    const desk = await aDesk();
    desk.world.emulator.edit.addNotebook({ name: 'another' });
    const saving = desk.save({ argument: undefined });
    await titled(desk, 'Notebook');
    await desk.sees(() => screen.quickInput?.busy === false, 'all notebooks');
    expect(shownPick().activeItems[0]?.label).toBe('$(vm-running) experiments');
    shownPick().enter();
    await desk.confirmation();
    shownPick().enter();
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/experiments:v2') });
  });

  test('opens at the confirmation again for Save Again, with a fresh tag', async () => {
    const desk = await aDesk();
    const first = desk.save();
    await desk.decide('Save Image');
    await first;
    await desk.world.until(saved(desk));
    const [save] = desk.world.saves.list;
    const again = desk.save({ argument: sameAnswers(save!) });
    expect(await desk.confirmation()).toContain('ai-team/experiments:v3');
    shownPick().enter();
    expect(await again).toMatchObject({ reference: expect.stringContaining('/ai-team/experiments:v3') });
    expect(changes(desk)).toEqual(['CreateImage', 'CreateImage']);
  });
});

describe('a save that code asks for', () => {
  test('without a question asks the service for nothing that only a question needs', async () => {
    screen.isTrusted = true;
    const desk = await aDesk();
    const { id } = desk.world.notebook;
    const given = { notebookId: id, namespace: 'ai-team', name: 'base', tag: 'v1', confirm: false };
    const { tools, world } = desk;
    expect(await saveImageCommand(tools, given)).toMatchObject({
      reference: expect.stringContaining('/ai-team/base:v1'),
    });
    expect(world.emulator.journal.map(({ operation }) => operation)).toEqual(['ShowNotebook', 'CreateImage']);
  });

  test('with a tag that is taken confirms the next free one', async () => {
    const desk = await aDesk();
    const { id } = desk.world.notebook;
    desk.world.emulator.edit.addImage({ namespace: 'ai-team', name: 'base', tag: '1.0', status: 'ACTIVE' });
    const saving = desk.save({ argument: { notebookId: id, namespace: 'ai-team', name: 'base', tag: '1.0' } });
    expect(await desk.confirmation()).toContain('/ai-team/base:1.1');
    screen.quickInput?.escape();
    expect(await saving).toBeUndefined();
  });

  test('with a name that the service would refuse asks for it', async () => {
    const desk = await aDesk();
    const { id } = desk.world.notebook;
    const saving = desk.save({ argument: { notebookId: id, namespace: 'ai-team', name: 'Base' } });
    await desk.sees(() => screen.quickInput?.title === 'Save Notebook as Image: Organization', 'the organization');
    screen.quickInput?.escape();
    expect(await saving).toBeUndefined();
  });
});
