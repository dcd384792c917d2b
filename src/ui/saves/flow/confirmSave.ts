import { l10n } from 'vscode';
import { imageReference } from '../../../model/address';
import type { NotebookDetails } from '../../../model/notebook';
import { askConfirmation } from './confirmationStep';
import { saveModes } from './ensureSavable';
import { lostConnectionWarning } from './lostConnectionWarning';
import { prepareDetails, requestDetails } from './requestDetails';
import type { SaveSession } from './saveSession';
import type { SaveConfirmation, SaveDraft } from './saveStage';
import { shortLeaseWarning } from './shortLeaseWarning';
import { showRequest } from './showRequest';
import { tagCheckFailedWarning } from './singleImageRules';

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
  return args.confirm ? undefined : l10n.t('Requested by a key binding, a task or another extension');
}

/** Returns the mount paths of the notebooks' volumes. */
export function mountPaths(notebooks: readonly NotebookDetails[]): readonly string[] {
  const volumes = notebooks.flatMap(({ volume, dataVolumes }) => [volume, ...dataVolumes]);
  return volumes.flatMap((each) => each?.mountPath ?? []);
}

function unknownTagWarning({ tags }: SaveSession, { request }: SaveDraft): string | undefined {
  return tags.peek(request).kind === 'unknown' ? tagCheckFailedWarning() : undefined;
}
