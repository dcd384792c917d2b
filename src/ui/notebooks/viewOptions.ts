import type { Notebook } from '../../model/notebook';
import type { Disposable } from '../../util/disposable';
import { Emitter, type Event } from '../../util/event';
import { oneLine } from '../../util/text';
import type { ValueStore } from '../saves/flow/rememberedAnswers';

/** Values to group notebooks by, as stored. */
export const GROUPINGS = ['none', 'status', 'owner', 'flavor', 'pool', 'workspace'] as const;
/** Sort orders, as stored. */
export const SORTINGS = ['created', 'name', 'status', 'lease'] as const;
/** A value to group notebooks by. */
export type Grouping = (typeof GROUPINGS)[number];
/** A sort order of notebooks. */
export type Sorting = (typeof SORTINGS)[number];

/** Filter, grouping and sort order of the notebooks view. */
export interface ViewOptions {
  readonly running: boolean;
  /** Lists only the account's own notebooks, even if all users' are listed by default. */
  readonly mine: boolean;
  /** Keywords that must all occur in a notebook's texts; empty matches all. */
  readonly text: string;
  readonly group: Grouping;
  readonly sort: Sorting;
}

/** The view options of a workspace that has stored none. */
export const DEFAULT_VIEW_OPTIONS: ViewOptions = {
  running: false,
  mine: false,
  text: '',
  group: 'none',
  sort: 'status',
};

/** A group of notebooks. Without grouping, one group has all notebooks. */
export interface NotebookGroup {
  /** The shared value as the service reports it; empty if it reports none. */
  readonly key: string;
  readonly notebooks: readonly Notebook[];
}

/** The groups in display order. */
export type Layout = readonly NotebookGroup[];

/**
 * Filters, groups and sorts notebooks. The sort is stable.
 *
 * @param isComplete false while more pages are to come: rows and groups are then appended so that none moves
 * @param nameOf returns the display name of a group key, if it has one
 */
export function layoutOf(
  notebooks: Iterable<Notebook>,
  viewOptions: ViewOptions,
  isComplete = true,
  nameOf: (key: string) => string | undefined = () => undefined,
): Layout {
  const matching = Array.from(notebooks).filter(filterOf(viewOptions));
  if (isComplete) matching.sort(COMPARE[viewOptions.sort]);
  if (viewOptions.group === 'none') return [{ key: '', notebooks: matching }];
  const keyOf = KEYS[viewOptions.group];
  const byKey = Map.groupBy(matching, (notebook) => keyOf(notebook) ?? '');
  const groups = Array.from(byKey, ([key, group]) => ({ key, notebooks: group }));
  if (!isComplete) return groups;
  return groups.sort((one, other) => compareGroups(one.key, other.key, nameOf));
}

/** True if the options hide notebooks. */
export function isFiltered({ running, text }: ViewOptions): boolean {
  return running || oneLine(text) !== '';
}

/** True if both layouts have the same notebooks in the same places, whatever their data. */
export function haveSamePlaces(one: Layout, other: Layout): boolean {
  return (
    one.length === other.length &&
    one.every(({ key, notebooks }, index) => {
      const same = other[index];
      return (
        same?.key === key &&
        same.notebooks.length === notebooks.length &&
        notebooks.every(({ id }, place) => id === same.notebooks[place]?.id)
      );
    })
  );
}

function filterOf({ running, text }: ViewOptions): (notebook: Notebook) => boolean {
  const words = oneLine(text).toLocaleLowerCase().split(' ').filter(Boolean);
  return (notebook) => {
    if (running && !RUNNING_STATUSES.has(notebook.status)) return false;
    if (words.length === 0) return true;
    const { name, id, ownerName, flavor, imageName, poolName } = notebook;
    const texts = [name, id, ownerName, flavor, imageName, poolName].join('\n').toLocaleLowerCase();
    return words.every((word) => texts.includes(word));
  };
}

/** A notebook is running while it is being saved. */
const RUNNING_STATUSES: ReadonlySet<string> = new Set(['RUNNING', 'SNAPSHOTTING']);

