import { checkImageRequest } from '../model/checkImageRequest';
import { InvalidRequestError, SaveInProgressError } from '../model/errors';
import { type Disposable, disposeAll } from '../util/disposable';
import { Emitter, type Event, once } from '../util/event';
import { beginSave, lostAnswer, lostSince, resumeSave } from './runSave';
import { type FollowOrder, newSave, newSaveElsewhere, type Save, type SaveOrder, withState } from './save';
import { SaveList } from './saveList';
import { imageOf, isUnderWay, type SaveState } from './saveState';
import { type Follow, SaveRuns, type SaveRunsOptions } from './saveRuns';
import type { StorageTrouble } from './saveStore';
import { typicalMs, usualDurations } from './usualDurations';

/** What a caller of a save learns as soon as the service has accepted it. */
export interface AcceptedSave {
  readonly imageId: string;
  /** Pull address of the image to be. */
  readonly reference: string;
}

/** Every save there is, and the only one who starts, follows and changes them. All else draws what is told here. */
export class Saves implements Disposable {
  readonly #list: SaveList;
  readonly #runs: SaveRuns;
  readonly #life = new AbortController();
  readonly #announced = new Emitter<Save>();
  readonly #readEnded = new Emitter<void>();
  readonly #storageTrouble = new Emitter<StorageTrouble>();
  readonly #listening: Disposable;

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

  /** Saves that ended earlier, also in other windows, have joined {@link list}. */
  readonly onDidReadEnded: Event<void> = this.#readEnded.event;

  /** Saves cannot be kept beyond this window: told once, until they can be again. */
  readonly onDidStorageFail: Event<StorageTrouble> = this.#storageTrouble.event;

