import type { Notebook } from './notebook';

/** Only what a row shows, of one or of all there is to say of a notebook: ten thousand rows are kept. */
export function notebookRowOf(notebook: Notebook): Notebook {
  return {
    id: notebook.id,
    name: notebook.name,
    status: notebook.status,
    flavor: notebook.flavor,
    feature: notebook.feature,
    ownerId: notebook.ownerId,
    ownerName: notebook.ownerName,
    imageName: notebook.imageName,
    poolName: notebook.poolName,
    workspaceId: notebook.workspaceId,
    ssh: notebook.ssh,
    createdAt: notebook.createdAt,
    leaseStartedAt: notebook.leaseStartedAt,
    leaseEndsAt: notebook.leaseEndsAt,
  };
}

/** True where a row says the same of both. */
export function isSameNotebook(one: Notebook, other: Notebook): boolean {
  const shown = Object.values(notebookRowOf(other));
  return Object.values(notebookRowOf(one)).every((value, index) => value === shown[index]);
}
