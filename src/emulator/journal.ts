import { matchesPattern, type RequestFacts } from './faults/ruleBook';

/** A recorded request. It has no headers and no body, so it contains no secrets. */
export interface JournalEntry extends RequestFacts {
  /** Counts from 1. */
  readonly number: number;
  /** As sent, without the question mark. */
  readonly query: string;
  /** Milliseconds since the epoch, of the emulator's clock. */
  readonly at: number;
  /** Number of the connection. The first is 1. */
  readonly connection: number;
  readonly requestId: string;
  /** Whether its credentials were valid. */
  readonly authenticated: boolean;
  /** Whether it was executed. If so, only its response can be lost. */
  readonly accepted: boolean;
  /** Status of the response. Undefined if none was sent, or none yet. */
  readonly status: number | undefined;
  /** How the response was damaged. Undefined if it was not. */
  readonly fault: string | undefined;
}

/** More than any test sends. Limits memory for clients that never stop. */
const MAX_ENTRIES = 5000;
/** Maximum length of a recorded path or query, in characters. */
const MAX_TEXT = 1000;

/** The latest requests, in the order in which they were received completely. */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  #count = 0;

  get entries(): readonly JournalEntry[] {
    return [...this.#entries];
  }

  /** Records a request. Returns a function that adds its results. */
  open(
    seen: Omit<JournalEntry, 'number' | 'authenticated' | 'accepted' | 'status' | 'fault'>,
  ): (facts: Partial<JournalEntry>) => void {
    this.#count += 1;
    let entry: JournalEntry = {
      ...seen,
      path: seen.path.slice(0, MAX_TEXT),
      query: seen.query.slice(0, MAX_TEXT),
      number: this.#count,
      authenticated: false,
      accepted: false,
      status: undefined,
      fault: undefined,
    };
    this.#entries.push(entry);
    if (this.#entries.length > MAX_ENTRIES) this.#entries.shift();
    return (facts) => {
      const index = this.#entries.lastIndexOf(entry);
      entry = { ...entry, ...facts };
      if (index >= 0) this.#entries[index] = entry;
    };
  }

  /** Counts the requests that match a pattern as in a rule: `CreateImage`, `GET images/*`, `*`. */
  count(on: string): number {
    return this.#entries.filter((entry) => matchesPattern(on, entry)).length;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
