import { l10n } from 'vscode';
import { isTooShortToSave, leaseLeftMs, usualSaveMs } from '../../model/lease';
import type { NotebookDetails } from '../../model/notebook';
import { imageReference } from '../../model/reference';
import { isSameEndpoint, readSshUri } from '../../model/sshEndpoint';
import { confirmSave } from '../ask/confirmSave';
import { tagNotKnown } from '../ask/oneImage';
import { durationText } from '../messages/durationText';
import { windowEndpoint } from '../remote/windowEndpoint';
import { waysToSave } from './makeSavable';
import { readNotebook } from './readNotebook';
import type { SaveDraft } from './saveFlow';
import type { SaveSession } from './saveSession';
import { showRequest } from './showRequest';
import type { SaveAgreement } from './submitSave';

/** What a person decided at the end of the questions. */
export type Agreement =
  | { readonly kind: 'save'; readonly agreement: SaveAgreement }
  | { readonly kind: 'edit' | 'back' | 'over' };

/** Asks the last question, by the notebook's state as it is now; the request can be looked at before it is answered. */
export async function agreeToSave(session: SaveSession, draft: SaveDraft, quick: boolean): Promise<Agreement> {
  const notebook = await readNotebook(session.client, draft.notebook.id);
  const lease = shortLease(session, notebook);
  const ways = waysToSave(notebook, lease !== undefined);
  const warnings = [...(await lostConnection(notebook)), ...(lease ?? []), ...unknownTag(session, draft)];
  for (;;) {
    const decision = await confirmSave({
      back: !quick,
      notebookName: notebook.name,
      references: [imageReference(session.connection.endpoints.registry, draft.request)],
      ways: ways.length > 0 ? ways : ['save'],
      mountPaths: mountPaths(notebook),
      warnings,
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

function mountPaths({ volume, dataVolumes }: NotebookDetails): readonly string[] {
  return [volume, ...dataVolumes].flatMap((each) => each?.mountPath ?? []);
}

function unknownTag({ tags }: SaveSession, { request }: SaveDraft): readonly string[] {
  return tags.peek(request).kind === 'unknown' ? [tagNotKnown()] : [];
}

/** The extension runs on this side, so it survives; what else is open in the notebook does not go on meanwhile. */
async function lostConnection({ sshUri }: NotebookDetails): Promise<readonly string[]> {
  return isSameEndpoint(readSshUri(sshUri), await windowEndpoint())
    ? [l10n.t('This window is connected to the notebook: it loses its connection while the image is saved.')]
    : [];
}

/** What to say of a notebook that would stop by itself before a usual save has ended; undefined where there is time enough. */
function shortLease(
  { saves, connection, serviceNow }: SaveSession,
  notebook: NotebookDetails,
): readonly string[] | undefined {
  const left = leaseLeftMs(notebook, serviceNow(connection.name));
  const told = saves.usualMs({ notebook, connection: connection.name });
  const usual = usualSaveMs(told === undefined ? [] : [told]);
  if (left === undefined || !isTooShortToSave(left, usual)) return undefined;
  const times = { left: durationText(left), usual: durationText(usual) };
  return [l10n.t('The notebook stops by itself in {left}; a save may take {usual}.', times)];
}
