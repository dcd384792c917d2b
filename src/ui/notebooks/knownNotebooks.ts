import type { ModelArtsError } from '../../model/errors';
import type { Notebook } from '../../model/notebook';
import type { Event } from '../../util/event';

/** Read access to the notebooks already loaded for the view. Only {@link KnownNotebooks.readOne} sends a request. */
export interface KnownNotebooks {
  /** The loaded notebooks of all connections. */
  readonly all: () => Iterable<{ readonly connection: string; readonly notebook: Notebook }>;
  readonly onDidChange: Event<void>;
  /** Returns why listing a connection's notebooks failed; undefined if it succeeded or was not tried. */
  readonly failureOf: (connection: string) => ModelArtsError | undefined;
  /** Reloads one notebook, e.g. after a command changed it. Never rejects. */
  readonly readOne: (connection: string, id: string) => Promise<void>;
}
