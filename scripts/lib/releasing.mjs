/**
 * Returns the reasons why this tag cannot be released. Empty if it can.
 *
 * @returns {string[]}
 */
export function whyNotReleasable(tag, version, changelog) {
  const reasons = [];
  if (!/^\d+\.\d+\.\d+$/.test(version))
    reasons.push(`The version ${version} has a suffix. Use an odd minor version for a pre-release`);
  if (tag !== `v${version}`) reasons.push(`The tag ${tag} is not the version of package.json, v${version}`);
  if (changesOf(version, changelog) === '') reasons.push(`CHANGELOG.md has no section for ${version}`);
  if (/^## \[Unreleased\]\s+(?!## )\S/m.test(changelog)) reasons.push('CHANGELOG.md has changes under Unreleased');
  return reasons;
}

/** Returns the changelog section of a version without its heading. Empty if there is none. */
export function changesOf(version, changelog) {
  const sections = changelog.split(/^## /m).slice(1);
  const section = sections.find((text) => text.startsWith(`[${version}]`));
  return section?.split('\n').slice(1).join('\n').trim() ?? '';
}
