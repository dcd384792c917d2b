import type { Connections } from '../../connections/connections';
import { InvalidArgumentError, isModelArtsError } from '../../model/errors';
import type { Image } from '../../model/image';
import type { SaveTarget } from '../../model/imageRequest';
import type { Save } from '../../save/save';
import { imageOf } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import { readArgument } from '../commandArguments';

/** Dependencies of the copy commands. */
export interface CopyOptions {
  readonly saves: Pick<Saves, 'list' | 'get' | 'readEnded'>;
  readonly connections: Pick<Connections, 'all'>;
  /** Resolves with the project id of a connection. */
  readonly projectOf: (connection: string) => Promise<string>;
  /** Resolves with the image of this id, or one the user picks; undefined if cancelled. */
  readonly findImage: (id: string | undefined) => Promise<Image | undefined>;
}

/** An image's reference and the save that created it; each undefined if unknown. */
export interface CopySubject {
  readonly reference: string | undefined;
  readonly save: Save | undefined;
}

/**
 * Finds the save or image that a command's argument names: a row, a save, or an id of either. Undefined if cancelled.
 *
 * @throws InvalidArgumentError; ModelArtsError when the image cannot be read
 */
export async function copySubject(
  { saves, findImage }: CopyOptions,
  argument: unknown,
): Promise<CopySubject | undefined> {
  const wanted = readArgument(argument, ['image', 'save'], 'notImageOrSave');
  await saves.readEnded();
  const save = wanted && wanted.subject !== 'image' ? saves.get(wanted.id) : undefined;
  if (save) return { reference: save.reference || undefined, save };
  if (wanted?.subject === 'save') throw new InvalidArgumentError('noSuchSave');
  const image = await findImage(wanted?.id);
  if (!image) return undefined;
  return { reference: image.reference, save: saves.list.find(({ state }) => imageOf(state)?.id === image.id) };
}

/** Returns the request of a save. Undefined for another user's save, and when its connection or project is no longer available. */
export async function saveTargetOf(
  { connections, projectOf }: CopyOptions,
  save: Save,
): Promise<SaveTarget | undefined> {
  const connection = connections.all.find(({ name }) => name === save.connection);
  const { request } = save;
  if (!connection || !request) return undefined;
  const { region, endpoints } = connection;
  try {
    const projectId = connection.projectId ?? (await projectOf(connection.name));
    return { endpoint: endpoints.modelarts, region, projectId, notebookId: save.notebook.id, request };
  } catch (error) {
    if (isModelArtsError(error)) return undefined;
    throw error;
  }
}
