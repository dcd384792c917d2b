import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../util/disposable';
import { oneLine } from '../util/text';

export interface FactDocumentsOptions {
  /** Scheme of the documents' addresses. */
  readonly scheme: string;
  /**
   * The whole text about what has this id.
   *
   * @throws an error of the family when nothing can be said of it
   */
  readonly textOf: (id: string) => string | Promise<string>;
  /** False = what has this id is gone, and its document stays as it was. */
  readonly isKnown: (id: string) => boolean;
}

/** Read-only documents with all that is known of a thing; what changes is seen in those that are open. */
export class FactDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #parts: Disposable;

  constructor(private readonly options: FactDocumentsOptions) {
    const registered = vscode.workspace.registerTextDocumentContentProvider(options.scheme, this);
    this.#parts = disposeAll([this.#changed, registered]);
  }

  /** @param title what the tab shows; the id tells which thing it is */
  async show(id: string, title: string): Promise<void> {
    const path = `/${oneLine(title, 100).replaceAll(/[/\\]/g, ' ')}`;
    const uri = vscode.Uri.from({ scheme: this.options.scheme, path, query: id });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    return this.options.textOf(query);
  }

  /** Something may have changed: documents that are open are written anew. */
  report(): void {
    const { scheme, isKnown } = this.options;
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === scheme && isKnown(uri.query)) this.#changed.fire(uri);
    }
  }

  dispose(): void {
    this.#parts.dispose();
  }
}
