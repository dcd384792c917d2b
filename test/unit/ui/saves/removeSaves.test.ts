import { beforeEach, expect, test, vi } from 'vitest';
import type { Save } from '../../../../src/save/save';
import { removeSaves } from '../../../../src/ui/saves/openSaves';
import { aSave, STATES } from '../../../support/builders';
import { settled } from '../../../support/manualClock';
import { shownMessage } from '../../../support/vscodeStub/look';
import { screen } from '../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../support/vscodeStub'));
beforeEach(() => screen.clear());

/** A list of saves; those not in it cannot be removed. */
function aList(...ids: readonly string[]) {
  const all = ids.map((id) => aSave({ id, state: STATES.saved }));
  const listed = new Set(ids);
  const saves = {
    remove: (id: string) => listed.delete(id),
    restore: ({ id }: Save) => void listed.add(id),
  };
  return { all, listed, saves };
}

test.each([
  [['one'], 'Removed the save of experiments from the list.'],
  [['one', 'two'], 'Removed 2 saves from the list.'],
])('removing %j can be undone', async (ids, text) => {
  const { all, listed, saves } = aList(...ids);
  removeSaves(saves, all);
  expect([listed.size, shownMessage().text, shownMessage().actions]).toEqual([0, text, ['Undo']]);
  shownMessage().answer('Undo');
  await settled();
  expect([...listed]).toEqual(ids);
});

test('saves that were not removed are not restored, and no message is shown', () => {
  const { all, listed, saves } = aList('one');
  listed.clear();
  removeSaves(saves, all);
  expect(screen.messages).toEqual([]);
});
