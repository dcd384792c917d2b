import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { onTestFinished, vi } from 'vitest';
import type * as vscode from 'vscode';
import type { Emulator } from '../../src/emulator/index';
import { activate } from '../../src/extension';
import type { Save } from '../../src/save/save';
import { isInProgress } from '../../src/save/saveState';
import { saveText } from '../../src/save/store/saveText';
import { manifest } from '../project/manifest';
import { aSave, STATES } from './builders';
import { screen } from './vscodeStub/screen';
import { extensionContext } from './vscodeStub/workspace';

/** The whole extension in one window. */
export interface OpenExtension {
  /** Ids of the registered commands. */
  readonly commands: readonly string[];
  /** Runs a command as VS Code does: without an argument from the palette. */
  run(id: string, argument?: unknown): Promise<unknown>;
}

/**
 * Activates the extension in a window whose connection `Work` leads to the emulator. It ends with the test.
 *
 * @param saves that earlier windows left
 * @param isConnected whether there is that connection
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

/** The save, by its id, on which a command can be run; otherwise it is `saved`. */
export const SAVE_FOR: Readonly<Record<string, string>> = {
  stopFollowing: 'saving',
  checkSave: 'outcomeUnknown',
};

/** One save for each of {@link SAVE_FOR}, with the id of its phase. */
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
