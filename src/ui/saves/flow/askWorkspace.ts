import { l10n } from 'vscode';
import type { Workspace } from '../../../model/workspace';
import { oneLine } from '../../../util/text';
import type { Answer, Step } from '../../wizard/answer';
import { askPick } from '../../wizard/pickStep';

/** The workspaces of an account. */
export interface WorkspaceSource {
  /** Those that have been read; none before that, and where the account does not list them. */
  readonly known: readonly Workspace[];
  /** Reads them, once. Resolves when they are known, or after a few seconds without a response; never rejects. */
  readonly read: () => Promise<void>;
}

export interface WorkspaceStep extends Step {
  readonly source: WorkspaceSource;
  /** Id of the workspace to begin on. */
  readonly value: string;
  /** Why the person is asked again. */
  readonly note: string | undefined;
}

/** Id of the workspace that every account has. */
export const DEFAULT_WORKSPACE = '0';

/** True where a person can choose: there is a workspace beside the default one. */
export function offersWorkspaces({ known }: WorkspaceSource, current: string): boolean {
  return [current, ...known.map(({ id }) => id)].some((id) => id !== DEFAULT_WORKSPACE);
}

/** The name of a workspace, or its id where the name is not known. */
export function workspaceName({ known }: WorkspaceSource, id: string): string {
  return id === DEFAULT_WORKSPACE ? l10n.t('Default workspace') : (known.find((each) => each.id === id)?.name ?? id);
}

/** Asks for the workspace: the default one, those of the account, and the current one where it is none of them. */
export async function askWorkspace({ source, value, note, ...step }: WorkspaceStep): Promise<Answer<string>> {
  await source.read();
  const ids = new Set([DEFAULT_WORKSPACE, ...source.known.map(({ id }) => id), value]);
  return askPick({
    ...step,
    title: note ?? step.title,
    placeholder: l10n.t('Select the workspace of the image'),
    rows: [...ids].map((id) => ({
      label: oneLine(workspaceName(source, id), 100),
      description: oneLine(id, 100),
      value: id,
    })),
    isActive: (id) => id === value,
  });
}
