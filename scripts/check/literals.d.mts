/** A regular expression literal, with slashes and flags, and where it begins. */
export interface Pattern {
  readonly pattern: string;
  readonly index: number;
}

/** The regular expression literals of TypeScript source, in order. */
export function patternsIn(source: string): readonly Pattern[];
