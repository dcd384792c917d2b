import * as vscode from 'vscode';
import type { Disposable } from '../../util/disposable';
import { SCHEMES } from '../ids';

/** Reports, as documents of their own scheme: read-only, and there as long as the window. */
export class ReportDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEMES.report, this);

  /** Opens a report rendered. `name` is what its tab says. */
  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEMES.report, path: `/${name}.md`, query: String(this.#texts.size + 1) });
    this.#texts.set(uri.query, text);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // The extension that renders Markdown comes with VS Code and can be disabled.
      await vscode.window.showTextDocument(uri, { preview: true });
    }
  }

  /** A tab that VS Code has kept over a reload asks for a report that is gone. */
  provideTextDocumentContent({ query }: vscode.Uri): string {
    return (
      this.#texts.get(query) ?? vscode.l10n.t('This report is no longer available. Run “Diagnose Connection” again.')
    );
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
