import type { Disposable } from '../util/disposable';
import type { Event } from '../util/event';
import type { Save } from './save';

/** Why saves cannot be kept beyond this window at present. They are followed and announced all the same. */
export interface StorageError {
  readonly reason: 'full' | 'readOnly' | 'other';
  /** Code of the operating system, e.g. `ENOSPC`, `EROFS`. */
  readonly code: string | undefined;
  readonly folder: string;
}

/**
 * Where saves outlive their window, and where windows agree who follows which. Only {@link SaveStore.begin} and reading
 * reject; what cannot be written is told by {@link SaveStore.onDidFail}.
 */
export interface SaveStore extends Disposable {
  /**
   * Takes up what windows that are gone left behind, and looks on from then on: called once, after everybody listens.
   * Where nothing is under way this reads one directory and no more.
   */
  open(): Promise<void>;

  /**
   * Keeps a save before it is asked for, and holds its notebook and the following of it for this window.
   *
   * @throws SaveInProgressError while another window has a save of that notebook under way
   */
  begin(save: Save): Promise<void>;

  /** Keeps the present state of a save that this window follows. */
  keep(save: Save): Promise<void>;

  /** Puts a save among those that ended. True in the one window that tells people of it. */
  end(save: Save): Promise<boolean>;

  /** Takes a save that ended among those under way again, for this window. False when another window was quicker. */
  reopen(save: Save): Promise<boolean>;

  /** Asks whichever window follows the save to stop. */
  askToStop(id: string): Promise<void>;

  /** Saves that ended, in no particular order; from the first call on, changes by other windows are told. */
  readEnded(): Promise<readonly Save[]>;

  /** Forgets a save that ended. */
  remove(id: string): Promise<void>;

  /** Keeps a save that was removed, again. */
  restore(save: Save): Promise<void>;

  /** Another window began, changed or ended a save. */
  readonly onDidSee: Event<Save>;
  /** Another window forgot a save. */
  readonly onDidForget: Event<string>;
  /** A save that nobody followed any more is this window's from here on; its state is the one kept last. */
  readonly onDidTake: Event<Save>;
  /** A save is followed by another window from here on: this one lets go. */
  readonly onDidLose: Event<string>;
  /** Another window wants the following of this save to stop. */
  readonly onDidAskToStop: Event<string>;
  readonly onDidFail: Event<StorageError>;
}
