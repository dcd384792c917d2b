import * as vscode from 'vscode';
import type { ConnectionSettings } from '../connections/connections';
import { SETTINGS_SECTION } from './ids';
import { readNetworkSettings } from './readNetworkSettings';

/** Which notifications people want: all, those of failures, none. */
const NOTIFICATIONS = ['all', 'failures', 'none'] as const;

/** What a tag is made of unless the person says otherwise. Source: package.json. */
export const DEFAULT_TAG_TEMPLATE = '${date}-${time}';

/** Reads the person's settings at the moment of the call: a change takes effect without a reload. */
export const settings = {
  /**
   * Where requests go is the person's own business: only values of the user's settings are read, even where
   * a workspace wrote some (VS Code ignores those too, by the settings' `application` scope).
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

/** The setting, or `fallback` where somebody wrote a value of another type. */
function read<T extends string | number | boolean>(key: string, fallback: T): T {
  const value: unknown = vscode.workspace.getConfiguration(SETTINGS_SECTION).get(key);
  return hasTypeOf(value, fallback) ? value : fallback;
}

function hasTypeOf<T>(value: unknown, sample: T): value is T {
  return typeof value === typeof sample;
}

/** 0 = never; what is shorter than the service should be asked is lengthened. */
function refreshIntervalMs(seconds: number): number {
  return seconds > 0 ? clamp(seconds, 5, 86_400) * 1000 : 0;
}

function clamp(value: number, low: number, high: number): number {
  return Number.isFinite(value) ? Math.min(Math.max(value, low), high) : low;
}

/** The word that is written, or the first of those that can be. */
function oneOf<T extends string>(words: readonly [T, ...T[]], written: string): T {
  return words.find((word) => word === written) ?? words[0];
}
