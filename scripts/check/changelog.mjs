import { manifestOf } from './source.mjs';

const CHANGELOG = 'CHANGELOG.md';

/** Checks that the first changelog entry is Unreleased or the version in the manifest. Source: keepachangelog.com. */
export function* checkChangelog(tree) {
  const top = /^## \[?([^\]\s]+)\]?/m.exec(tree.read(CHANGELOG))?.[1];
  const { version } = manifestOf(tree);
  if (top !== 'Unreleased' && top !== version) {
    yield { where: CHANGELOG, what: `the first entry is ${top ?? 'missing'}; it should be Unreleased or ${version}` };
  }
}
