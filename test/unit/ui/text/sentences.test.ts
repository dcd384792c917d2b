import { expect, test, vi } from 'vitest';
import { sentences } from '../../../../src/ui/text/formats';

vi.mock('vscode', () => import('../../../support/vscodeStub/index'));

test.each([
  [['It is late.', 'Wait.'], 'It is late. Wait.'],
  [['时间不早了。', '请稍候。'], '时间不早了。请稍候。'],
  [['未保存！', '请重试。', '(E.1)'], '未保存！请重试。(E.1)'],
  [['Reason from the service: 不可用。', 'Wait.'], 'Reason from the service: 不可用。Wait.'],
  [[undefined, 'One.', '', undefined, 'Two.'], 'One. Two.'],
  [[undefined], ''],
])('sentences joins %j', (parts, text) => expect(sentences(...parts)).toBe(text));
