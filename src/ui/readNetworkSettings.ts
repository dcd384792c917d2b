import * as vscode from 'vscode';
import type { NetworkSettings } from '../api/network/networkSettings';

/**
 * VS Code's own settings of the network, at the moment of the call. Which way keys take and whose certificate is believed is the
 * person's own business: what a workspace writes is not read, whatever scope VS Code gives these settings.
 */
export function readNetworkSettings(): NetworkSettings {
  const section = vscode.workspace.getConfiguration('http');
  const read = (key: string): unknown => {
    const values = section.inspect<unknown>(key);
    return values?.globalValue ?? values?.defaultValue;
  };
  const noProxy = read('noProxy');
  return {
    proxy: text(read('proxy')) ?? '',
    noProxy: Array.isArray(noProxy) ? noProxy.filter((entry) => typeof entry === 'string') : [],
    useProxy: read('proxySupport') !== 'off',
    strictCertificates: read('proxyStrictSSL') !== false,
    proxyAuthorization: text(read('proxyAuthorization')),
    systemCertificates: read('systemCertificates') !== false,
  };
}

/** Undefined for an empty text, and for a value that is none. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
