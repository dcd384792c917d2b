import * as vscode from 'vscode';
import { imageReference } from '../../../model/address';
import { copySaveAs } from '../../../model/copyAs';
import { dryRun, dryRunText } from '../../../model/dryRun';
import type { ImageRequest, SaveTarget } from '../../../model/imageRequest';
import type { NotebookDetails } from '../../../model/notebook';
import { localShell, shellName } from '../../copy/copyForms';
import { FactDocuments } from '../../factDocuments';
import { SCHEMES } from '../../ids';
import type { RowFacts } from '../../wizard/quickInput';
import { DEFAULT_WORKSPACE, type WorkspaceSource, workspaceName } from './askWorkspace';
import { askConfirmation } from './confirmationStep';
import { saveModes } from './ensureSavable';
import { tagCheckFailedWarning } from './imageRules';
import type { SaveSession } from './saveSession';
import type { SaveConfirmation, SaveDraft } from './saveStage';
import { lostConnectionWarning, shortLeaseWarning } from './saveWarnings';

/** The user's decision on the confirmation step. */
export type ConfirmationResult =
  | { readonly kind: 'save'; readonly confirmation: SaveConfirmation }
  | { readonly kind: 'edit' | 'back' | 'over' };

/**
 * Asks for confirmation. The user can view the request first. `ensureSavable` reads the notebook's status after it.
 *
 * @param step number of this step, which is the last
 */
export async function confirmSave(session: SaveSession, draft: SaveDraft, step: number): Promise<ConfirmationResult> {
  const { notebook } = draft;
  await Promise.all([
    prepareDetails(session.workspaces, [draft.request]),
    // Loads the durations of earlier saves of all windows.
    session.saves.readEnded(),
  ]);
  const lease = shortLeaseWarning(session, notebook);
  const modes = saveModes(notebook, lease !== undefined);
  const warnings = [
    codeRequestNotice(session),
    await lostConnectionWarning(session, [notebook]),
    lease,
    unknownTagWarning(session, draft),
  ];
  for (;;) {
    const decision = await askConfirmation({
      step,
      notebookName: notebook.name,
      references: [imageReference(session.connection.endpoints.registry, draft.request)],
      description: draft.request.description,
      details: requestDetails(session.workspaces, [draft.request]),
      modes: modes.length > 0 ? modes : ['save'],
      usualMs: session.saves.usualMs({ notebook, connection: session.connection.name }),
      mountPaths: mountPaths([notebook]),
      warnings: warnings.filter((each) => each !== undefined),
    });
    switch (decision.kind) {
      case 'save':
        return { kind: 'save', confirmation: { mode: decision.mode, stopAfterwards: decision.stopAfterwards } };
      case 'showRequest':
        await showRequest(session, draft);
        break;
      case 'edit':
      case 'back':
        return { kind: decision.kind };
      case 'cancelled':
        return { kind: 'over' };
    }
  }
}

/** A save without confirmation was requested by code. */
function codeRequestNotice({ args }: SaveSession): string | undefined {
  return args.confirm ? undefined : vscode.l10n.t('Requested by a key binding, a task, or another extension');
}

/** Returns the mount paths of the notebooks' volumes. */
export function mountPaths(notebooks: readonly NotebookDetails[]): readonly string[] {
  const volumes = notebooks.flatMap(({ volume, dataVolumes }) => [volume, ...dataVolumes]);
  return volumes.flatMap((each) => each?.mountPath ?? []);
}

function unknownTagWarning({ tags }: SaveSession, { request }: SaveDraft): string | undefined {
  return tags.peek(request).kind === 'unknown' ? tagCheckFailedWarning() : undefined;
}

/** Opens a read-only document with the request of a save, as HTTP and for other tools. Sends nothing. */
async function showRequest(session: SaveSession, { notebook, request }: SaveDraft): Promise<void> {
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

type Requests = readonly Pick<ImageRequest, 'tag' | 'workspaceId'>[];

/** Loads workspace names if {@link requestDetails} will show one. */
export async function prepareDetails(workspaces: WorkspaceSource, requests: Requests): Promise<void> {
  if (useOtherWorkspace(requests)) await workspaces.read();
}

/** Returns the properties of requests that the confirmation shows besides reference and description. */
export function requestDetails(workspaces: WorkspaceSource, requests: Requests): readonly RowFacts[] {
  const isUntagged = requests.some(({ tag }) => tag === '');
  return [
    ...(isUntagged ? [{ icon: 'tag', label: vscode.l10n.t('Tag: generated by ModelArts') }] : []),
    ...(useOtherWorkspace(requests) ? [{ icon: 'layers', label: workspaceText(workspaces, requests) }] : []),
  ];
}

/** True if a request uses a workspace other than the default one. */
function useOtherWorkspace(requests: Requests): boolean {
  return requests.some(({ workspaceId }) => workspaceId !== DEFAULT_WORKSPACE);
}

function workspaceText(workspaces: WorkspaceSource, requests: Requests): string {
  const names = new Set(requests.map(({ workspaceId }) => workspaceName(workspaces, workspaceId)));
  const [workspace = ''] = names;
  return names.size === 1
    ? vscode.l10n.t('Workspace: {workspace}', { workspace })
    : vscode.l10n.t('Workspaces: {workspaces}', { workspaces: [...names].join(', ') });
}
