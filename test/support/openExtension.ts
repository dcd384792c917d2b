import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { Emulator } from '../../src/emulator/index';
import { activate } from '../../src/extension';
import type { Save } from '../../src/save/save';
import { isInProgress } from '../../src/save/saveState';
import { saveText } from '../../src/save/store/saveCodec';
import { manifest } from '../project/manifest';
import { aSave, STATES } from './builders';
import { screen } from './vscodeStub/screen';
import { extensionContext } from './vscodeStub/workspace';

/** The complete extension in one window. */
export interface OpenExtension {
  /** Ids of the registered commands. */
  readonly commands: readonly string[];
  /** Runs a command like VS Code; without an argument as from the palette. */
  run(id: string, argument?: unknown): Promise<unknown>;
}

/**
 * Activates the extension in a window whose connection `Work` uses the emulator. Disposed after the test.
 *
 * @param saves saves left by earlier windows
 * @param isConnected whether the connection exists
 */
export function openExtension(
  emulator: Emulator,
  {
    saves = [],
    secretKey = emulator.secretKey,
    isConnected = true,
  }: { readonly saves?: readonly Save[]; readonly secretKey?: string; readonly isConnected?: boolean } = {},
): OpenExtension {
  const { url, projectId, accessKey } = emulator;
  screen.clear();
  vi.stubEnv('HUAWEICLOUD_SDK_AK', accessKey);
  vi.stubEnv('HUAWEICLOUD_SDK_SK', secretKey);
  const endpoints = { modelarts: url, swr: url, iam: url };
  const connection = { name: 'Work', region: 'cn-north-4', projectId, credentials: 'environment', endpoints };
  screen.settings = { 'modelartsImages.connections': isConnected ? [connection] : [] };
  const storage = fs.mkdtempSync(path.join(os.tmpdir(), 'extension-'));
  for (const save of saves) {
    const folder = path.join(storage, 'saves', isInProgress(save.state) ? 'pending' : 'ended');
    fs.mkdirSync(folder, { recursive: true });
    fs.writeFileSync(path.join(folder, `${save.id}.json`), saveText(save));
  }
  const context = extensionContext(storage, manifest);
  activate(context as unknown as vscode.ExtensionContext);
  onTestFinished(() => {
    vi.unstubAllEnvs();
    screen.quickInput?.escape();
    for (const each of context.subscriptions) each.dispose();
    fs.rmSync(storage, { recursive: true, force: true });
  });
  return {
    commands: [...screen.registered.keys()],
    run: async (id, argument) => {
      const command = screen.registered.get(id);
      if (!command) throw new Error(`There is no command ${id}`);
      return command(argument);
    },
  };
}

/** Id of the save that each command can run on; `saved` for all others. */
export const SAVE_FOR: Readonly<Record<string, string>> = {
  stopFollowing: 'saving',
  checkSave: 'outcomeUnknown',
};

/** Creates one save for each of {@link SAVE_FOR}, whose ID is its phase. */
export function savesForCommands(overrides: Partial<Save> = {}): readonly Save[] {
  return (['saving', 'saved', 'unwatched', 'outcomeUnknown'] as const).map((phase) =>
    aSave({
      id: phase,
      state: STATES[phase],
      endedAt: phase === 'saving' ? undefined : Date.now(),
      requestedAt: Date.now() - 60_000,
      ...overrides,
    }),
  );
}
