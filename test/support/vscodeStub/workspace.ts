import { type Provider, screen } from './screen';
import { EventEmitter, type Uri } from './values';

interface Disposable {
  dispose(): unknown;
}

export const env = {
  appName: 'Code',
  appHost: 'desktop',
  uiKind: 1,
  language: 'en',
  get remoteName(): string | undefined {
    return screen.remoteName;
  },
  clipboard: { writeText: async (text: string): Promise<void> => void screen.copied.push(text) },
  openExternal: async (uri: Uri): Promise<boolean> => {
    screen.opened.push(uri.toString());
    return true;
  },
};

export const commands = {
  executeCommand: async (id: string, ...values: readonly unknown[]): Promise<void> => {
    screen.commands.push(id);
    screen.calls.push([id, ...values]);
  },
  registerCommand: (id: string, run: (...values: readonly unknown[]) => Promise<unknown>): Disposable => {
    screen.registered.set(id, run);
    return { dispose: () => screen.registered.delete(id) };
  },
};

export const extensions = { getExtension: (id: string): unknown => screen.extensions[id] };

/** A workspace that is untrusted by default. */
export const workspace = {
  workspaceFile: undefined,
  get isTrusted(): boolean {
    return screen.isTrusted;
  },
  get workspaceFolders(): readonly { readonly uri: unknown }[] | undefined {
    return screen.folders?.map((uri) => ({ uri }));
  },
  get textDocuments(): readonly { readonly uri: unknown }[] {
    return screen.documents;
  },
  onDidChangeConfiguration: new EventEmitter<unknown>().event,
  getConfiguration: (section: string) => {
    const get = (key: string, otherwise?: unknown): unknown => screen.settings[`${section}.${key}`] ?? otherwise;
    return {
      get,
      inspect: (key: string) => ({ globalValue: get(key), ...screen.inspected[`${section}.${key}`] }),
      update: async (): Promise<void> => undefined,
    };
  },
  openTextDocument: async (uri: Uri): Promise<{ readonly uri: Uri }> => {
    screen.documents = [...screen.documents, { uri }];
    return { uri };
  },
  registerTextDocumentContentProvider: (scheme: string, provider: Provider): Disposable => {
    screen.providers.set(scheme, provider);
    return { dispose: () => screen.providers.delete(scheme) };
  },
};

/** Creates the context that VS Code passes to `activate`, for a user without stored data. */
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
