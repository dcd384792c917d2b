import * as vscode from 'vscode';
import type { NetworkSettings } from '../api/network/networkSettings';
import type { ConnectionSettings } from '../connections/connections';
import { clamp } from '../util/clamp';
import { SETTINGS_SECTION } from './ids';

/** Values of the `notifications` setting; the first is the default. */
const NOTIFICATIONS = ['all', 'failures', 'none'] as const;

/** The default tag template. Source: package.json. */
export const DEFAULT_TAG_TEMPLATE = '${date}-${time}';

/**
 * Reads the settings at the time of the call, so that a change takes effect without a reload. Types and defaults are those
 * in package.json, descriptions those in package.nls.json and package.nls.zh-cn.json.
 */
export const settings = {
  /**
   * Reads user settings only, because a workspace must not choose where requests go. VS Code also ignores workspace
   * values, because the settings have `application` scope.
   */
  connections: (): ConnectionSettings => {
    const section = vscode.workspace.getConfiguration(SETTINGS_SECTION);
    return {
      connections: section.inspect<unknown>('connections')?.globalValue,
      connection: section.get<string>('connection', '').trim(),
    };
  },
  refreshIntervalMs: () => refreshIntervalMs(read('refreshIntervalSeconds', 60)),
  allUsers: () => read('allUsers', false),
  namespace: () => read('save.namespace', ''),
  nameTemplate: () => read('save.nameTemplate', '${notebook}'),
  notifications: () => oneOf(NOTIFICATIONS, read('notifications', 'all')),
  tagTemplate: () => read('save.tagTemplate', DEFAULT_TAG_TEMPLATE),
  followTimeoutMs: () => clamp(read('follow.timeoutMinutes', 120), 1, 1440) * 60_000,
  network: readNetworkSettings,
  httpTimeoutMs: () => clamp(read('http.timeoutSeconds', 30), 1, 600) * 1000,
};

/** Returns the setting; `fallback` if its value has another type. */
function read<T extends string | number | boolean>(key: string, fallback: T): T {
  const value: unknown = vscode.workspace.getConfiguration(SETTINGS_SECTION).get(key);
  return hasTypeOf(value, fallback) ? value : fallback;
}

function hasTypeOf<T>(value: unknown, sample: T): value is T {
  return typeof value === typeof sample;
}

/** Converts to milliseconds. 0 disables polling; other values are clamped to 5 seconds or more. */
function refreshIntervalMs(seconds: number): number {
  return seconds > 0 ? clamp(seconds, 5, 86_400) * 1000 : 0;
}

/** Returns the written value if it is allowed; otherwise the first allowed one. */
function oneOf<T extends string>(allowed: readonly [T, ...T[]], written: string): T {
  return allowed.find((value) => value === written) ?? allowed[0];
}

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
