import type { Connections } from '../../connections/connections';
import { InvalidArgumentError, isModelArtsError } from '../../model/errors';
import type { Image } from '../../model/image';
import type { SaveTarget } from '../../model/saveTarget';
import type { Save } from '../../save/save';
import { imageOf } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import { readArgument } from '../commandArgument';

export interface CopyOptions {
  readonly saves: Pick<Saves, 'list' | 'get' | 'readEnded'>;
  readonly connections: Pick<Connections, 'all'>;
  /** Finds the project of a connection. */
  readonly projectOf: (connection: string) => Promise<string>;
  /** Finds the image of this id, or asks for one; undefined when the person backs out. */
  readonly findImage: (id: string | undefined) => Promise<Image | undefined>;
}

/** What is to be copied: an image's address, and the save it came of, where that is known here. */
export interface CopySubject {
  readonly reference: string | undefined;
  readonly save: Save | undefined;
}

/**
 * The save or the image that a command is meant for, by a row, a save, or an id of either. Undefined when the person backs out.
 *
 * @throws InvalidArgumentError; an error of the family when the service gives no image of that id
 */
export async function copySubject(
  { saves, findImage }: CopyOptions,
  argument: unknown,
): Promise<CopySubject | undefined> {
  const named = readArgument(argument, ['image', 'save'], 'notImageOrSave');
  await saves.readEnded();
  const save = named && named.subject !== 'image' ? saves.get(named.id) : undefined;
  if (save) return { reference: save.reference || undefined, save };
  if (named?.subject === 'save') throw new InvalidArgumentError('noSuchSave');
  const image = await findImage(named?.id);
  if (!image) return undefined;
  return { reference: image.reference, save: saves.list.find(({ state }) => imageOf(state)?.id === image.id) };
}

/**
 * What the save asked for; undefined where somebody else asked, and where its connection, or the project of that, is not to be
 * had any more.
 */
export async function targetOf({ connections, projectOf }: CopyOptions, save: Save): Promise<SaveTarget | undefined> {
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