  constructor(private readonly options: SaveRunsOptions) {
    const { store, log } = options;
    this.#list = new SaveList(log);
    this.#runs = new SaveRuns(options, this.#list, (save) => this.#announced.fire(save), this.#life.signal);
    this.onDidChange = this.#list.onDidChange;
    this.onDidEnd = this.#list.onDidEnd;
    this.onDidRemove = this.#list.onDidRemove;
    this.#listening = disposeAll([
      store.onDidSee((save) => this.#see(save)),
      store.onDidForget((id) => this.#list.remove(id)),
      store.onDidTake((save) => this.#take(save)),
      store.onDidLose((id) => this.#runs.handOver(id)),
      store.onDidAskToStop((id) => void this.#runs.stop(id)),
      store.onDidFail((trouble) => this.#storageTrouble.fire(trouble)),
    ]);
  }

  /**
   * Goes on with the saves that earlier windows left, and draws those of other windows; called once, when everybody
   * listens. With nothing under way this reads one directory, and neither waits nor asks for anything.
   */
  async open(): Promise<void> {
    await this.options.store.open();
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

  /** Reads the saves that ended into {@link list}, once: for whoever wants to show them. */
  async readEnded(): Promise<void> {
    const ended = await this.options.store.readEnded();
    if (this.#life.signal.aborted) return;
    if (this.#list.addEnded(ended)) this.#readEnded.fire();
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
    return this.#begin(newSave(order, this.options.clock.now()), beginSave);
  }

  /**
   * Follows a save that somebody else asked for. Returns at once.
   *
   * @throws SaveInProgressError while a save of that notebook is followed already.
   */
  follow(order: FollowOrder): Save {
    this.#refuseSecond(order.notebook.id);
    return this.#begin(newSaveElsewhere(order, this.options.clock.now()), resumeSave);
  }

  /**
   * Resolves when the service has accepted the save, which may be long over.
   *
   * @throws what kept it from being accepted: RefusedError, NotSentError, NotConnectedError, SaveInProgressError,
   * NotSavedError, OutcomeUnknownError; an AbortError when all of it is disposed first.
   */
  async accepted(id: string): Promise<AcceptedSave> {
    const { state, reference } = await this.#answered(id);
    const image = imageOf(state);
    if (image) return { imageId: image.id, reference };
    throw 'error' in state ? state.error : new Error(`No answer to save ${id}`);
  }

  /** Stops looking; the save goes on at the service. A request on its way is still waited for. */
  stopFollowing(id: string): void {
    const save = this.#list.get(id);
    if (!save || !isUnderWay(save.state) || this.#runs.stop(id)) return;
    void this.options.store.askToStop(id);
  }

  /** Looks again, at once, for a save that is not followed any more. Does nothing for any other. */
  resumeFollowing(id: string): void {
    const save = this.#list.get(id);
    if (save?.state.phase === 'unwatched') this.#reopen(save);
  }

  /** Looks again, at once, for what came of a request whose answer was lost. Does nothing for any other save. */
  checkNow(id: string): void {
    const save = this.#list.get(id);
    if (save?.state.phase === 'outcomeUnknown' || save?.state.phase === 'notSaved') this.#reopen(save);
  }

  /** Forgets a save that is not under way; false for one that is, or that is not known. */
  remove(id: string): boolean {
    const save = this.#list.get(id);
    if (!save || isUnderWay(save.state)) return false;
    this.#list.remove(id);
    void this.options.store.remove(id);
    return true;
  }

  /** Stops all following. What goes on at the service goes on, and the next window goes on following it. */
  dispose(): void {
    this.#life.abort();
    disposeAll([this.#listening, this.#list, this.#announced, this.#readEnded, this.#storageTrouble]).dispose();
    this.options.store.dispose();
  }

  #refuseSecond(notebookId: string): void {
    if (this.ofNotebook(notebookId) || this.#runs.isBusyWith(notebookId)) throw new SaveInProgressError(notebookId);
  }

  #begin(save: Save, follow: Follow): Save {
    const { store } = this.options;
    this.#list.add(save);
    void this.#readUsual();
    this.#runs.start(save, () => store.begin(save).then(() => true), follow);
    return save;
  }

  /** Shows a save as being followed again, and follows it unless another window was quicker. */
  #reopen(save: Save): void {
    const now = this.options.clock.now();
    const reopened = { ...withState(save, stateToResume(save, now), now), followedSince: now };
    this.#list.record(reopened);
    this.#runs.start(reopened, () => this.options.store.reopen(reopened), resumeSave);
  }

  /** Goes on with a save that nobody follows any more; what it is like is shown once the service has been asked. */
  #take(save: Save): void {
    void this.#readUsual();
    const isKnown = this.#list.get(save.id) !== undefined;
    // Its end may have been missed, so how long it took is not known.
    const taken = isKnown ? save : { ...save, followedSince: this.options.clock.now() };
    this.#runs.start(taken, async () => true, isUnderWay(save.state) ? resumeSave : asItIs);
  }

  /** Draws what another window has made of a save. */
  #see(save: Save): void {
    if (!this.#runs.has(save.id)) this.#list.record(save);
  }

  async #readUsual(): Promise<void> {
    try {
      await this.readEnded();
    } catch (error) {
      this.options.log.warn(`Saves that ended earlier could not be read: ${String(error)}`);
    }
  }

  async #answered(id: string): Promise<Save> {
    const save = this.#list.get(id);
    if (!save) throw new Error(`No save ${id}`);
    if (isAnswered(save.state)) return save;
    return once(this.onDidChange, (each) => each.id === id && isAnswered(each.state), this.#life.signal);
  }
}

/** True once it is known whether the service has accepted it, or that this cannot be known. */
function isAnswered({ phase }: SaveState): boolean {
  return phase !== 'requesting' && phase !== 'looking';
}

/** What is shown of a save that is followed again, until the first look. */
function stateToResume({ state, notebook, requestedAt }: Save, now: number): SaveState {
  const trouble = undefined;
  if (state.phase === 'unwatched') {
    return state.image
      ? { phase: 'saving', image: state.image, trouble }
      : { phase: 'savingElsewhere', runsOn: undefined, trouble };
  }
  return { phase: 'looking', error: lostAnswer(state, notebook.id), since: lostSince(requestedAt, now), trouble };
}

/** For a save that another window saw to its end, and did not live to tell. */
async function* asItIs(_service: unknown, { state }: Save): AsyncGenerator<SaveState, void> {
  yield state;
}

/** @throws InvalidRequestError for the first value that the API page forbids. */
function refuseInvalid({ request }: SaveOrder): void {
  for (const [field, finding] of checkImageRequest(request)) {
    if (finding.severity === 'stop') throw new InvalidRequestError(field, finding);
  }
}
