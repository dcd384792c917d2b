import type { Disposable } from '../util/disposable';
import type { Event } from '../util/event';
import type { Save } from './save';

/** Why saves cannot be persisted. They are still followed and announced. */
export interface StorageError {
  readonly reason: 'full' | 'readOnly' | 'other';
  /** Error code of the operating system, e.g. `ENOSPC`, `EROFS`. */
  readonly code: string | undefined;
  readonly folder: string;
}

/**
 * Persists saves beyond their window and coordinates which window follows which save. Only {@link SaveStore.begin} and
 * the reads reject; failed writes are reported by {@link SaveStore.onDidFail}.
 */
export interface SaveStore extends Disposable {
  /**
   * Takes over the saves that closed windows left in progress, and watches for changes afterwards. Called once, after
   * all listeners are registered. With nothing in progress this reads a single directory.
   */
  open(): Promise<void>;

  /**
   * Persists a save before it is requested, and claims the save and its notebook for this window.
   *
   * @throws SaveInProgressError while another window has a save of that notebook in progress
   */
  begin(save: Save): Promise<void>;

  /** Persists the current state of a save that this window follows. */
  persist(save: Save): Promise<void>;

  /**
   * Resolves with true when this window has answered and can announce the end of a save. If the window is gone, stays
   * pending or resolves with false, and another window takes over its saves.
   */
  windowAnswers(): Promise<boolean>;

  /** Moves a save to the ended ones. Returns true in the one window that announces it. */
  end(save: Save): Promise<boolean>;

  /**
   * Moves an ended save back to those in progress and claims it for this window. Returns false when another window was
   * first.
   */
  reopen(save: Save): Promise<boolean>;

  /** Requests the window that follows the save to stop following. */
  requestStop(id: string): Promise<void>;

  /** Returns the ended saves in no particular order. Changes by other windows are reported from the first call on. */
  readEnded(): Promise<readonly Save[]>;

  /** Deletes an ended save. */
  remove(id: string): Promise<void>;

  /** Persists a deleted save again. */
  restore(save: Save): Promise<void>;

  /** Another window started, changed or ended a save. */
  readonly onDidChange: Event<Save>;
  /** An ended save was deleted outside this window's list. */
  readonly onDidRemove: Event<string>;
  /** This window has taken over a save that no window followed; carries the last persisted state. */
  readonly onDidTakeOver: Event<Save>;
  /** Another window has taken over a save that this one followed. */
  readonly onDidLoseLease: Event<string>;
  /** Another window requests this one to stop following the save. */
  readonly onDidRequestStop: Event<string>;
  readonly onDidFail: Event<StorageError>;
}
