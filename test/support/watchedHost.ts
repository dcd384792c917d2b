import type * as vscode from 'vscode';
import { EventEmitter } from './vscodeStub/eventEmitter';

type Address = Pick<vscode.Uri, 'scheme' | 'path' | 'query'>;

/** The window that `vscode` stands for: whether it has the focus, and which documents are open in it. */
class Host {
  readonly state = { focused: true };
  readonly focusChanged = new EventEmitter<{ readonly focused: boolean }>();
  documents: { readonly uri: Address }[] = [];
  readonly providers = new Map<string, vscode.TextDocumentContentProvider>();

  focus(focused: boolean): void {
    this.state.focused = focused;
    this.focusChanged.fire(this.state);
  }
}

export const host = new Host();

/** Stands in for the `vscode` module where views run behind a window that has the focus or has not. */
export async function watchedVscode(): Promise<object> {
  const stub = await import('./vscodeStub');
  const { state, focusChanged, providers } = host;
  const never = (): object => ({ dispose: () => undefined });
  return {
    ...stub,
    Uri: { from: (parts: Address) => ({ ...parts, toString: () => `${parts.scheme}:${parts.path}?${parts.query}` }) },
    window: {
      ...stub.window,
      state,
      onDidChangeWindowState: focusChanged.event,
      showTextDocument: async () => undefined,
    },
    workspace: {
      ...stub.workspace,
      onDidChangeConfiguration: never,
      get textDocuments() {
        return host.documents;
      },
      openTextDocument: async (uri: Address) => {
        host.documents = [...host.documents, { uri }];
        return { uri };
      },
      registerTextDocumentContentProvider: (scheme: string, provider: vscode.TextDocumentContentProvider) => {
        providers.set(scheme, provider);
        return { dispose: () => providers.delete(scheme) };
      },
    },
  };
}
