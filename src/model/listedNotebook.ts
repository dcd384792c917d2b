import type { Notebook } from './notebook';

/** Copies only the fields that a row displays, because ten thousand rows are kept in memory. */
export function toNotebookRow(notebook: Notebook): Notebook {
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

/** True if both display the same row. */
export function isSameNotebook(one: Notebook, other: Notebook): boolean {
  const otherValues = Object.values(toNotebookRow(other));
  return Object.values(toNotebookRow(one)).every((value, index) => value === otherValues[index]);
}
