import { execFileSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';

/**
 * The files of the project that git knows or would take, by path with forward slashes. A check reads the project through
 * this alone, so a test can show it a tree with one thing wrong.
 */
export function projectTree(root) {
  const listed = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'], {
    cwd: root,
    encoding: 'utf8',
  });
  const paths = listed.split('\0').filter((file) => file !== '' && fs.existsSync(path.join(root, file)));
  return { paths, read: (file) => fs.readFileSync(path.join(root, file), 'utf8') };
}

/** A tree held in memory: path to text. */
export function treeOf(files) {
  return {
    paths: Object.keys(files),
    read(file) {
      if (!(file in files)) throw new Error(`There is no ${file}`);
      return files[file];
    },
  };
}
