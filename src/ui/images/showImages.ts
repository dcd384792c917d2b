import * as vscode from 'vscode';
import { type Disposable, disposeAll } from '../../util/disposable';
import { lazy } from '../../util/lazy';
import { COMMANDS, VIEWS } from '../ids';
import { type LoadUi, showError } from '../showError';
import type { ImageNode } from './imageNode';
import type { ImageActions, OpenImages, OpenImagesOptions, openImages } from './openImages';

export interface ImagesOptions extends Omit<OpenImagesOptions, 'view' | 'redraw'> {
  readonly loadUi: LoadUi<{ readonly openImages: typeof openImages }>;
}

export interface Images extends Disposable {
  readonly actions: ImageActions;
  /** Rows of images that are selected. */
  readonly selection: () => readonly ImageNode[];
  /** Selects an image in the view; a failure is shown. */
  readonly reveal: (imageId: string) => Promise<void>;
  /** Reads anew what somebody sees, or has seen before. */
  readonly refresh: () => Promise<void>;
}

/** The view of images. What is behind it is loaded when somebody first looks at it, or asks for something. */
export function showImages(options: ImagesOptions): Images {
  const redrawn = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<ImageNode>(VIEWS.images, {
    showCollapseAll: true,
    canSelectMany: true,
    treeDataProvider: {
      onDidChangeTreeData: redrawn.event,
      getChildren: async (node) => (await open()).rows.getChildren(node),
      getTreeItem: async (node) => (await open()).rows.getTreeItem(node),
      getParent: async (node) => (await open()).rows.getParent?.(node),
      resolveTreeItem: async (item, node, token) => (await open()).rows.resolveTreeItem?.(item, node, token),
    },
  });
  let images: OpenImages | undefined;
  const open = lazy(async () => {
    const { openImages } = await options.loadUi();
    images = openImages({ ...options, view, redraw: () => redrawn.fire(undefined) });
    return images;
  });
  const run = (id: keyof ImageActions) => async (argument: unknown, selected?: unknown) =>
    (await open()).actions[id](argument, selected);
  const parts = disposeAll([redrawn, view, { dispose: () => images?.dispose() }]);
  return {
    actions: {
      [COMMANDS.filterImages]: run(COMMANDS.filterImages),
      [COMMANDS.clearImageFilter]: run(COMMANDS.clearImageFilter),
      [COMMANDS.viewDetails]: run(COMMANDS.viewDetails),
      [COMMANDS.copyImageReference]: run(COMMANDS.copyImageReference),
      [COMMANDS.copyAs]: run(COMMANDS.copyAs),
      [COMMANDS.deleteImage]: run(COMMANDS.deleteImage),
      [COMMANDS.openImageConsole]: run(COMMANDS.openImageConsole),
    },
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
