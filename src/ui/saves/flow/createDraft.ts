import type { NotebookDetails } from '../../../model/notebook';
import { whyNotSavable } from '../../../model/whyNotSavable';
import { offerToFollow } from './offerToFollow';
import { proposedRequest } from './proposedRequest';
import { readGitHead } from './readGitHead';
import { readNotebook } from './readNotebook';
import { refuseNotebook } from './refuseNotebook';
import type { SaveSession } from './saveSession';
import type { SaveDraft } from './saveStage';

/**
 * Reads a notebook and proposes all answers. Undefined if it cannot be saved, or if it is being saved already; the user
 * has then been informed and could follow that save.
 *
 * @throws any error of reading the notebook
 */
export async function createDraft(session: SaveSession, notebookId: string): Promise<SaveDraft | undefined> {
  const notebook = await readNotebook(session.client, notebookId);
  switch (whyNotSavable(notebook)) {
    case undefined:
    case 'starting':
    case 'stopping':
    case 'stopped':
      return { notebook, request: propose(session, notebook) };
    case 'snapshotting':
      await offerToFollow(session, notebook);
      return undefined;
    case 'frozen':
    case 'failed':
    case 'deleted':
    case 'unknownStatus':
      await refuseNotebook(session, notebook);
      return undefined;
  }
}

/** Proposes the request for a notebook from earlier answers and settings. */
export function propose(
  { connection, args, remembered, clock }: Pick<SaveSession, 'connection' | 'args' | 'remembered' | 'clock'>,
  notebook: NotebookDetails,
): SaveDraft['request'] {
  return proposedRequest({
    notebook,
    args,
    remembered: remembered.of(connection.name, notebook.id),
    lastOrganization: remembered.organizations(connection.name)[0],
    workspaceId: connection.workspaceId,
    git: readGitHead(),
    now: new Date(clock.now()),
  });
}
