import { beforeEach, describe, expect, test, vi } from 'vitest';
import { confirmSave } from '../../../../src/ui/ask/confirmSave';
import { anImageRequest } from '../../../support/builders';
import { shownMessage } from '../../../support/vscodeStub/look';
import { screen } from '../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../support/vscodeStub'));
beforeEach(() => screen.clear());

const confirm = (but: { notebookName?: string; mountPaths?: readonly string[] } = {}): Promise<boolean> =>
  confirmSave({
    notebookName: 'experiments',
    registry: 'swr.example.com',
    request: anImageRequest(),
    mountPaths: [],
    ...but,
  });

describe('confirming a save', () => {
  test('asks in a dialog that names the notebook and the reference, and what the save does to the notebook', async () => {
    const confirmed = confirm();
    const { modal, text, detail, severity } = shownMessage();
    expect({ modal, severity }).toEqual({ modal: true, severity: 'warning' });
    expect(text).toContain('experiments');
    expect(detail).toContain('swr.example.com/team/base:1.0');
    expect(detail).toMatch(/unavailable while it is being saved/);
    expect(detail).toMatch(/cannot be cancelled/);
    expect(detail).toMatch(/Kept: installed packages and plug-ins/);
    expect(detail).toMatch(/Not kept: .*\/home\/ma-user\/work/);
    shownMessage().answer(undefined);
    await confirmed;
  });

  test('names every folder that is mounted, each once', async () => {
    const confirmed = confirm({ mountPaths: ['/home/ma-user/work/', '/data', '/data/'] });
    expect(shownMessage().detail).toContain('(/home/ma-user/work, /data)');
    shownMessage().answer(undefined);
    await confirmed;
  });

  test('shows a name on one line, without hidden characters', async () => {
    const confirmed = confirm({ notebookName: 'lab\n\u202E2' });
    expect(shownMessage().text).toContain('lab 2');
    shownMessage().answer(undefined);
    await confirmed;
  });

  test('goes on when told to save', async () => {
    const confirmed = confirm();
    shownMessage().answer('Save Image');
    expect(await confirmed).toBe(true);
  });

  test('does not go on when the dialog is closed', async () => {
    const confirmed = confirm();
    shownMessage().answer(undefined);
    expect(await confirmed).toBe(false);
  });
});
