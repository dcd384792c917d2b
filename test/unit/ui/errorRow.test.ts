import { expect, test, vi } from 'vitest';
import type { TreeItem } from 'vscode';
import {
  type ModelArtsError,
  NoAnswerError,
  NotConnectedError,
  NotSentError,
  UnreadableAnswerError,
} from '../../../src/model/errors';
import { errorRow } from '../../../src/ui/treeRow';
import { aRefusal } from '../../support/builders';

vi.mock('vscode', () => import('../../support/vscodeStub'));

const network = (reason: NotSentError['facts']['reason']): NotSentError =>
  new NotSentError({ reason, host: 'modelarts.example.com', code: 'ECODE', proxy: 'proxy.example.com:8080' });
const refusal = (status: number, code?: string, serviceMessage = ''): ModelArtsError =>
  aRefusal({ status, code, serviceMessage });
const unconnected = (reason: NotConnectedError['reason']): NotConnectedError =>
  new NotConnectedError(reason, 'Work', 'detail');
const answered = new UnreadableAnswerError('notJson', 200, 'modelarts.example.com', undefined);
const page = { host: 'modelarts.example.com', proxy: undefined };

/** Every error that can make a list fail, with the label of its row. */
const ROWS: readonly (readonly [label: string, error: ModelArtsError])[] = [
  ['Access keys expired', refusal(401, 'APIGW.0307')],
  ['Access keys expired', refusal(401, undefined, 'decrypt token fail')],
  ['Credentials rejected', refusal(401, 'APIGW.0301')],
  ['Access key locked', refusal(401, 'APIGW.0301', 'failures reach the limit')],
  ['Computer clock is wrong', aRefusal({ status: 401, serverTime: 0 })],
  ['Permission denied', refusal(403)],
  ['Too many requests', refusal(429)],
  ['Service error', refusal(503)],
  ['Request rejected', refusal(400, 'ModelArts.0000')],
  ['Unexpected response', aRefusal({ status: 403, page })],
  ['Unexpected response', answered],
  ['Unexpected response', new NotSentError(network('proxy').facts, { cause: answered })],
  ['Connection refused', network('refused')],
  ['Host not found', network('dns')],
  ['Certificate not trusted', network('tls')],
  ['Proxy failed', network('proxy')],
  ['Proxy failed', network('proxyUnreachable')],
  ['Proxy failed', network('proxyUnusable')],
  ['Proxy requires a password', network('proxyAuth')],
  ['No network', network('offline')],
  ['Connection lost', network('reset')],
  ['Connection lost', network('other')],
  ['No response in time', new NoAnswerError(network('timeout').facts)],
  ['Request not sent', network('foreignHost')],
  ['Request not sent', network('unusableText')],
  ['Not connected', unconnected('unknownConnection')],
  ['Credentials missing', unconnected('noCredentials')],
  ['Credentials missing', unconnected('noStoredSecret')],
  ['Endpoint changed', unconnected('otherAddress')],
  ['Credentials file unusable', unconnected('noFile')],
  ['Credentials file unusable', unconnected('badFile')],
  ['Credentials file encrypted', unconnected('encryptedFile')],
  ['Project missing', unconnected('noProject')],
  ['Connection incomplete', unconnected('badConnection')],
  ['Connection incomplete', unconnected('badEndpoint')],
];

test.each(ROWS)('a row has the label “%s” and the whole message on hover and for screen readers', (label, error) => {
  const row: TreeItem = errorRow({ kind: 'error', error });
  const spoken = row.accessibilityInformation?.label ?? '';
  const tooltip = typeof row.tooltip === 'string' ? row.tooltip : '';
  const [message = '', ...rest] = tooltip.split('\n');
  expect(row.label).toBe(label);
  expect(label.length).toBeLessThanOrEqual(26);
  expect(message.length).toBeGreaterThan(label.length);
  expect(message).toMatch(/\.$/);
  expect(spoken).toContain(message);
  expect(spoken).toContain(rest.at(-1) ?? '');
  expect(['Retry', 'Update Credentials']).toContain(row.description);
});
