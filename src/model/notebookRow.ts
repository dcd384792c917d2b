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

/** Typed by what it must have, so that a field more is compared too. */
const FIELDS: Readonly<Record<keyof Notebook, true>> = {
  id: true,
  name: true,
  status: true,
  flavor: true,
  feature: true,
  ownerId: true,
  ownerName: true,
  imageName: true,
  poolName: true,
  workspaceId: true,
  ssh: true,
  createdAt: true,
  leaseStartedAt: true,
  leaseEndsAt: true,
};

/** True where a row says the same of both. */
export function isSameNotebook(one: Notebook, other: Notebook): boolean {
  for (const field in FIELDS) {
    if (!isField(field) || one[field] !== other[field]) return false;
  }
  return true;
}

function isField(name: string): name is keyof Notebook {
  return name in FIELDS;
}
