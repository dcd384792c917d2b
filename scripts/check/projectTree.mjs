import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * Returns the files of the project that git tracks or would add, as paths with forward slashes. Checks read the project only
 * through this tree, so that tests can pass one with a single violation.
 */
export function projectTree(root) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const paths = listed.split('\0').filter((file) => file !== '' && fs.existsSync(path.join(root, file)));
  return { paths, read: (file) => fs.readFileSync(path.join(root, file), 'utf8') };
}

/** Returns a tree in memory. Keys are paths, values are texts. */
export function treeOf(files) {
  return {
    paths: Object.keys(files),
    read(file) {
      if (!(file in files)) throw new Error(`There is no ${file}`);
      return files[file];
    },
  };
}
