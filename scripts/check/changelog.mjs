import { manifestOf } from './source.mjs';

const CHANGELOG = 'CHANGELOG.md';

/** The first entry is what is being made (Unreleased) or what the manifest says is out. Source: keepachangelog.com. */
export function* checkChangelog(tree) {
  const top = /^## \[?([^\]\s]+)\]?/m.exec(tree.read(CHANGELOG))?.[1];
  const { version } = manifestOf(tree);
  if (top !== 'Unreleased' && top !== version) {
    yield { where: CHANGELOG, what: `the first entry is ${top ?? 'missing'}; it should be Unreleased or ${version}` };
  }
}
