import * as vscode from 'vscode';
import type { Disposable } from '../../util/disposable';
import { SCHEMES } from '../ids';

/** Reports, as documents of their own scheme: read-only, and there as long as the window. */
export class ReportDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEMES.report, this);

  /** Opens a report in an editor. `name` is what its tab says. */
  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEMES.report, path: `/${name}.md`, query: String(this.#texts.size + 1) });
    this.#texts.set(uri.query, text);
    await vscode.window.showTextDocument(await vscode.workspace.openTextDocument(uri), { preview: true });
  }

  /** A tab that VS Code has kept over a reload asks for a report that is gone. */
  provideTextDocumentContent({ query }: vscode.Uri): string {
    return this.#texts.get(query) ?? vscode.l10n.t('This report is gone. Run “Diagnose Connection” again.');
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
