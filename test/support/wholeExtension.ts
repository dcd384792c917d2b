import fs from 'node:fs';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { Save } from '../../src/save/save';
import { isUnderWay } from '../../src/save/saveState';
import { saveText } from '../../src/save/folder/saveText';
import { manifest } from '../unit/house/manifest';
import { screen } from './vscodeStub/screen';

type Command = (argument?: unknown, selected?: unknown) => Promise<unknown>;

/** What was registered, by id. */
const commands = new Map<string, Command>();

/**
 * Stands in for the `vscode` module where the whole extension runs in a test: boxes and messages are those of `vscodeStub`, and
 * whatever else is touched answers every call with something that can be called again.
 */
export async function wholeVscode(): Promise<object> {
  const rest = createRequire(import.meta.url)('./host/modules/vscode.js');
  const stub = await import('./vscodeStub');
  const beside = (known: object, others: object): object =>
    new Proxy(known, { get: (_target, key) => Reflect.get(key in known ? known : others, key) });
  const parse = (text: string): object => stub.Uri.parse(text);
  const register = (id: string, run: Command): object => {
    commands.set(id, run);
    return { dispose: () => commands.delete(id) };
  };
  const getConfiguration = (section: string): object => {
    const read = (key: string, otherwise?: unknown): unknown => screen.settings[`${section}.${key}`] ?? otherwise;
    return { get: read, inspect: (key: string) => ({ globalValue: read(key) }), update: async () => undefined };
  };
  return {
    ...rest,
    ...stub,
    version: '1.105.0',
    UIKind: { Desktop: 1, Web: 2 },
    Uri: { parse, from: ({ scheme }: { readonly scheme: string }) => parse(`${scheme}:`) },
    window: beside({ ...stub.window, tabGroups: { all: [] } }, rest.window),
    workspace: beside({ getConfiguration, workspaceFolders: [], textDocuments: [] }, rest.workspace),
    env: beside({ ...stub.env, remoteName: undefined, clipboard: { writeText: async () => undefined } }, rest.env),
    commands: beside({ ...stub.commands, registerCommand: register }, rest.commands),
  };
}

/** The whole extension in a window of its own. */
export class WholeExtension {
  readonly #storage = fs.mkdtempSync(path.join(os.tmpdir(), 'whole-'));
  readonly #subscriptions: { dispose(): unknown }[] = [];

  /** @param saves that earlier windows left */
  constructor(saves: readonly Save[]) {
    for (const save of saves) {
      const folder = path.join(this.#storage, 'saves', isUnderWay(save.state) ? 'pending' : 'ended');
      fs.mkdirSync(folder, { recursive: true });
      fs.writeFileSync(path.join(folder, `${save.id}.json`), saveText(save));
    }
  }

  /** @param activate of the extension */
  open(activate: (context: vscode.ExtensionContext) => void): void {
    const kept = { get: () => undefined, update: async () => undefined };
    const context = {
      subscriptions: this.#subscriptions,
      secrets: { keys: async () => [], get: async () => undefined, onDidChange: () => ({ dispose: () => undefined }) },
      globalStorageUri: { fsPath: this.#storage },
      globalState: kept,
      workspaceState: kept,
      extension: { packageJSON: manifest },
    };
    activate(context as unknown as vscode.ExtensionContext);
  }

  /** Ids of the commands there are. */
  get commands(): readonly string[] {
    return [...commands.keys()];
  }

  /** As VS Code runs a command: of the palette without an argument. */
  run(id: string, argument?: unknown): Promise<unknown> {
    const command = commands.get(id);
    if (!command) throw new Error(`There is no command ${id}`);
    return command(argument);
  }

  close(): void {
    for (const each of this.#subscriptions) each.dispose();
    fs.rmSync(this.#storage, { recursive: true, force: true });
  }
}
