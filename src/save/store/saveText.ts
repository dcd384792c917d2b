import type { Image } from '../../model/image';
import type { Save, Stopping } from '../save';
import type { Interruption, SaveState } from '../saveState';
import { errorFacts } from './errorFacts';

/** Version of the file format. Increases when the meaning of a field changes. */
export const VERSION = 1;

/** Serializes a save; {@link readSave} defines the format. Contains no secret. */
export function saveText(save: Save): string {
  const { id, connection, notebook, request, reference, requestedAt, followedSince, endedAt, requestId } = save;
  return JSON.stringify({
    version: VERSION,
    id,
    connection,
    notebook: { id: notebook.id, name: notebook.name },
    request,
    reference,
    requestedAt,
    followedSince,
    endedAt,
    requestId,
    state: stateFacts(save.state),
    stopping: stoppingFacts(save.stopping),
  });
}

function stateFacts(state: SaveState): object {
  switch (state.phase) {
    case 'requesting':
    case 'over':
      return { phase: state.phase };
    case 'looking':
      return { ...withError(state), since: state.since, trouble: troubleFacts(state.trouble) };
    case 'savingElsewhere':
      return { phase: state.phase, runsOn: state.runsOn, trouble: troubleFacts(state.trouble) };
    case 'saving':
      return { phase: state.phase, image: imageFacts(state.image), trouble: troubleFacts(state.trouble) };
    case 'saved':
    case 'failed':
    case 'deleted':
      return { phase: state.phase, image: imageFacts(state.image), noticedLate: state.noticedLate };
    case 'unwatched':
      return { phase: state.phase, why: state.why, image: state.image && imageFacts(state.image) };
    case 'refused':
    case 'notSent':
    case 'notSaved':
    case 'outcomeUnknown':
      return withError(state);
  }
}

function withError({ phase, error }: Extract<SaveState, { readonly error: unknown }>): object {
  return { phase, error: errorFacts(error) };
}

function troubleFacts(trouble: Interruption | undefined): object | undefined {
  const error = trouble && errorFacts(trouble.error);
  return trouble && error && { since: trouble.since, error };
}

function stoppingFacts(stopping: Stopping): object {
  return stopping.kind === 'failed' ? { kind: stopping.kind, error: errorFacts(stopping.error) } : stopping;
}

const IMAGE_FIELDS = [
  'id',
  'name',
  'namespace',
  'tag',
  'status',
  'statusMessage',
  'reference',
  'sizeBytes',
  'createdAt',
  'updatedAt',
  'arch',
  'origin',
  'description',
  'workspaceId',
  'devServices',
  'resourceCategories',
  'supportedCategories',
  'serviceType',
  'type',
  'visibility',
  'flavorType',
] as const satisfies readonly (keyof Image)[];

/** Copies field by field, so that fields added to Image are not persisted by accident. */
function imageFacts(image: Image): object {
  return Object.fromEntries(IMAGE_FIELDS.map((field) => [field, image[field]]));
}
