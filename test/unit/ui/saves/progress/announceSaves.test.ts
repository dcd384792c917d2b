import { expect, test, vi } from 'vitest';
import type { Save } from '../../../../../src/save/save';
import type { SavePhase } from '../../../../../src/save/saveState';
import { announceSaves } from '../../../../../src/ui/saves/progress/announceSaves';
import { Emitter } from '../../../../../src/util/event';
import { aSave, STATES } from '../../../../support/builders';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));

/** Phases of the ends that are told here, of one save of each phase. */
async function told(hasCaller: boolean): Promise<readonly string[]> {
  const ends = new Emitter<Save>();
  const phases: string[] = [];
  const words = { announceSave: async (save: Save) => void phases.push(save.state.phase) };
  announceSaves(
    { onDidAnnounce: ends.event, hasCaller: () => hasCaller } as never,
    async () => words,
    async () => undefined,
  );
  for (const state of Object.values(STATES)) ends.fire(aSave({ state }));
  await Promise.resolve();
  return phases;
}

test('every end is told here once its caller has been told, or is gone', async () => {
  expect(await told(false)).toEqual(Object.keys(STATES));
});

test('what was surely not accepted is told by whoever asked, and an unknown outcome here, where one can look again', async () => {
  const left: readonly SavePhase[] = ['refused', 'notSent', 'notSaved'];
  expect(await told(true)).toEqual(Object.keys(STATES).filter((phase) => !left.some((each) => each === phase)));
});
