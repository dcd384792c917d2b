/** Why this tag must not be released; empty when it may. */
export function whyNotReleasable(tag: string, version: string, changelog: string): readonly string[];

/** What the changelog says of a version, without its heading; empty when it says nothing. */
export function changesOf(version: string, changelog: string): string;
