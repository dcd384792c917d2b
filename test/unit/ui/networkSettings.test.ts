import { beforeEach, expect, test, vi } from 'vitest';
import { DEFAULT_NETWORK_SETTINGS } from '../../../src/api/network/networkSettings';

interface Layers {
  readonly defaultValue?: unknown;
  readonly globalValue?: unknown;
  readonly workspaceValue?: unknown;
}
let layers: Record<string, Layers> = {};
vi.mock('vscode', () => ({
  workspace: {
    getConfiguration: (section: string) => ({ inspect: (key: string) => layers[`${section}.${key}`] }),
  },
}));
const { readNetworkSettings } = await import('../../../src/ui/networkSettings');

beforeEach(() => {
  layers = {};
});

test('what nobody set is as VS Code has it', () => {
  expect(readNetworkSettings()).toEqual(DEFAULT_NETWORK_SETTINGS);
});

test('what the person set counts', () => {
  layers = {
    'http.proxy': { defaultValue: '', globalValue: ' http://p.example:1 ' },
    'http.noProxy': { defaultValue: [], globalValue: ['a.example', 7] },
    'http.proxySupport': { defaultValue: 'override', globalValue: 'off' },
    'http.proxyStrictSSL': { defaultValue: true, globalValue: false },
    'http.proxyAuthorization': { defaultValue: null, globalValue: 'Basic eA==' },
    'http.systemCertificates': { defaultValue: true, globalValue: false },
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

test('what a workspace set does not', () => {
  const hostile = {
    proxy: 'http://evil.example',
    noProxy: ['*'],
    proxySupport: 'off',
    proxyStrictSSL: false,
    proxyAuthorization: 'Basic eA==',
    systemCertificates: false,
  };
  layers = Object.fromEntries(
    Object.entries(hostile).map(([key, workspaceValue]) => [
      `http.${key}`,
      { workspaceValue, workspaceFolderValue: workspaceValue },
    ]),
  );
  expect(readNetworkSettings()).toEqual(DEFAULT_NETWORK_SETTINGS);
});

test.each([null, 7, {}, []])('%j is not taken for a text', (globalValue) => {
  layers = {
    'http.proxy': { globalValue },
    'http.proxyAuthorization': { globalValue },
    'http.noProxy': { globalValue: 'a' },
  };
  expect(readNetworkSettings()).toEqual(DEFAULT_NETWORK_SETTINGS);
});
