import { expect, test, vi } from 'vitest';
import type { Save } from '../../../../../src/save/save';
import type { SavePhase } from '../../../../../src/save/saveState';
import { announceSaves } from '../../../../../src/ui/saves/progress/notifySaves';
import { Emitter } from '../../../../../src/util/event';
import { aSave, STATES } from '../../../../support/builders';

vi.mock('vscode', () => import('../../../../support/vscodeStub/index'));

/** Phases that are announced, from one save per phase. */
async function announcedPhases(hasCaller: boolean): Promise<readonly string[]> {
  const ends = new Emitter<Save>();
  const phases: string[] = [];
  const ui = { announceSave: async (save: Save) => void phases.push(save.state.phase) };
  announceSaves(
    { onDidAnnounce: ends.event, hasCaller: () => hasCaller } as never,
    async () => ui,
    async () => undefined,
  );
  for (const state of Object.values(STATES)) ends.fire(aSave({ state }));
  await Promise.resolve();
  return phases;
}

test('every outcome is announced when there is no caller', async () => {
  expect(await announcedPhases(false)).toEqual(Object.keys(STATES));
});

test('a save that was not accepted is reported by its caller, and an unknown outcome is announced', async () => {
  const left: readonly SavePhase[] = ['refused', 'notSent', 'notSaved'];
  expect(await announcedPhases(true)).toEqual(
    Object.keys(STATES).filter((phase) => !left.some((each) => each === phase)),
  );
});
