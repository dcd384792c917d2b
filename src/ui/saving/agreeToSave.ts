import type { NotebookDetails } from '../../model/notebook';
import { imageReference } from '../../model/reference';
import { confirmSave } from '../ask/confirmSave';
import { tagNotKnown } from '../ask/oneImage';
import { waysToSave } from './makeSavable';
import { readNotebook } from './readNotebook';
import type { SaveDraft } from './saveFlow';
import type { SaveSession } from './saveSession';
import type { SaveAgreement } from './submitSave';

/** What a person decided at the end of the questions. */
export type Agreement =
  | { readonly kind: 'save'; readonly agreement: SaveAgreement }
  | { readonly kind: 'edit' | 'back' | 'over' };

/** Asks the last question, by the notebook's state as it is now; the request can be looked at before it is answered. */
export async function agreeToSave(session: SaveSession, draft: SaveDraft, quick: boolean): Promise<Agreement> {
  const notebook = await readNotebook(session.client, draft.notebook.id);
  const ways = waysToSave(notebook, false);
  const decision = await confirmSave({
    back: !quick,
    notebookName: notebook.name,
    references: [imageReference(session.connection.endpoints.registry, draft.request)],
    ways: ways.length > 0 ? ways : ['save'],
    mountPaths: mountPaths(notebook),
    warnings: warnings(session, draft),
  });
  switch (decision.kind) {
    case 'save':
      return { kind: 'save', agreement: { way: decision.way, stopAfterwards: decision.stopAfterwards } };
    case 'edit':
    case 'back':
      return decision;
    case 'cancelled':
      return { kind: 'over' };
  }
}

function mountPaths({ volume, dataVolumes }: NotebookDetails): readonly string[] {
  return [volume, ...dataVolumes].flatMap((each) => each?.mountPath ?? []);
}

function warnings({ tags }: SaveSession, { request }: SaveDraft): readonly string[] {
  return tags.peek(request).kind === 'unknown' ? [tagNotKnown()] : [];
}
