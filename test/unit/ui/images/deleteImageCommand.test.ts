import { beforeEach, expect, test, vi } from 'vitest';
import type { Image } from '../../../../src/model/image';
import { deleteImageCommand } from '../../../../src/ui/images/deleteImageCommand';
import { silentLogger } from '../../../../src/util/logger';
import { anImage, aRefusal } from '../../../support/builders';
import { settled } from '../../../support/manualClock';
import { shownBox, shownMessage, shownPick } from '../../../support/vscodeStub/look';
import { screen } from '../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../support/vscodeStub'));
beforeEach(() => screen.clear());

const image = (tag: string, status = 'ACTIVE'): Image =>
  anImage({ id: tag, tag, status, reference: `swr.example.com/team/base:${tag}` });

/** Deletes the selected images and types the count. Resolves with the deleted images and the result of the command. */
async function deleteSelected(images: readonly Image[], refused: readonly string[], typed: string) {
  const deleted: string[] = [];
  const list = {
    find: (id: string) => images.find((each) => each.id === id),
    delete: async (_connection: string, id: string) => {
      if (refused.includes(id)) throw aRefusal({ status: 403, code: 'ModelArts.0112' });
      deleted.push(id);
    },
  };
  const options = { connections: { get: () => ({ name: 'Work' }) }, list, log: silentLogger };
  const rows = images.map((each) => ({ kind: 'image', image: each }));
  const running = deleteImageCommand(options as never, rows[0], rows);
  await settled();
  shownPick().enter();
  await settled();
  shownBox().type(typed);
  shownBox().enter();
  await settled();
  if (screen.quickInput) shownBox().escape();
  return { deleted, allDeleted: await running };
}

test('deletes several selected images after one confirmation', async () => {
  const { deleted, allDeleted } = await deleteSelected([image('1'), image('2'), image('3')], [], '3');
  expect([deleted, allDeleted, screen.messages]).toEqual([['1', '2', '3'], true, []]);
});

test('deletes none of several images unless their count is typed', async () => {
  const { deleted, allDeleted } = await deleteSelected([image('1'), image('2')], [], '1');
  expect([deleted, allDeleted]).toEqual([[], false]);
});

test('deletes the others when some cannot be deleted, and explains the failures in one message', async () => {
  const images = [image('1'), image('2'), image('3', 'CREATING')];
  const { deleted, allDeleted } = await deleteSelected(images, ['1'], '2');
  expect([deleted, allDeleted, screen.messages.length]).toEqual([['2'], false, 1]);
  expect(shownMessage().text).toMatch(/^Couldn't delete 2 of 3 images \(base:3, base:1\)\. .*ModelArts\.0112/);
});
