import { l10n } from 'vscode';
import type { Workspace } from '../../../model/account';
import { oneLine } from '../../../util/text';
import type { Answer, Step } from '../../wizard/answer';
import { askPick } from '../../wizard/pickStep';

/** The workspaces of an account. */
export interface WorkspaceSource {
  /** The loaded workspaces; empty before {@link WorkspaceSource.read}, or if the account does not list them. */
  readonly known: readonly Workspace[];
  /** Loads them once. Resolves when done or after a few seconds; never rejects. */
  readonly read: () => Promise<void>;
}

/** The workspace step of the save flow. */
export interface WorkspaceStep extends Step {
  readonly source: WorkspaceSource;
  /** Id of the initially active workspace. */
  readonly value: string;
  /** Why the step is shown again. */
  readonly note: string | undefined;
}

/** Id of the workspace that every account has. */
export const DEFAULT_WORKSPACE = '0';

/** True if there is a choice: a workspace beside the default one. */
export function offersWorkspaces({ known }: WorkspaceSource, current: string): boolean {
  return [current, ...known.map(({ id }) => id)].some((id) => id !== DEFAULT_WORKSPACE);
}

/** Returns the name of a workspace; the ID if the name is unknown. */
export function workspaceName({ known }: WorkspaceSource, id: string): string {
  return id === DEFAULT_WORKSPACE ? l10n.t('Default workspace') : (known.find((each) => each.id === id)?.name ?? id);
}

/** Asks for the workspace: the default one, those of the account, or the current one if it is not listed. */
export async function askWorkspace({ source, value, note, ...step }: WorkspaceStep): Promise<Answer<string>> {
  await source.read();
  const ids = new Set([DEFAULT_WORKSPACE, ...source.known.map(({ id }) => id), value]);
  return askPick({
    ...step,
    title: note ?? step.title,
    placeholder: l10n.t('Select a workspace for the image'),
    rows: [...ids].map((id) => ({
      label: oneLine(workspaceName(source, id), 100),
      description: oneLine(id, 100),
      value: id,
    })),
    isActive: (id) => id === value,
  });
}
