import type { Notebook } from '../../model/notebook';
import { oneLine } from '../../util/text';

export const GROUPINGS = ['none', 'status', 'owner', 'flavor', 'pool', 'workspace'] as const;
export const SORTINGS = ['created', 'name', 'status', 'lease'] as const;
export type Grouping = (typeof GROUPINGS)[number];
export type Sorting = (typeof SORTINGS)[number];

/** How a person wants the notebooks shown. */
export interface ViewOptions {
  readonly running: boolean;
  /** Only the account's own, where everybody's are listed otherwise. */
  readonly mine: boolean;
  /** Words that a notebook's texts must all contain; empty = any. */
  readonly text: string;
  readonly group: Grouping;
  readonly sort: Sorting;
}

export const DEFAULT_VIEW_OPTIONS: ViewOptions = {
  running: false,
  mine: false,
  text: '',
  group: 'none',
  sort: 'status',
};

/** Notebooks that stand together. Without grouping there is one group of all. */
export interface NotebookGroup {
  /** What they have in common, as the service writes it; empty = nothing is told. */
  readonly key: string;
  readonly notebooks: readonly Notebook[];
}

export type Layout = readonly NotebookGroup[];

/**
 * The notebooks that are wanted, grouped and sorted. Equal ones keep the service's order.
 *
 * @param isComplete false while pages are still to come: then rows and groups are appended as they arrive, so that none moves
 * @param nameOf what a group is called, if other than its key
 */
export function arrange(
  notebooks: Iterable<Notebook>,
  viewOptions: ViewOptions,
  isComplete = true,
  nameOf: (key: string) => string | undefined = () => undefined,
): Layout {
  const wanted = Array.from(notebooks).filter(filterOf(viewOptions));
  if (isComplete) wanted.sort(COMPARE[viewOptions.sort]);
  if (viewOptions.group === 'none') return [{ key: '', notebooks: wanted }];
  const keyOf = KEYS[viewOptions.group];
  const byKey = groupBy(wanted, (notebook) => keyOf(notebook) ?? '');
  const groups = Array.from(byKey, ([key, group]) => ({ key, notebooks: group }));
  if (!isComplete) return groups;
  return groups.sort((one, other) => compareGroups(one.key, other.key, nameOf));
}

/** True where something is left out. */
export function isFiltered({ running, text }: ViewOptions): boolean {
  return running || oneLine(text) !== '';
}

/** True where both show the same notebooks at the same places, whatever they say of each. */
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

function groupBy(notebooks: readonly Notebook[], keyOf: (notebook: Notebook) => string): Map<string, Notebook[]> {
  const byKey = new Map<string, Notebook[]>();
  for (const notebook of notebooks) {
    const key = keyOf(notebook);
    const group = byKey.get(key);
    if (group) group.push(notebook);
    else byKey.set(key, [notebook]);
  }
  return byKey;
}

function filterOf({ running, text }: ViewOptions): (notebook: Notebook) => boolean {
  const words = oneLine(text).toLocaleLowerCase().split(' ').filter(Boolean);
  return (notebook) => {
    if (running && !RUNS.has(notebook.status)) return false;
    if (words.length === 0) return true;
    const { name, id, ownerName, flavor, imageName, poolName } = notebook;
    const texts = [name, id, ownerName, flavor, imageName, poolName].join('\n').toLocaleLowerCase();
    return words.every((word) => texts.includes(word));
  };
}

/** What is being saved runs: it is only unavailable for a while. */
const RUNS: ReadonlySet<string> = new Set(['RUNNING', 'SNAPSHOTTING']);

const KEYS: Readonly<Record<Exclude<Grouping, 'none'>, (notebook: Notebook) => string | undefined>> = {
  status: ({ status }) => status,
  owner: ({ ownerName, ownerId }) => ownerName ?? ownerId,
  flavor: ({ flavor }) => flavor,
  pool: ({ poolName }) => poolName,
  workspace: ({ workspaceId }) => workspaceId,
};

/** Made when texts are compared: making one takes as long as loading this whole file. */
let collator: Intl.Collator | undefined;

/** As people sort: `run 9` before `run 10`. */
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

/** What can be worked with comes first, then what soon can. A save moves no row, and neither does the second half of a stop. */
const RANKS: readonly (readonly string[])[] = [
  ['RUNNING', 'SNAPSHOTTING'],
  ['STARTING', 'CREATING', 'INIT'],
  ['STOPPING', 'STOPPED'],
];

function rank(status: string): number {
  const index = RANKS.findIndex((statuses) => statuses.includes(status));
  return index < 0 ? RANKS.length : index;
}

/** The lease of a notebook that does not run is the one it had. */
function leaseEnd({ status, leaseEndsAt }: Notebook): number {
  return RUNS.has(status) && leaseEndsAt !== undefined ? leaseEndsAt : Number.MAX_SAFE_INTEGER;
}

function compareGroups(one: string, other: string, nameOf: (key: string) => string | undefined): number {
  if (one === '' || other === '') return one === '' ? 1 : -1;
  return rank(one) - rank(other) || compareTexts(nameOf(one) ?? one, nameOf(other) ?? other);
}
