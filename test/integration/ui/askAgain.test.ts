import { expect, test, vi } from 'vitest';
import { byUser } from '../../../src/ui/commandArguments';
import { settled } from '../../support/manualClock';
import { openExtension } from '../../support/openExtension';
import { anEmulator } from '../connections/signIn';

vi.mock('vscode', () => import('../../support/vscodeStub'));

test('refused keys are retried once per user command that sends requests, but not by copying, the log or calls from code', async () => {
  const emulator = await anEmulator();
  const extension = openExtension(emulator, { secretKey: 'a wrong secret' });
  const row = byUser({ kind: 'notebook', connection: 'Work', notebook: { id: 'n1', name: 'n' } });
  const refusedAfter = async (command: string, argument: unknown): Promise<number> => {
    await extension.run(`modelartsImages.${command}`, argument).catch(() => undefined);
    for (let turn = 0; turn < 20; turn += 1) await settled();
    return emulator.journal.filter(({ status }) => status === 401).length;
  };
  expect(await refusedAfter('viewDetails', row)).toBe(0);
  expect(await refusedAfter('stopNotebook', 'n1')).toBe(1);
  expect(await refusedAfter('stopNotebook', 'n1')).toBe(1);
  expect(await refusedAfter('showLog', undefined)).toBe(1);
  expect(await refusedAfter('copyAs', row)).toBe(1);
  expect(await refusedAfter('saveImage', { notebookId: 'n1', confirm: false, name: 'a', namespace: 'b' })).toBe(1);
  expect(await refusedAfter('saveImage', row)).toBe(2);
  expect(await refusedAfter('saveImage', row)).toBe(2);
});