const KEYS: Readonly<Record<Exclude<Grouping, 'none'>, (notebook: Notebook) => string | undefined>> = {
  status: ({ status }) => status,
  owner: ({ ownerName, ownerId }) => ownerName ?? ownerId,
  flavor: ({ flavor }) => flavor,
  pool: ({ poolName }) => poolName,
  workspace: ({ workspaceId }) => workspaceId,
};

/** Created on first use: creating a collator takes as long as loading this file. */
let collator: Intl.Collator | undefined;

/** Natural order: `run 9` before `run 10`. */
function compareTexts(one: string, other: string): number {
  collator ??= new Intl.Collator(undefined, { numeric: true, sensitivity: 'base' });
  return collator.compare(one, other);
}

const COMPARE: Readonly<Record<Sorting, (one: Notebook, other: Notebook) => number>> = {
  created: compareAges,
  name: (one, other) => compareTexts(one.name, other.name),
  status: (one, other) => rank(one.status) - rank(other.status) || compareAges(one, other),
  lease: (one, other) => leaseEnd(one) - leaseEnd(other),
};

/** Newest first. */
function compareAges(one: Notebook, other: Notebook): number {
  return (other.createdAt ?? 0) - (one.createdAt ?? 0);
}

/**
 * Usable notebooks come first, then those that will be soon. SNAPSHOTTING shares a rank with RUNNING, and STOPPING with
 * STOPPED, so that a save or the end of a stop moves no row.
 */
const RANKS: readonly (readonly string[])[] = [
  ['RUNNING', 'SNAPSHOTTING'],
  ['STARTING', 'CREATING', 'INIT'],
  ['STOPPING', 'STOPPED'],
];

function rank(status: string): number {
  const index = RANKS.findIndex((statuses) => statuses.includes(status));
  return index < 0 ? RANKS.length : index;
}

/** Returns when the lease ends. A stopped notebook's lease is outdated, so it sorts last. */
function leaseEnd({ status, leaseEndsAt }: Notebook): number {
  return RUNNING_STATUSES.has(status) && leaseEndsAt !== undefined ? leaseEndsAt : Number.MAX_SAFE_INTEGER;
}

function compareGroups(one: string, other: string, nameOf: (key: string) => string | undefined): number {
  if (one === '' || other === '') return one === '' ? 1 : -1;
  return rank(one) - rank(other) || compareTexts(nameOf(one) ?? one, nameOf(other) ?? other);
}

const KEY = 'notebooks.arrangement';

/** The view options of this workspace, stored in its memento. */
export class StoredViewOptions implements Disposable {
  readonly #changed = new Emitter<ViewOptions>();
  #current: ViewOptions;

  /** Fires with the previous options. */
  readonly onDidChange: Event<ViewOptions> = this.#changed.event;

  constructor(private readonly memento: ValueStore) {
    this.#current = readViewOptions(memento.get(KEY));
  }

  get current(): ViewOptions {
    return this.#current;
  }

  change(changes: Partial<ViewOptions>): void {
    const before = this.#current;
    this.#current = { ...before, ...changes };
    void this.memento.update(KEY, this.#current);
    this.#changed.fire(before);
  }

  dispose(): void {
    this.#changed.dispose();
  }
}

/**
 * Parses stored options. Another version may have written them, so invalid fields fall back to {@link
 * DEFAULT_VIEW_OPTIONS}.
 */
function readViewOptions(value: unknown): ViewOptions {
  const fields = new Map<string, unknown>(Object.entries(typeof value === 'object' && value !== null ? value : {}));
  const text = fields.get('text');
  return {
    running: fields.get('running') === true,
    mine: fields.get('mine') === true,
    text: typeof text === 'string' ? text : DEFAULT_VIEW_OPTIONS.text,
    group: GROUPINGS.find((each) => each === fields.get('group')) ?? DEFAULT_VIEW_OPTIONS.group,
    sort: SORTINGS.find((each) => each === fields.get('sort')) ?? DEFAULT_VIEW_OPTIONS.sort,
  };
}
