/** A regular expression literal, with slashes and flags, and its offset in the source. */
export interface Pattern {
  readonly pattern: string;
  readonly index: number;
}

/** Returns the regular expression literals of TypeScript source, in order. */
export function patternsIn(source: string): readonly Pattern[];
