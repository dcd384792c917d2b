import * as vscode from 'vscode';
import type * as OnDemand from '../../onDemand';
import { type Disposable, disposeAll } from '../../util/disposable';
import { lazy } from '../../util/lazy';
import { COMMANDS, VIEWS } from '../ids';
import type { ImageNode } from './imageNode';
import type { ImageActions, OpenImages, OpenImagesOptions } from './openImages';

export interface ImagesOptions extends Omit<OpenImagesOptions, 'view' | 'redraw'> {
  readonly onDemand: () => Promise<typeof OnDemand>;
}

export interface Images extends Disposable {
  readonly actions: ImageActions;
  /** Reads anew what somebody sees, or has seen before. */
  readonly refresh: () => Promise<void>;
}

/** The view of images. What is behind it is loaded when somebody first looks at it, or asks for something. */
export function showImages(options: ImagesOptions): Images {
  const redrawn = new vscode.EventEmitter<undefined>();
  const view = vscode.window.createTreeView<ImageNode>(VIEWS.images, {
    showCollapseAll: true,
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
    const { openImages } = await options.onDemand();
    images = openImages({ ...options, view, redraw: () => redrawn.fire(undefined) });
    return images;
  });
  const run = (id: keyof ImageActions) => async (argument: unknown) => (await open()).actions[id](argument);
  const parts = disposeAll([redrawn, view, { dispose: () => images?.dispose() }]);
  return {
    actions: {
      [COMMANDS.filterImages]: run(COMMANDS.filterImages),
      [COMMANDS.clearImageFilter]: run(COMMANDS.clearImageFilter),
      [COMMANDS.revealImage]: run(COMMANDS.revealImage),
      [COMMANDS.viewImageDetails]: run(COMMANDS.viewImageDetails),
      [COMMANDS.copyImageReference]: run(COMMANDS.copyImageReference),
      [COMMANDS.copyAs]: run(COMMANDS.copyAs),
      [COMMANDS.deleteImage]: run(COMMANDS.deleteImage),
      [COMMANDS.openImageConsole]: run(COMMANDS.openImageConsole),
    },
    refresh: async () => {
      if (images || view.visible) await (await open()).refresh();
    },
    dispose: () => parts.dispose(),
  };
}
