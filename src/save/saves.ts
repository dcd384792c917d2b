import { checkImageRequest } from '../model/checkImageRequest';
import { InvalidRequestError, SaveInProgressError } from '../model/errors';
import { type Disposable, disposeAll } from '../util/disposable';
import { Emitter, type Event, once } from '../util/event';
import { lazy } from '../util/lazy';
import { stackOf } from '../util/stackOf';
import { resumedState } from './resumedState';
import {
  type FollowOrder,
  newSave,
  newSaveElsewhere,
  type Save,
  type SaveOrder,
  type Stopping,
  withState,
} from './save';
import { SaveList } from './saveList';
import type { FollowingOptions, SaveRuns } from './saveRuns';
import { imageOf, isInProgress, type SaveState } from './saveState';
import type { SaveStore, StorageError } from './saveStore';
import { typicalMs, usualDurations } from './usualDurations';

/** What follows saves, and what keeps them. */
export interface Following {
  readonly SaveRuns: typeof SaveRuns;
  readonly store: SaveStore;
}

export interface SavesOptions extends FollowingOptions {
  /** Loads what follows and keeps saves: not before there is one, or somebody looks at those that ended. */
  readonly load: () => Promise<Following>;
  /** True when windows that are gone left saves under way; `hear` is called when another window begins one. */
  readonly isAnyInProgress: (listener: () => void) => Promise<boolean>;
}

/** How to go on with a save that nobody follows any more. */
export interface Resumption {
  /** Its notebook is not stopped afterwards, even where that was agreed. */
  readonly leaveRunning?: boolean;
}

/** What a caller of a save learns as soon as the service has accepted it. */
export interface AcceptedSave {
  readonly imageId: string;
  /** Pull address of the image to be. */
  readonly reference: string;
}

/** Every save there is, and the only one who starts, follows and changes them. All else draws what is told here. */
export class Saves implements Disposable {
  readonly #list: SaveList;
  #runs: SaveRuns | undefined;
  #store: SaveStore | undefined;
  readonly #lifetime = new AbortController();
  readonly #announced = new Emitter<Save>();
  readonly #readEnded = new Emitter<void>();
  readonly #storageError = new Emitter<StorageError>();
  readonly #awaited = new Set<string>();
  /** Loads what follows saves, and takes up those that are under way. */
  readonly #following = lazy(() => this.#load());
  readonly #readEndedOnce = lazy(() => this.#addEnded());

  /** A save was started, taken up, or changed: here or in another window. */
  readonly onDidChange: Event<Save>;

  /**
   * Nothing more will be heard of a save, unless it is followed again; told in every window. The notebook is another one
   * afterwards: it runs on the image just saved, so whoever shows it asks for it anew.
   */
  readonly onDidEnd: Event<Save>;

  /** A save has ended and its person is to be told: in one window of all, once. */
  readonly onDidAnnounce: Event<Save> = this.#announced.event;

  readonly onDidRemove: Event<Save>;

  /** Saves that ended earlier, also in other windows, or that were removed, have joined {@link list}. */
  readonly onDidReadEnded: Event<void> = this.#readEnded.event;

  /** Saves cannot be kept beyond this window: told once, until they can be again. */
  readonly onDidStorageFail: Event<StorageError> = this.#storageError.event;

  constructor(private readonly options: SavesOptions) {
    this.#list = new SaveList(options.log);
    this.onDidChange = this.#list.onDidChange;
    this.onDidEnd = this.#list.onDidEnd;
    this.onDidRemove = this.#list.onDidRemove;
  }

  /**
   * Goes on with the saves that earlier windows left, and draws those of other windows; called once, when everybody
   * listens. With nothing under way this reads one directory, and loads, awaits and asks for nothing.
   */
  async open(): Promise<void> {
    if (await this.options.isAnyInProgress(() => void this.#open())) await this.#open();
  }

  /** Newest first. */
  get list(): readonly Save[] {
    return this.#list.all;
  }

  get(id: string): Save | undefined {
    return this.#list.get(id);
  }

  /** The save of this notebook that is under way, in whatever window. */
  ofNotebook(notebookId: string): Save | undefined {
    return this.#list.ofNotebook(notebookId);
  }

  /** How long such a save usually takes, as far as the saves that have been read tell; milliseconds. */
  usualMs(save: Pick<Save, 'notebook' | 'connection'>): number | undefined {
    return typicalMs(usualDurations(this.list, save));
  }

  /**
   * Reads the saves that ended into {@link list}, once: for whoever wants to show them. What cannot be read is told in the
   * log; the saves of this window are in the list all the same.
   */
  async readEnded(): Promise<void> {
    try {
      await this.#readEndedOnce();
    } catch (error) {
      this.options.log.warn(`Saves that ended earlier could not be read: ${String(error)}`);
    }
  }

  /**
   * Sends the request, once, and follows the save. Returns at once; what becomes of it is told by events.
   *
   * @throws SaveInProgressError while another save of that notebook is under way; InvalidRequestError for a value the
   * API page forbids. Nothing is sent then.
   */
  start(order: SaveOrder): Save {
    this.#refuseSecond(order.notebook.id);
    refuseInvalid(order);
    return this.#begin(newSave(order, this.options.clock.now()));
  }

  /**
   * Follows a save that somebody else asked for. Returns at once.
   *
   * @throws SaveInProgressError while a save of that notebook is followed already.
   */
  follow(order: FollowOrder): Save {
    this.#refuseSecond(order.notebook.id);
    return this.#begin(newSaveElsewhere(order, this.options.clock.now()));
  }

  /**
   * Resolves when the service has accepted the save, which may be long over.
   *
   * @throws what kept it from being accepted: RefusedError, NotSentError, NotConnectedError, SaveInProgressError,
   * NotSavedError, OutcomeUnknownError; an AbortError when all of it is disposed first.
   */
  async accepted(id: string): Promise<AcceptedSave> {
    this.#awaited.add(id);
    const { state, reference } = await this.#answered(id);
    const image = imageOf(state);
    if (image) return { imageId: image.id, reference };
    throw 'error' in state ? state.error : new Error(`No answer to save ${id}`);
  }

  /**
   * True for a save whose caller in this window learns by {@link accepted} whether it was accepted, and tells its person; not
   * for one that is looked for again since.
   */
  hasCaller(id: string): boolean {
    return this.#awaited.has(id);
  }

  /** Stops looking; the save goes on at the service. A request on its way is still waited for. */
  stopFollowing(id: string): void {
    const save = this.#list.get(id);
    if (!save || !isInProgress(save.state)) return;
    this.#withFollowing(({ runs, store }) => {
      if (!runs.stop(id)) void store.askToStop(id);
    });
  }

