import { l10n } from 'vscode';
import type { ImageRequest } from '../../../model/imageRequest';
import type { RowFacts } from '../../wizard/quickInput';
import { DEFAULT_WORKSPACE, type WorkspaceSource, workspaceName } from './askWorkspace';

type Requests = readonly Pick<ImageRequest, 'tag' | 'workspaceId'>[];

/** Loads workspace names if {@link requestDetails} will show one. */
export async function prepareDetails(workspaces: WorkspaceSource, requests: Requests): Promise<void> {
  if (useOtherWorkspace(requests)) await workspaces.read();
}

/** Returns the properties of requests that the confirmation shows besides reference and description. */
export function requestDetails(workspaces: WorkspaceSource, requests: Requests): readonly RowFacts[] {
  const isUntagged = requests.some(({ tag }) => tag === '');
  return [
    ...(isUntagged ? [{ icon: 'tag', label: l10n.t('Tag: chosen by ModelArts') }] : []),
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
    ? l10n.t('Workspace: {workspace}', { workspace })
    : l10n.t('Workspaces: {workspaces}', { workspaces: [...names].join(', ') });
}
