/** Returns the reasons why this tag cannot be released. Empty if it can. */
export function whyNotReleasable(tag: string, version: string, changelog: string): readonly string[];

/** Returns the changelog section of a version without its heading. Empty if there is none. */
export function changesOf(version: string, changelog: string): string;
