import type * as vscode from 'vscode';
import { l10n } from 'vscode';
import type { ModelArtsError } from '../../model/errors';
import { groupImages } from '../../model/groupImages';
import { imageOf } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { errorRow } from '../errorRow';
import { COMMANDS } from '../ids';
import { matchesFilter } from './imageFilter';
import type { ImageList } from './imageList';
import type { ImageNode } from './imageNode';
import { imageRow, organizationRow, repositoryRow } from './imageRow';
import { imageTooltip } from './imageTooltip';

export interface ImageRowsOptions {
  readonly list: ImageList;
  readonly saves: Saves;
  readonly clock: Clock;
  /** What the view says of a list that cannot be read. */
  readonly error: () => ModelArtsError | undefined;
  /** Lets the first reading start as soon as somebody looks. */
  readonly read: () => void;
  readonly isBrowsable: () => boolean;
}

/** The list as rows: organization, name, tag. Built once for each change, and only when somebody looks. */
export class ImageRows implements vscode.TreeDataProvider<ImageNode> {
  #filter = '';
  #drawn: Drawing | undefined;

  constructor(private readonly options: ImageRowsOptions) {}

  /** What the images that are shown have in common; empty = all are. */
  get filter(): string {
    return this.#filter;
  }

  set filter(text: string) {
    this.#filter = text.trim();
    this.forget();
  }

  /** How many images pass the filter. */
  get shown(): number {
    return this.#drawing().images.size;
  }

  /** What the rows are built from has changed. */
  forget(): void {
    this.#drawn = undefined;
  }

  /** The row of an image, for revealing it; undefined when it is not listed, or the filter hides it. */
  rowOf(imageId: string): ImageNode | undefined {
    return this.#drawing().images.get(imageId);
  }

  /** Name of the notebook that an image was saved from, where a save of this window tells. */
  notebookOf(imageId: string): string | undefined {
    return this.#drawing().notebooks.get(imageId);
  }

  getChildren(parent?: ImageNode): ImageNode[] {
    const { list, read, error } = this.options;
    if (parent) return [...(this.#drawing().children.get(parent) ?? [])];
    if (list.state.kind === 'unread') read();
    const { roots } = this.#drawing();
    const fault = error();
    return fault ? [{ kind: 'error', error: fault }, ...roots] : [...roots];
  }

  getParent(node: ImageNode): ImageNode | undefined {
    return this.#drawing().parents.get(node);
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
    item.command = { command: COMMANDS.viewDetails, title: l10n.t('View Details'), arguments: [node] };
    item.tooltip = imageTooltip(node.image, this.notebookOf(node.image.id));
    return item;
  }

  #drawing(): Drawing {
    this.#drawn ??= draw(this.options, this.#filter);
    return this.#drawn;
  }
}

/** The rows of one moment. */
interface Drawing {
  readonly roots: readonly ImageNode[];
  readonly children: ReadonlyMap<ImageNode, readonly ImageNode[]>;
  readonly parents: ReadonlyMap<ImageNode, ImageNode>;
  /** By image id. */
  readonly images: ReadonlyMap<string, ImageNode>;
  /** Names, by image id. */
  readonly notebooks: ReadonlyMap<string, string>;
}

function draw({ list, saves }: ImageRowsOptions, filter: string): Drawing {
  const children = new Map<ImageNode, readonly ImageNode[]>();
  const parents = new Map<ImageNode, ImageNode>();
  const images = new Map<string, ImageNode>();
  const notebooks = savedFrom(saves);
  const adopt = (parent: ImageNode, all: readonly ImageNode[]): void => {
    children.set(parent, all);
    for (const child of all) parents.set(child, parent);
  };
  const matching = list.state.images.filter((image) => matchesFilter(image, notebooks.get(image.id), filter));
  const roots = groupImages(matching).map((organization): ImageNode => {
    const root: ImageNode = { kind: 'organization', organization };
    const repositories = organization.repositories.map((repository): ImageNode => {
      const row: ImageNode = { kind: 'repository', repository };
      const tags = repository.images.map((image) => ({ kind: 'image', image }) as const);
      for (const tag of tags) images.set(tag.image.id, tag);
      adopt(row, tags);
      return row;
    });
    adopt(root, repositories);
    return root;
  });
  return { roots, children, parents, images, notebooks };
}

function savedFrom({ list }: Saves): ReadonlyMap<string, string> {
  return new Map(
    list.flatMap(({ state, notebook }) => {
      const image = imageOf(state);
      return image ? [[image.id, notebook.name] as const] : [];
    }),
  );
}
