import * as vscode from 'vscode';
import type { Disposable } from '../../util/disposable';
import { SCHEMES } from '../ids';

/** Provides reports as read-only documents, kept in memory until the window closes. */
export class ReportDocuments implements vscode.TextDocumentContentProvider, Disposable {
  readonly #texts = new Map<string, string>();
  readonly #registration = vscode.workspace.registerTextDocumentContentProvider(SCHEMES.report, this);

  /** Opens a report in the Markdown preview. `name` is the title of its tab. */
  async show(name: string, text: string): Promise<void> {
    const uri = vscode.Uri.from({ scheme: SCHEMES.report, path: `/${name}.md`, query: String(this.#texts.size + 1) });
    this.#texts.set(uri.query, text);
    try {
      await vscode.commands.executeCommand('markdown.showPreview', uri);
    } catch {
      // VS Code's built-in Markdown extension can be disabled.
      await vscode.window.showTextDocument(uri, { preview: true });
    }
  }

  /** A tab that VS Code restores after a reload requests a report that no longer exists. */
  provideTextDocumentContent({ query }: vscode.Uri): string {
    return (
      this.#texts.get(query) ?? vscode.l10n.t('This report is no longer available. Run “Diagnose Connection” again.')
    );
  }

  dispose(): void {
    this.#registration.dispose();
  }
}
