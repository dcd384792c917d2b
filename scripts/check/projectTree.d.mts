/** The files a check may look at. */
export interface Tree {
  /** With forward slashes, from the project's folder. */
  readonly paths: readonly string[];
  read(path: string): string;
}

/** What git knows or would take. */
export function projectTree(root: string): Tree;

/** A tree held in memory: path to text. */
export function treeOf(files: Readonly<Record<string, string>>): Tree;
