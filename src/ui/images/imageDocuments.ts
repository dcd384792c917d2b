import * as vscode from 'vscode';
import type { Image } from '../../model/image';
import { type Disposable, disposeAll } from '../../util/disposable';
import { oneLine } from '../../util/text';
import { SCHEMES } from '../ids';
import { imageDocument } from './imageDocument';
import type { ImageList } from './imageList';

/** Read-only documents with all that is known of an image; what changes is seen in those that are open. */
export class ImageDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #changed = new vscode.EventEmitter<vscode.Uri>();
  readonly onDidChange = this.#changed.event;
  readonly #parts: Disposable;

  constructor(
    private readonly list: ImageList,
    private readonly notebookOf: (image: Image) => string | undefined,
  ) {
    this.#parts = disposeAll([
      this.#changed,
      vscode.workspace.registerTextDocumentContentProvider(SCHEMES.image, this),
      list.onDidChange(() => this.#tellOpen()),
    ]);
  }

  async show(image: Image): Promise<void> {
    const document = await vscode.workspace.openTextDocument(uriOf(image));
    await vscode.window.showTextDocument(document, { preview: true });
  }

  /** @throws an error of the family when the service does not give the image */
  async provideTextDocumentContent({ query }: vscode.Uri): Promise<string> {
    const image = this.list.find(query) ?? (await this.list.fetch(query));
    return imageDocument(image, this.notebookOf(image));
  }

  dispose(): void {
    this.#parts.dispose();
  }

  /** One that is not listed any more stays as it was: nobody asks for what is gone. */
  #tellOpen(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === SCHEMES.image && this.list.find(uri.query)) this.#changed.fire(uri);
    }
  }
}

/** The path is what the tab shows; the id tells which image it is. */
function uriOf({ id, name, tag }: Image): vscode.Uri {
  const title = oneLine(`${name ?? ''}:${tag ?? ''}`, 100).replaceAll(/[/\\]/g, ' ');
  return vscode.Uri.from({ scheme: SCHEMES.image, path: `/${title}`, query: id });
}
