import type { Tree } from './projectTree.mjs';

/** A violation found by a check. */
export interface Finding {
  /** Path, or `path:line`. */
  readonly where: string;
  readonly what: string;
}

/** Reads a tree of files and returns its violations. */
export type Check = (tree: Tree) => Iterable<Finding> | Promise<Iterable<Finding>>;

/** The checks of `npm run check`, by name. */
export const checks: {
  readonly 'texts of the manifest': Check;
  readonly 'texts of the code': Check;
  readonly 'visible texts': Check;
  readonly notices: Check;
  readonly lockfile: Check;
  readonly hosts: Check;
  readonly messages: Check;
  readonly suppressions: Check;
  readonly changelog: Check;
};
