import type { Tree } from './projectTree.mjs';

export interface Finding {
  /** Path, or `path:line`. */
  readonly where: string;
  readonly what: string;
}

export type Check = (tree: Tree) => Iterable<Finding> | Promise<Iterable<Finding>>;

export const checks: {
  readonly 'manifest and code': Check;
  readonly 'texts of the manifest': Check;
  readonly 'texts of the code': Check;
  readonly 'visible texts': Check;
  readonly lockfile: Check;
  readonly hosts: Check;
  readonly messages: Check;
  readonly suppressions: Check;
  readonly changelog: Check;
};
