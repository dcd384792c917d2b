const LOCK = /(?:^|\/)package-lock\.json$/;
const REGISTRY = 'https://registry.npmjs.org/';

const INTEGRITY = /^sha512-[A-Za-z0-9+/]{86}==$/;

/** Checks that every locked package comes from npm's own registry, not from a mirror, and has the hash that npm verifies. */
export function* checkLockfile(tree) {
  for (const file of tree.paths.filter((name) => LOCK.test(name))) {
    for (const [name, { resolved, integrity, link }] of Object.entries(JSON.parse(tree.read(file)).packages)) {
      if (resolved && !resolved.startsWith(REGISTRY)) yield { where: file, what: `${name} comes from ${resolved}` };
      if (name !== '' && !link && !INTEGRITY.test(integrity ?? '')) {
        yield { where: file, what: `${name} has no integrity: take it from \`npm view NAME@VERSION dist.integrity\`` };
      }
    }
  }
}
