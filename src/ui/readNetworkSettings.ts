import * as vscode from 'vscode';
import type { NetworkSettings } from '../api/network/networkSettings';

/**
 * Reads VS Code's `http.*` settings at the time of the call. Ignores workspace values, whatever their scope, because a
 * workspace must not choose the proxy that receives the keys or the trusted certificates.
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

/** Returns trimmed text; undefined if empty or not a string. */
function text(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value.trim() : undefined;
}