  /** Looks again, at once, for a save that is not followed any more. Does nothing for any other. */
  resumeFollowing(id: string, how: Resumption = {}): void {
    const save = this.#list.get(id);
    if (save?.state.phase === 'unwatched') this.#reopen(save, how);
  }

  /** Looks again, at once, for what came of a request whose answer was lost. Does nothing for any other save. */
  checkNow(id: string, how: Resumption = {}): void {
    const save = this.#list.get(id);
    if (save?.state.phase === 'outcomeUnknown' || save?.state.phase === 'notSaved') this.#reopen(save, how);
  }

  /** Forgets a save that is not under way; false for one that is, or that is not known. */
  remove(id: string): boolean {
    const save = this.#list.get(id);
    if (!save || isInProgress(save.state)) return false;
    this.#list.remove(id);
    this.#withFollowing(({ store }) => void store.remove(id));
    return true;
  }

  /** Puts back a save that {@link remove} took out of the list. */
  restore(save: Save): void {
    if (!this.#list.addEnded([save])) return;
    this.#readEnded.fire();
    this.#withFollowing(({ store }) => void store.restore(save));
  }

  /** Stops all following. What goes on at the service goes on, and the next window goes on following it. */
  dispose(): void {
    this.#lifetime.abort();
    this.#store?.dispose();
    disposeAll([this.#list, this.#announced, this.#readEnded, this.#storageError]).dispose();
  }

  async #load(): Promise<{ readonly runs: SaveRuns; readonly store: SaveStore }> {
    const { SaveRuns, store } = await this.options.load();
    const announce = (save: Save): void => this.#announced.fire(save);
    const runs = new SaveRuns(this.options, store, this.#list, announce, this.#lifetime.signal);
    this.#runs = runs;
    this.#store = store;
    store.onDidSee((save) => this.#list.record(save));
    store.onDidForget((id) => this.#list.remove(id));
    store.onDidTake((save) => {
      // What it is like is shown once the service has been asked.
      runs.take(save);
      void this.readEnded();
    });
    store.onDidLose((id) => runs.handOver(id));
    store.onDidAskToStop((id) => void runs.stop(id));
    store.onDidFail((trouble) => this.#storageError.fire(trouble));
    if (this.#lifetime.signal.aborted) store.dispose();
    else await store.open();
    return { runs, store };
  }

  async #open(): Promise<void> {
    try {
      await this.#following();
    } catch (error) {
      this.options.log.error(`Saves cannot be followed: ${stackOf(error)}`);
    }
  }

  #withFollowing(act: (following: { readonly runs: SaveRuns; readonly store: SaveStore }) => void): void {
    void this.#following().then(act, () => this.#open());
  }

  #refuseSecond(notebookId: string): void {
    if (this.ofNotebook(notebookId) || this.#runs?.isBusyWith(notebookId)) throw new SaveInProgressError(notebookId);
  }

  #begin(save: Save): Save {
    this.#list.add(save);
    this.#withFollowing(({ runs }) => runs.begin(save));
    void this.readEnded();
    return save;
  }

  /** Shows a save as being followed again, and follows it unless another window was quicker. */
  #reopen(save: Save, { leaveRunning }: Resumption): void {
    const now = this.options.clock.now();
    this.#awaited.delete(save.id);
    const stopping: Stopping = leaveRunning ? { kind: 'notWanted' } : save.stopping;
    const reopened = { ...withState(save, resumedState(save, now), now), followedSince: now, stopping };
    this.#list.record(reopened);
    this.#withFollowing(({ runs }) => runs.reopen(reopened));
  }

  async #addEnded(): Promise<void> {
    const { store } = await this.#following();
    const ended = await store.readEnded();
    if (this.#lifetime.signal.aborted) return;
    if (this.#list.addEnded(ended)) this.#readEnded.fire();
  }

  async #answered(id: string): Promise<Save> {
    await this.#following();
    const save = this.#list.get(id);
    if (!save) throw new Error(`No save ${id}`);
    if (isAnswered(save.state)) return save;
    return once(this.onDidChange, (each) => each.id === id && isAnswered(each.state), this.#lifetime.signal);
  }
}

/** True once it is known whether the service has accepted it, or that this cannot be known. */
function isAnswered({ phase }: SaveState): boolean {
  return phase !== 'requesting' && phase !== 'looking';
}

/** @throws InvalidRequestError for the first value that the API page forbids. */
function refuseInvalid({ request }: SaveOrder): void {
  for (const [field, finding] of checkImageRequest(request)) {
    if (finding.severity === 'stop') throw new InvalidRequestError(field, finding);
  }
}
