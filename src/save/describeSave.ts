import { oneLine } from '../util/text';
import type { Save } from './save';
import type { Interruption, SaveState } from './saveState';

/** Returns one log line with the save's id, notebook, image and state. */
export function describeSave({ id, notebook, reference, state }: Save): string {
  const suffix = reference ? ` as ${reference}` : '';
  return oneLine(`Save ${id} of notebook ${notebook.name} (${notebook.id})${suffix}: ${describeState(state)}`);
}

function describeState(state: SaveState): string {
  switch (state.phase) {
    case 'requesting':
      return state.phase;
    case 'looking':
      return `${state.error.message}; searching for the image${describeInterruption(state.trouble)}`;
    case 'savingElsewhere':
      return `saved elsewhere, image not known yet${describeInterruption(state.trouble)}`;
    case 'saving':
      return state.trouble ? `saving${describeInterruption(state.trouble)}` : `saving, ${describeImage(state)}`;
    case 'saved':
    case 'failed':
    case 'deleted':
      return `${state.phase}, ${describeImage(state)}`;
    case 'unwatched':
      return `no longer followed (${state.why}), last seen: ${describeImage(state)}`;
    case 'over':
      return 'save ended elsewhere, image not known';
    case 'refused':
      return `refused, ${state.error.message} ${state.error.serviceMessage} (request ${state.error.requestId ?? 'without id'})`;
    case 'notSent':
    case 'notSaved':
    case 'outcomeUnknown':
      return `${state.phase}, ${state.error.message}`;
  }
}

function describeImage({ image }: Extract<SaveState, { readonly image: unknown }>): string {
  return image ? `image ${image.id} ${image.status} ${image.statusMessage ?? ''}` : 'no image';
}

function describeInterruption(trouble: Interruption | undefined): string {
  return trouble ? `, not seen since ${new Date(trouble.since).toISOString()}: ${trouble.error.message}` : '';
}
