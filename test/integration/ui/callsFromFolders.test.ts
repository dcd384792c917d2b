import { beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest';
import { SavingDesk } from '../../support/savingDesk';
import { leftovers, shownPick } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));
vi.mock('../../../src/ui/remote/windowEndpoint', () => ({ windowEndpoint: async () => undefined }));

beforeEach(() => screen.clear());

const REQUESTED = 'Requested by a key binding, a task or another extension';

async function aDesk(): Promise<SavingDesk> {
  const desk = await SavingDesk.create();
  onTestFinished(() => desk.close());
  return desk;
}

const FACTS = { namespace: 'ai-team', name: 'base', tag: 'v7', confirm: false };
const factsOf = (desk: SavingDesk) => ({ notebookId: desk.world.notebook.id, ...FACTS });

describe('saveImage with confirm: false', () => {
  test('asks in an untrusted workspace, says that it was requested by code, and sends nothing before the answer', async () => {
    const desk = await aDesk();
    const saving = desk.save({ argument: factsOf(desk) });
    const confirmation = await desk.confirmation();
    expect(confirmation).toContain(REQUESTED);
    expect(confirmation).toContain('/ai-team/base:v7');
    expect(desk.count('CreateImage')).toBe(0);
    shownPick().escape();
    expect(await saving).toBeUndefined();
    expect(desk.count('CreateImage')).toBe(0);
    expect(leftovers()).toEqual([]);
  });

  test('saves in an untrusted workspace once the person has confirmed', async () => {
    const desk = await aDesk();
    const saving = desk.save({ argument: factsOf(desk) });
    await desk.decide('Save Image');
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/base:v7') });
    expect(desk.count('CreateImage')).toBe(1);
  });

  test('asks nothing in a trusted workspace', async () => {
    screen.isTrusted = true;
    const desk = await aDesk();
    const saving = desk.save({ argument: factsOf(desk) });
    expect(await saving).toMatchObject({ reference: expect.stringContaining('/ai-team/base:v7') });
    expect(screen.made).toEqual([]);
  });

  test('asks every question for an imitated row, whose other facts count for nothing', async () => {
    screen.isTrusted = true;
    const desk = await aDesk();
    const saving = desk.save({ argument: { ...desk.row(), ...FACTS } });
    await desk.sees(() => screen.quickInput !== undefined, 'a question');
    shownPick().escape();
    expect(await saving).toBeUndefined();
    expect(desk.count('CreateImage')).toBe(0);
  });
});

test('a save that a person begins says nothing of a request by code', async () => {
  const desk = await aDesk();
  await desk.rememberAnswers();
  const saving = desk.save();
  expect(await desk.confirmation()).not.toContain(REQUESTED);
  shownPick().escape();
  await saving;
});
