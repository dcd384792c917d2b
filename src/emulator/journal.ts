import { type Asked, isMeant } from './faults/rule';

/** A request that was seen. Holds no header and no body, so that no secret can be in it. */
export interface JournalEntry extends Asked {
  /** Counts from 1. */
  readonly number: number;
  /** As sent, without the question mark. */
  readonly query: string;
  /** Milliseconds since the epoch, of the emulator's clock. */
  readonly at: number;
  /** Which connection it came on; the first is 1. */
  readonly connection: number;
  readonly requestId: string;
  /** Its credentials were checked and are good. */
  readonly authenticated: boolean;
  /** It was carried out: whatever it asked for has happened, and only the answer may be lost. */
  readonly accepted: boolean;
  /** What was answered; undefined = nothing, or nothing yet. */
  readonly status: number | undefined;
  /** How the answer was spoilt; undefined = not at all. */
  readonly fault: string | undefined;
}

/** More than any test sends; a client that never stops fills no memory. */
const MAX_ENTRIES = 5000;
/** Characters of a path, and of a query. */
const MAX_TEXT = 1000;

/** The latest requests, in the order in which they were complete. */
export class Journal {
  readonly #entries: JournalEntry[] = [];
  #count = 0;

  get entries(): readonly JournalEntry[] {
    return [...this.#entries];
  }

  /** Writes a request down; gives back how to add what becomes of it. */
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

  /** How many requests there were of a kind, told as in a rule: `CreateImage`, `GET images/*`, `*`. */
  count(on: string): number {
    return this.#entries.filter((entry) => isMeant(on, entry)).length;
  }

  clear(): void {
    this.#entries.length = 0;
  }
}
