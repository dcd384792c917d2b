import { expect, onTestFinished, test, vi } from 'vitest';
import { startEmulator } from '../../../src/emulator/index';
import { activate } from '../../../src/extension';
import { settled } from '../../support/vscodeStub/look';
import { screen } from '../../support/vscodeStub/screen';
import { WholeExtension } from '../../support/wholeExtension';

vi.mock('vscode', async () => (await import('../../support/wholeExtension')).wholeVscode());

test('A command that a person runs tries refused keys once more; a copy, the log and calls from code do not', async () => {
  const emulator = await startEmulator();
  const { url, projectId, accessKey } = emulator;
  vi.stubEnv('HUAWEICLOUD_SDK_AK', accessKey);
  vi.stubEnv('HUAWEICLOUD_SDK_SK', 'a wrong secret');
  const endpoints = { modelarts: url, swr: url, iam: url };
  screen.clear();
  screen.settings = {
    'modelartsImages.connections': [
      { name: 'Work', region: 'cn-north-4', projectId, credentials: 'environment', endpoints },
    ],
  };
  const extension = new WholeExtension([]);
  extension.open(activate);
  onTestFinished(async () => {
    vi.unstubAllEnvs();
    extension.close();
    await emulator.close();
  });
  const row = { kind: 'notebook', connection: 'Work', notebook: { id: 'n1', name: 'n' } };
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
