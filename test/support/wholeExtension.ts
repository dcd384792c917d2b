import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import type * as vscode from 'vscode';
import type { Save } from '../../src/save/save';
import { isUnderWay } from '../../src/save/saveState';
import { saveText } from '../../src/save/folder/saveText';
import { manifest } from '../unit/house/manifest';
import { extensionContext } from './vscodeStub/extensionContext';
import { screen } from './vscodeStub/screen';

/** The whole extension in a window of its own. */
export class WholeExtension {
  readonly #storage = fs.mkdtempSync(path.join(os.tmpdir(), 'whole-'));
  readonly #context = extensionContext(this.#storage, manifest);

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
    activate(this.#context as unknown as vscode.ExtensionContext);
  }

  /** Ids of the commands there are. */
  get commands(): readonly string[] {
    return [...screen.registered.keys()];
  }

  /** As VS Code runs a command: of the palette without an argument. */
  run(id: string, argument?: unknown): Promise<unknown> {
    const command = screen.registered.get(id);
    if (!command) throw new Error(`There is no command ${id}`);
    return command(argument);
  }

  close(): void {
    for (const each of this.#context.subscriptions) each.dispose();
    fs.rmSync(this.#storage, { recursive: true, force: true });
  }
}
