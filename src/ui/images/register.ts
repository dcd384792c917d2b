import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../../util/disposable';
import { lazy } from '../../util/promises';
import { byUser } from '../commandArguments';
import { type HandledCommand, withHandlers } from '../commands';
import { IMAGE_COMMANDS, VIEWS } from '../ids';
import { type LoadUi, showError } from '../showError';
import type { ImageNode } from './imageRow';
import type { ImageActions, OpenImages, OpenImagesOptions, openImages } from './openImages';

/** Dependencies of {@link registerImages}. */
export interface ImagesOptions extends Omit<OpenImagesOptions, 'view' | 'redraw'> {
  readonly loadUi: LoadUi<{ readonly openImages: typeof openImages }>;
}

/** The images view. */
export interface Images extends Disposable {
  readonly commands: readonly HandledCommand[];
  readonly actions: () => Promise<ImageActions>;
  /** Returns the selected image rows. */
  readonly selection: () => readonly ImageNode[];
  /** Selects an image in the view. Shows an error message on failure. */
  readonly reveal: (imageId: string) => Promise<void>;
  /** Reloads the list if the view is visible or was loaded before. */
  readonly refresh: () => Promise<void>;
}

/** Registers the images view. Its implementation is loaded when the view first becomes visible or a command runs. */
export function registerImages(options: ImagesOptions): Images {
  const rowsChanged = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<ImageNode>(VIEWS.images, {
    showCollapseAll: true,
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: rowsChanged.event,
      getChildren: async (node) => (await (await open()).rows.getChildren(node))?.map(byUser),
      getTreeItem: async (node) => (await open()).rows.getTreeItem(node),
      getParent: async (node) => (await open()).rows.getParent?.(node),
      resolveTreeItem: async (item, node, token) => (await open()).rows.resolveTreeItem?.(item, node, token),
    },
  });
  let images: OpenImages | undefined;
  const open = lazy(async () => {
    const { openImages } = await options.loadUi();
    images = openImages({ ...options, view, redraw: () => rowsChanged.fire(undefined) });
    return images;
  });
  const actions = async (): Promise<ImageActions> => (await open()).actions;
  const parts = disposeAll([rowsChanged, view, { dispose: () => images?.dispose() }]);
  return {
    commands: withHandlers(IMAGE_COMMANDS, actions),
    actions,
    selection: () => view.selection.filter(({ kind }) => kind === 'image'),
    reveal: async (imageId) => {
      try {
        await (await open()).reveal(imageId);
      } catch (error) {
        void showError(error, options.log, options.loadUi);
      }
    },
    refresh: async () => {
      if (images || view.visible) await (await open()).refresh();
    },
    dispose: () => parts.dispose(),
  };
}
