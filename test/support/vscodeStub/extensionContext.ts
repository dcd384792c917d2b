import { EventEmitter } from './values';

/** The context that VS Code passes to `activate`, for a user who has stored nothing. */
export function extensionContext(storage: string, packageJSON: unknown) {
  const memento = { get: () => undefined, update: async () => undefined, keys: () => [] };
  const subscriptions: { dispose(): unknown }[] = [];
  return {
    subscriptions,
    secrets: { keys: async () => [], get: async () => undefined, onDidChange: new EventEmitter<unknown>().event },
    globalStorageUri: { fsPath: storage },
    globalState: memento,
    workspaceState: memento,
    extension: { packageJSON },
  };
}
