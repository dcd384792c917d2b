import type { Image } from './image';

/** Images with the same organization and name, which SWR calls a repository. */
export interface ImageRepository {
  /** Undefined if the service did not report it. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** Newest first. */
  readonly images: readonly Image[];
}

/** The repositories of one SWR organization. */
export interface ImageOrganization {
  readonly namespace: string | undefined;
  /** Sorted by their newest image, newest first. */
  readonly repositories: readonly ImageRepository[];
}

/** Groups images by organization and name. Organizations are sorted by name; within them, the newest comes first. */
export function groupImages(images: readonly Image[]): readonly ImageOrganization[] {
  const newestFirst = images.toSorted((a, b) => creationTime(b) - creationTime(a));
  const organizations = groupBy(newestFirst, ({ namespace }) => namespace).map(([namespace, members]) => ({
    namespace,
    repositories: groupBy(members, ({ name }) => name).map(([name, group]) => ({ namespace, name, images: group })),
  }));
  return organizations.toSorted((a, b) => compareNames(a.namespace, b.namespace));
}

/** Returns the groups in the order of their first members. */
function groupBy<T, Key>(all: readonly T[], keyOf: (each: T) => Key): readonly (readonly [Key, readonly T[]])[] {
  const groups = new Map<Key, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return [...groups];
}

function creationTime({ createdAt, updatedAt }: Image): number {
  return createdAt ?? updatedAt ?? 0;
}

/** Compares distinct names alphabetically; undefined comes last. */
function compareNames(a: string | undefined, b: string | undefined): number {
  return b === undefined || (a !== undefined && a < b) ? -1 : 1;
}
