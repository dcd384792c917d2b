import { beforeEach, expect, onTestFinished, test, vi } from 'vitest';
import { showSaveProgress } from '../../../src/ui/saves/progress/notifySaves';
import { SaveNotification } from '../../../src/ui/saves/progress/saveNotification';
import { savePhaseLabel } from '../../../src/ui/text/savePhaseLabel';
import { uiWindow } from '../../support/uiWindow';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

beforeEach(() => {
  screen.clear();
});

test('a save accepted by a 201 without an image says so while the image is being looked for', async () => {
  const window = await uiWindow();
  onTestFinished(() => window.close());
  await window.rememberAnswers();
  const { saves, clock, emulator } = window;
  emulator.setScenario('createdEmpty');
  const shown = showSaveProgress(saves, clock, async () => ({ SaveNotification }));
  const labels: string[] = [];
  saves.onDidChange(({ state }) => void (state.phase === 'looking' && labels.push(savePhaseLabel(state))));
  const saving = window.save();
  await window.decide('Save Image');
  expect(await saving).toBeDefined();
  expect(labels).toEqual(['Accepted; looking for the image']);
  const text = screen.progress.flatMap(({ isNotification, messages }) => (isNotification ? messages : [])).join('\n');
  expect(text).toContain('accepted, looking for the image');
  expect(text).not.toContain('no response');
  expect(text).not.toContain('outcome unclear');
  shown.dispose();
});
