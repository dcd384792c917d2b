import { oneLine } from '../util/text';
import type { Save } from './save';
import type { SaveState } from './saveState';

/** A log line: which save of which notebook, and where it stands. */
export function describeSave({ id, notebook, reference, state }: Save): string {
  return oneLine(`Save ${id} of notebook ${notebook.name} (${notebook.id}) as ${reference}: ${describeState(state)}`);
}

function describeState(state: SaveState): string {
  switch (state.phase) {
    case 'requesting':
      return state.phase;
    case 'saving':
      return state.trouble
        ? `saving, not seen since ${new Date(state.trouble.since).toISOString()}: ${state.trouble.error.message}`
        : `saving, ${describeImage(state)}`;
    case 'saved':
    case 'failed':
    case 'deleted':
      return `${state.phase}, ${describeImage(state)}`;
    case 'unwatched':
      return `not followed any more (${state.why}), last seen: ${describeImage(state)}`;
    case 'refused':
      return `refused, ${state.error.message} ${state.error.serviceMessage} (request ${state.error.requestId ?? 'without id'})`;
    case 'notSent':
    case 'outcomeUnknown':
      return `${state.phase}, ${state.error.message}`;
  }
}

function describeImage({ image }: Extract<SaveState, { readonly image: unknown }>): string {
  return `image ${image.id} ${image.status} ${image.statusMessage ?? ''}`.trimEnd();
}
