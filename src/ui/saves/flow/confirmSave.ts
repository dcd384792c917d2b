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

/** What a person decided at the end of the questions. */
export type Agreement =
  | { readonly kind: 'save'; readonly agreement: SaveAgreement }
  | { readonly kind: 'edit' | 'back' | 'over' };

/**
 * Asks for the confirmation, by the notebook's current state. The request can be shown before it is answered.
 *
 * @param step its number, which is the last
 */
export async function confirmSave(session: SaveSession, draft: SaveDraft, step: number): Promise<Agreement> {
  const [notebook] = await Promise.all([
    readNotebook(session.client, draft.notebook.id),
    prepareDetails(session.workspaces, [draft.request]),
    // Durations of earlier saves, also those of other windows.
    session.saves.readEnded(),
  ]);
  const lease = shortLease(session, notebook);
  const ways = waysToSave(notebook, lease !== undefined);
  const warnings = [
    requestedByCode(session),
    await lostConnection(session, [notebook]),
    lease,
    unknownTag(session, draft),
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

/** Only code can ask for a save without a confirmation. */
function requestedByCode({ given }: SaveSession): string | undefined {
  return given.confirm ? undefined : l10n.t('Requested by a key binding, a task or another extension');
}

/** Where volumes of these notebooks are mounted. */
export function mountPaths(notebooks: readonly NotebookDetails[]): readonly string[] {
  const volumes = notebooks.flatMap(({ volume, dataVolumes }) => [volume, ...dataVolumes]);
  return volumes.flatMap((each) => each?.mountPath ?? []);
}

function unknownTag({ tags }: SaveSession, { request }: SaveDraft): string | undefined {
  return tags.peek(request).kind === 'unknown' ? tagNotKnown() : undefined;
}
