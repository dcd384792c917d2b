import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ModelArtsError } from '../../model/errors';
import { groupImages, type Image } from '../../model/image';
import { imageOf } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { commandId } from '../ids';
import { imageStatusLabel } from '../text/labels';
import { errorRow } from '../treeRow';
import type { ImageList } from './imageList';
import { type ImageNode, imageNodeKey, imageRow, imageTooltip, organizationRow, repositoryRow } from './imageRow';
import type { RedrawQueue } from './redrawQueue';

/** Dependencies of {@link ImageRows}. */
export interface ImageRowsOptions {
  readonly list: ImageList;
  readonly saves: Saves;
  readonly clock: Clock;
  /** Returns the error to show as a row; undefined if there is none. */
  readonly error: () => ModelArtsError | undefined;
  /** Starts the first load. */
  readonly read: () => void;
  readonly redraws: Pick<RedrawQueue, 'rowsRequested'>;
  readonly isBrowsable: () => boolean;
}

/** Provides the rows of the tree: organization, repository, tag. Rebuilt on demand after a change. */
export class ImageRows implements vscode.TreeDataProvider<ImageNode> {
  #filter = '';
  #cached: RowTree | undefined;

  constructor(private readonly options: ImageRowsOptions) {}

  /** Keywords that shown images contain; empty shows all. */
  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text.trim();
    this.invalidate();
  }

  /** The number of images that match the filter. */
  get shown(): number {
    return this.#rowTree().images.size;
  }

  /** Discards the rows after their data changed. */
  invalidate(): void {
    this.#cached = undefined;
  }

  /** Returns the row of an image; undefined if it is filtered out or not listed. */
  rowOf(imageId: string): ImageNode | undefined {
    return this.#rowTree().images.get(imageId);
  }

  /** Returns the name of the notebook that an image was saved from, if a save in this window knows it. */
  notebookOf(imageId: string): string | undefined {
    return this.#rowTree().notebooks.get(imageId);
  }

  getChildren(parent?: ImageNode): ImageNode[] {
    const { list, read, error, redraws } = this.options;
    redraws.rowsRequested();
    if (parent) return [...(this.#rowTree().children.get(imageNodeKey(parent)) ?? [])];
    if (list.state.kind === 'unread') read();
    const { roots } = this.#rowTree();
    const listError = error();
    return listError ? [{ kind: 'error', error: listError }, ...roots] : [...roots];
  }

  getParent(node: ImageNode): ImageNode | undefined {
    return this.#rowTree().parents.get(imageNodeKey(node));
  }

  getTreeItem(node: ImageNode): vscode.TreeItem {
    const { list, clock, isBrowsable } = this.options;
    const filtered = this.#filter !== '';
    switch (node.kind) {
      case 'organization':
        return organizationRow(node.organization, filtered);
      case 'repository':
        return repositoryRow(node.repository, filtered);
      case 'image': {
        const { id } = node.image;
        const [deleting, notebook] = [list.isDeleting(id), this.notebookOf(id)];
        return imageRow(node.image, { deleting, notebook, browsable: isBrowsable(), now: clock.now() });
      }
      case 'error':
        return errorRow(node);
    }
  }

  resolveTreeItem(item: vscode.TreeItem, node: ImageNode): vscode.TreeItem {
    if (node.kind !== 'image') return item;
    item.command = { command: commandId('viewDetails'), title: l10n.t('View Details'), arguments: [node] };
    item.tooltip = imageTooltip(node.image, this.notebookOf(node.image.id));
    return item;
  }

  #rowTree(): RowTree {
    this.#cached ??= buildRowTree(this.options, this.#filter);
    return this.#cached;
  }
}

/** The rows built from one state of the list. */
interface RowTree {
  readonly roots: readonly ImageNode[];
  /** Rows below a row, by its key. VS Code may still ask for those below an earlier row with the same key. */
  readonly children: ReadonlyMap<string, readonly ImageNode[]>;
  /** The row above a row, by its key. */
  readonly parents: ReadonlyMap<string, ImageNode>;
  /** Rows by image ID. */
  readonly images: ReadonlyMap<string, ImageNode>;
  /** Notebook names by image ID. */
  readonly notebooks: ReadonlyMap<string, string>;
}

function buildRowTree({ list, saves }: ImageRowsOptions, filter: string): RowTree {
  const children = new Map<string, readonly ImageNode[]>();
  const parents = new Map<string, ImageNode>();
  const images = new Map<string, ImageNode>();
  const notebooks = notebookNames(saves);
  const setChildren = (parent: ImageNode, all: readonly ImageNode[]): void => {
    children.set(imageNodeKey(parent), all);
    for (const child of all) parents.set(imageNodeKey(child), parent);
  };
  const matching = list.state.images.filter((image) => matchesFilter(image, notebooks.get(image.id), filter));
  const roots = groupImages(matching).map((organization): ImageNode => {
    const root: ImageNode = { kind: 'organization', organization };
    const repositories = organization.repositories.map((repository): ImageNode => {
      const row: ImageNode = { kind: 'repository', repository };
      const tags = repository.images.map((image) => ({ kind: 'image', image }) as const);
      for (const tag of tags) images.set(tag.image.id, tag);
      setChildren(row, tags);
      return row;
    });
    setChildren(root, repositories);
    return root;
  });
  return { roots, children, parents, images, notebooks };
}

function notebookNames({ list }: Saves): ReadonlyMap<string, string> {
  return new Map(
    list.flatMap(({ state, notebook }) => {
      const image = imageOf(state);
      return image ? [[image.id, notebook.name] as const] : [];
    }),
  );
}

/** True if every keyword of the filter occurs in the image's texts. Ignores case. */
export function matchesFilter(image: Image, notebook: string | undefined, filter: string): boolean {
  if (filter === '') return true;
  const { namespace = '', name = '', tag = '', id, description, status } = image;
  const text = [`${namespace}/${name}:${tag}`, imageStatusLabel(status), status, description, notebook, id]
    .join('\n')
    .toLowerCase();
  return filter
    .toLowerCase()
    .trim()
    .split(/\s+/)
    .every((word) => text.includes(word));
}
