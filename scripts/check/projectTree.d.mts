/** The files that a check reads. */
export interface Tree {
  /** Relative to the project folder, with forward slashes. */
  readonly paths: readonly string[];
  read(path: string): string;
}

/** Returns the files that git tracks or would add. */
export function projectTree(root: string): Tree;

/** Returns a tree in memory. Keys are paths, values are texts. */
export function treeOf(files: Readonly<Record<string, string>>): Tree;
