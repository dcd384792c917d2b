import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../util/disposable';
import { oneLine } from '../util/text';

/** Options of {@link FactDocuments}. */
export interface FactDocumentsOptions {
  /** URI scheme of the documents. */
  readonly scheme: string;
  /**
   * Returns the document text for an ID.
   *
   * @throws ModelArtsError if there is no data
   */
  readonly textOf: (id: string) => string | Promise<string>;
  /** Returns false if the item no longer exists; its open document is then not reloaded. */
  readonly isKnown: (id: string) => boolean;
}

/** Read-only documents with the details of an item. Open documents are reloaded after a change. */
export class FactDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #parts: Disposable;

  constructor(private readonly options: FactDocumentsOptions) {
    const registered = vscode.workspace.registerTextDocumentContentProvider(options.scheme, this);
    this.#parts = disposeAll([this.#changed, registered]);
  }

  /**
   * Opens the document of an item.
   *
   * @param id stored in the URI's query
   * @param title shown in the tab
   */
  async show(id: string, title: string): Promise<void> {
    const path = `/${oneLine(title, 100).replaceAll(/[/\\]/g, ' ')}`;
    const uri = vscode.Uri.from({ scheme: this.options.scheme, path, query: id });
    const document = await vscode.workspace.openTextDocument(uri);
    await vscode.window.showTextDocument(document, { preview: true, preserveFocus: true });
  }

  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    return this.options.textOf(query);
  }

  /** Reloads open documents after a change. */
  refresh(): void {
    const { scheme, isKnown } = this.options;
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === scheme && isKnown(uri.query)) this.#changed.fire(uri);
    }
  }

  dispose(): void {
    this.#parts.dispose();
  }
}
