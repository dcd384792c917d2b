const LOCK = 'package-lock.json';
const REGISTRY = 'https://registry.npmjs.org/';

/** Whoever installs must fetch from npm's own registry, not from the mirror of whoever wrote the file. */
export function* checkLockfile(tree) {
  for (const [name, { resolved }] of Object.entries(JSON.parse(tree.read(LOCK)).packages)) {
    if (resolved && !resolved.startsWith(REGISTRY)) yield { where: LOCK, what: `${name} comes from ${resolved}` };
  }
}
