import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_NETWORK_SETTINGS } from '../../../src/api/network/networkSettings';
import { readNetworkSettings } from '../../../src/ui/settings';
import { screen } from '../../support/vscodeStub/screen';

vi.mock('vscode', () => import('../../support/vscodeStub'));

beforeEach(() => screen.clear());

test('unset settings have the defaults of VS Code', () => {
  expect(readNetworkSettings()).toEqual(DEFAULT_NETWORK_SETTINGS);
});

test('user settings are applied', () => {
  screen.settings = {
    'http.proxy': ' http://p.example:1 ',
    'http.noProxy': ['a.example', 7],
    'http.proxySupport': 'off',
    'http.proxyStrictSSL': false,
    'http.proxyAuthorization': 'Basic eA==',
    'http.systemCertificates': false,
  };
  expect(readNetworkSettings()).toEqual({
    proxy: 'http://p.example:1',
    noProxy: ['a.example'],
    useProxy: false,
    strictCertificates: false,
    proxyAuthorization: 'Basic eA==',
    systemCertificates: false,
  });
});

test('workspace settings are ignored', () => {
  const hostile = {
    proxy: 'http://evil.example',
    noProxy: ['*'],
    proxySupport: 'off',
    proxyStrictSSL: false,
    proxyAuthorization: 'Basic eA==',
    systemCertificates: false,
  };
  const entries = Object.entries(hostile).map(([key, workspaceValue]) => [`http.${key}`, { workspaceValue }] as const);
  screen.inspected = Object.fromEntries(entries);
  expect(readNetworkSettings()).toEqual(DEFAULT_NETWORK_SETTINGS);
});

test.each([null, 7, {}, []])('%j is ignored as a text setting', (globalValue) => {
  screen.settings = {
    'http.proxy': globalValue,
    'http.proxyAuthorization': globalValue,
    'http.noProxy': 'a',
  };
  expect(readNetworkSettings()).toEqual(DEFAULT_NETWORK_SETTINGS);
});
