import { beforeEach, expect, test, vi } from 'vitest';
import { notify } from '../../../../src/ui/text/notify';
import { shownMessage } from '../../../support/vscodeStub/look';
import { screen } from '../../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

beforeEach(() => screen.clear());

const HOSTILE = '[Fix it](command:workbench.action.quit) is already being saved.';
const HARMLESS = '[Fix it] (command:workbench.action.quit) is already being saved.';

test.each(['information', 'warning', 'error'] as const)(
  'notify.%s shows a name that looks like a link as text',
  (severity) => {
    void notify[severity](HOSTILE, 'Follow');
    expect(shownMessage()).toMatchObject({ severity, text: HARMLESS, modal: false, actions: ['Follow'] });
  },
);

test('notify.question escapes links and resolves with the pressed button', async () => {
  const answer = notify.question(HOSTILE, 'It takes minutes.', 'Stop', 'Save First');
  expect(shownMessage()).toMatchObject({ text: HARMLESS, detail: 'It takes minutes.', modal: true });
  shownMessage().answer('Stop');
  expect(await answer).toBe('Stop');
});
