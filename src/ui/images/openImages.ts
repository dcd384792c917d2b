import * as vscode from 'vscode';
import type { ModelArtsClient } from '../../api/modelArtsClient';
import type { Connections } from '../../connections/connections';
import { isGone } from '../../model/errorCodes';
import type { Image } from '../../model/image';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { readArgument } from '../commandArguments';
import type { Handlers } from '../commands';
import { copyAsCommand, copyImageReferenceCommand } from '../copy/copyCommands';
import { FactDocuments } from '../factDocuments';
import { type IMAGE_COMMANDS, type ROW_COMMANDS, SCHEMES } from '../ids';
import type { KnownNotebooks } from '../notebooks/notebookLists';
import type { ValueStore } from '../saves/flow/rememberedAnswers';
import { askText } from '../wizard/quickInput';
import { deleteImageCommand } from './deleteImageCommand';
import { deletedImageDocument, imageDocument } from './imageFacts';
import { ImageList } from './imageList';
import type { ImageNode } from './imageRow';
import { ImagesView } from './imagesView';
import { imageArgument } from './pickImage';

/** Dependencies of {@link openImages}. */
export interface OpenImagesOptions {
  readonly connections: Connections;
  readonly clientFor: (connection: string) => Promise<ModelArtsClient>;
  /** The workspace memento. */
  readonly memento: ValueStore;
  /** The notebooks view. It shows connection errors, which the images view does not repeat. */
  readonly notebooks: Pick<KnownNotebooks, 'failureOf' | 'onDidChange'>;
  readonly projectOf: (connection: string) => Promise<string>;
  readonly saves: Saves;
  readonly clock: Clock;
  readonly log: Logger;
  readonly view: vscode.TreeView<ImageNode>;
  /** Makes VS Code refresh all rows. */
  readonly redraw: () => void;
}

/** The handlers of the image commands and of the images view. */
export type ImageActions = Handlers<typeof IMAGE_COMMANDS> & Handlers<typeof ROW_COMMANDS>;

/** The loaded part of the images view. */
export interface OpenImages extends Disposable {
  readonly rows: vscode.TreeDataProvider<ImageNode>;
  readonly actions: ImageActions;
  readonly reveal: (imageId: string) => Promise<void>;
  /** Reloads the list and shows progress in the view. */
  readonly refresh: () => Promise<void>;
}

/** Creates the list behind the images view, its documents and its commands. */
export function openImages(options: OpenImagesOptions): OpenImages {
  const { connections, saves, projectOf } = options;
  const list = new ImageList(options);
  const view = new ImagesView({ ...options, list });
  /** The last loaded image by document address. */
  const lastKnown = new Map<string, Image>();
  /** IDs of images missing from the loaded list, whose documents were refreshed once since. */
  const unlisted = new Set<string>();
  const needsRefresh = (id: string): boolean => {
    if (list.find(id)) {
      unlisted.delete(id);
      return true;
    }
    if (list.state.kind !== 'read' || unlisted.has(id)) return false;
    unlisted.add(id);
    return true;
  };
  const documents = new FactDocuments({
    scheme: SCHEMES.image,
    textOf: async (address) => {
      const { connection, id } = imageAddress(address);
      const notebook = view.rows.notebookOf(id);
      try {
        const image = await list.lookUp(connection, id);
        lastKnown.set(address, image);
        return imageDocument(image, notebook);
      } catch (error) {
        if (!isGone(error)) throw error;
        return deletedImageDocument(lastKnown.get(address), notebook);
      }
    },
    isKnown: (address) => {
      const { connection, id } = imageAddress(address);
      return connection === connections.current?.name && needsRefresh(id);
    },
  });
  const parts = disposeAll([list, view, documents, list.onDidChange(() => documents.refresh())]);
  const copying = {
    saves,
    connections,
    projectOf,
    findImage: (id: string | undefined) =>
      imageArgument(id, list, {
        title: vscode.l10n.t('Copy Image: Image'),
        fits: ({ reference }) => reference !== undefined,
      }),
  };
  return {
    rows: view.rows,
    actions: {
      filterImages: async () => {
        view.filter = (await askFilter(view.filter)) ?? view.filter;
      },
      clearImageFilter: () => {
        view.filter = '';
      },
      viewDetails: async (argument) => {
        // Another connection may be in use when the user picks.
        const connection = connections.get(undefined).name;
        const title = vscode.l10n.t('View Details');
        const image = await imageArgument(argument, list, { title, fits: () => true });
        if (!image) return;
        const address = new URLSearchParams({ connection, id: image.id }).toString();
        await documents.show(address, `${image.name ?? ''}:${image.tag ?? ''}`);
      },
      copyImageReference: (argument, selected) => copyImageReferenceCommand(copying, argument, selected),
      copyAs: (argument) => copyAsCommand(copying, argument),
      deleteImage: (argument, selected) =>
        deleteImageCommand({ connections, list, log: options.log }, argument, selected),
      openImageConsole: async (argument) => {
        readArgument(argument, ['image'], 'notImage');
        if (view.consoleUrl) await vscode.env.openExternal(vscode.Uri.parse(view.consoleUrl));
      },
    },
    reveal: (imageId) => view.reveal(imageId),
    refresh: () => view.refresh(),
    dispose: () => parts.dispose(),
  };
}

/** Parses the address of a document into connection and image ID. */
function imageAddress(address: string): { readonly connection: string; readonly id: string } {
  const query = new URLSearchParams(address);
  return { connection: query.get('connection') ?? '', id: query.get('id') ?? '' };
}

/** Asks for the filter. Undefined if canceled; an empty text clears the filter. */
function askFilter(value: string): Promise<string | undefined> {
  return askText({
    title: vscode.l10n.t('Filter Images'),
    prompt: vscode.l10n.t('Filter by organization, name, tag, description, status, or notebook.'),
    placeHolder: vscode.l10n.t('Leave empty to show all images'),
    value,
  });
}
