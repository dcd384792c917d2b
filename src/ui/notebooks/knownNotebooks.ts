import type { Notebook } from '../../model/notebook';
import type { Event } from '../../util/event';

/** The notebooks that were read for the view, for whoever has something to say of them. Asks nobody. */
export interface KnownNotebooks {
  /** Of every connection that was read. */
  readonly all: () => Iterable<{ readonly connection: string; readonly notebook: Notebook }>;
  readonly onDidChange: Event<void>;
  /** Reads one anew, after something was done with it. Never rejects. */
  readonly readOne: (connection: string, id: string) => Promise<void>;
}
