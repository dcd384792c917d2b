import type { Image } from './image';

/** Images of one organization and name: what SWR calls a repository. */
export interface ImageRepository {
  /** Undefined where the service told none. */
  readonly namespace: string | undefined;
  readonly name: string | undefined;
  /** Newest first. */
  readonly images: readonly Image[];
}

/** Repositories of one SWR organization. */
export interface ImageOrganization {
  readonly namespace: string | undefined;
  /** Those with the newest image first. */
  readonly repositories: readonly ImageRepository[];
}

/** Images by organization and name. Organizations stand by name; within them, what is newest comes first. */
export function groupImages(images: readonly Image[]): readonly ImageOrganization[] {
  const newestFirst = images.toSorted((a, b) => bornAt(b) - bornAt(a));
  const organizations = groupBy(newestFirst, ({ namespace }) => namespace).map(([namespace, own]) => ({
    namespace,
    repositories: groupBy(own, ({ name }) => name).map(([name, group]) => ({ namespace, name, images: group })),
  }));
  return organizations.toSorted((a, b) => order(a.namespace, b.namespace));
}

/** The groups in the order of their first member. */
function groupBy<T, Key>(all: readonly T[], keyOf: (each: T) => Key): readonly (readonly [Key, readonly T[]])[] {
  const groups = new Map<Key, T[]>();
  for (const each of all) {
    const group = groups.get(keyOf(each));
    if (group) group.push(each);
    else groups.set(keyOf(each), [each]);
  }
  return [...groups];
}

function bornAt({ createdAt, updatedAt }: Image): number {
  return createdAt ?? updatedAt ?? 0;
}

/** By letters; what has no name comes last. No two are the same. */
function order(a: string | undefined, b: string | undefined): number {
  return b === undefined || (a !== undefined && a < b) ? -1 : 1;
}
