import { isModelArtsError } from '../../../model/errors';
import type { AcceptedSave } from '../../../save/saves';
import type { SaveSession } from './saveSession';
import type { SaveConfirmation, SaveDraft } from './saveStage';

/**
 * Sends the request once and stores the answers when the service has accepted it.
 *
 * @throws errors of Saves.start and Saves.accepted
 */
export async function submitSave(
  {
    saves,
    connection,
    remembered,
    args,
    clock,
  }: Pick<SaveSession, 'saves' | 'connection' | 'remembered' | 'args' | 'clock'>,
  { notebook, request }: SaveDraft,
  { stopAfterwards }: Pick<SaveConfirmation, 'stopAfterwards'>,
): Promise<AcceptedSave> {
  const { registry } = connection.endpoints;
  const save = saves.start({ connection: connection.name, registry, notebook, request, stopAfterwards });
  const accepted = await saves.accepted(save.id);
  await remembered.remember(connection.name, notebook.id, request, clock.now(), args.confirm);
  return accepted;
}

/** True for a failure that is announced when the save ends, with an action to check it. Its caller does not show it. */
export function isAnnounced(error: unknown): boolean {
  return isModelArtsError(error) && error.kind === 'outcomeUnknown';
}
