const LOCK = /(?:^|\/)package-lock\.json$/;
const REGISTRY = 'https://registry.npmjs.org/';

/** Whoever installs must fetch from npm's own registry, not from the mirror of whoever wrote the file. */
export function* checkLockfile(tree) {
  for (const file of tree.paths.filter((name) => LOCK.test(name))) {
    for (const [name, { resolved }] of Object.entries(JSON.parse(tree.read(file)).packages)) {
      if (resolved && !resolved.startsWith(REGISTRY)) yield { where: file, what: `${name} comes from ${resolved}` };
    }
  }
}
