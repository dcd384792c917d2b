import * as vscode from 'vscode';
import { copySaveAs } from '../../../model/copyAs';
import { dryRun, dryRunText } from '../../../model/dryRun';
import type { SaveTarget } from '../../../model/imageRequest';
import { localShell, shellName } from '../../copy/copyForms';
import { FactDocuments } from '../../factDocuments';
import { SCHEMES } from '../../ids';
import type { SaveSession } from './saveSession';
import type { SaveDraft } from './saveStage';

/** Opens a read-only document with the request of a save, as HTTP and for other tools. Sends nothing. */
export async function showRequest(session: SaveSession, { notebook, request }: SaveDraft): Promise<void> {
  const { client, connection } = session;
  const target: SaveTarget = {
    endpoint: connection.endpoints.modelarts,
    region: connection.region,
    projectId: client.projectId,
    notebookId: notebook.id,
    request,
  };
  const text = requestText(target);
  // An open document keeps its text after its provider is disposed.
  const documents = new FactDocuments({ scheme: SCHEMES.request, textOf: () => text, isKnown: () => true });
  try {
    await documents.show(crypto.randomUUID(), `${[request.name, request.tag].filter(Boolean).join('-')}.md`);
  } finally {
    documents.dispose();
  }
}

function requestText(target: SaveTarget): string {
  const language = vscode.env.language.startsWith('zh') ? 'zh-cn' : 'en-us';
  const shell = localShell();
  const tools = [
    [`hcloud (${shellName(shell)})`, shell === 'posix' ? 'sh' : 'powershell', copySaveAs('hcloud', target, shell)],
    ['Terraform', 'hcl', copySaveAs('terraform', target, shell)],
  ] as const;
  return [
    `# ${vscode.l10n.t('Preview of the Save Request')}`,
    vscode.l10n.t(
      'Nothing has been sent. Secrets, and values generated when sending, are in angle brackets. The headers are for access keys; with a password, a token is sent instead.',
    ),
    section('HTTP', 'http', dryRunText(dryRun(target, { authentication: 'keys', language }))),
    ...tools.flatMap(([title, name, text]) => (text === undefined ? [] : section(title, name, text))),
  ].join('\n\n');
}

/** Returns a Markdown section. Its fence must be longer than any run of backticks in the text. */
function section(title: string, language: string, text: string): string {
  const longest = Math.max(2, ...Array.from(text.matchAll(/`+/g), ([run]) => run.length));
  const fence = '`'.repeat(longest + 1);
  return `## ${title}\n\n${fence}${language}\n${text.trimEnd()}\n${fence}`;
}
