import { l10n } from 'vscode';
import type { NotebookDetails } from '../../../model/notebook';
import { imageReference } from '../../../model/reference';
import { askConfirmation } from './confirmationStep';
import { waysToSave } from './ensureSavable';
import { lostConnection } from './lostConnection';
import { tagNotKnown } from './oneImage';
import { readNotebook } from './readNotebook';
import { prepareDetails, requestDetails } from './requestDetails';
import type { SaveSession } from './saveSession';
import type { SaveAgreement, SaveDraft } from './saveStage';
import { shortLease } from './shortLease';
import { showRequest } from './showRequest';

/** The user's decision on the confirmation step. */
export type Agreement =
  | { readonly kind: 'save'; readonly agreement: SaveAgreement }
  | { readonly kind: 'edit' | 'back' | 'over' };

/**
 * Reads the notebook's status and asks for confirmation. The user can view the request first.
 *
 * @param step number of this step, which is the last
 */
export async function confirmSave(session: SaveSession, draft: SaveDraft, step: number): Promise<Agreement> {
  const [notebook] = await Promise.all([
    readNotebook(session.client, draft.notebook.id),
    prepareDetails(session.workspaces, [draft.request]),
    // Loads the durations of earlier saves of all windows.
    session.saves.readEnded(),
  ]);
  const lease = shortLease(session, notebook);
  const ways = waysToSave(notebook, lease !== undefined);
  const warnings = [
    codeRequestNotice(session),
    await lostConnection(session, [notebook]),
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
      ways: ways.length > 0 ? ways : ['save'],
      usualMs: session.saves.usualMs({ notebook, connection: session.connection.name }),
      mountPaths: mountPaths([notebook]),
      warnings: warnings.filter((each) => each !== undefined),
    });
    switch (decision.kind) {
      case 'save':
        return { kind: 'save', agreement: { way: decision.way, stopAfterwards: decision.stopAfterwards } };
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
function codeRequestNotice({ given }: SaveSession): string | undefined {
  return given.confirm ? undefined : l10n.t('Requested by a key binding, a task or another extension');
}

/** Returns the mount paths of the notebooks' volumes. */
export function mountPaths(notebooks: readonly NotebookDetails[]): readonly string[] {
  const volumes = notebooks.flatMap(({ volume, dataVolumes }) => [volume, ...dataVolumes]);
  return volumes.flatMap((each) => each?.mountPath ?? []);
}

function unknownTagWarning({ tags }: SaveSession, { request }: SaveDraft): string | undefined {
  return tags.peek(request).kind === 'unknown' ? tagNotKnown() : undefined;
}
