import type { ModelArtsError } from '../../model/errors';
import type { Notebook } from '../../model/notebook';
import type { Event } from '../../util/event';

/** The notebooks that were read for the view, for whoever has something to say of them. Asks nobody. */
export interface KnownNotebooks {
  /** Of every connection that was read. */
  readonly all: () => Iterable<{ readonly connection: string; readonly notebook: Notebook }>;
  readonly onDidChange: Event<void>;
  /** Why the notebooks of a connection cannot be listed; undefined where they can, or were not asked for. */
  readonly failureOf: (connection: string) => ModelArtsError | undefined;
  /** Reads one anew, after something was done with it. Never rejects. */
  readonly readOne: (connection: string, id: string) => Promise<void>;
}
