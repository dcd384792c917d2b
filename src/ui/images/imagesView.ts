import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import { consoleUrl } from '../../model/address';
import type { ModelArtsError } from '../../model/errors';
import { POLL_INTERVALS } from '../../model/pollIntervals';
import type { Save } from '../../save/save';
import { imageOf } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { oneLine, textOf } from '../../util/text';
import { CONTEXT, VIEWS } from '../ids';
import { isUnconfigured } from '../isUnconfigured';
import type { KnownNotebooks } from '../notebooks/notebookLists';
import { untilFocused, viewFocusOf } from '../polling/viewFocus';
import type { ValueStore } from '../saves/flow/rememberedAnswers';
import { isAboutConnection } from '../text/credentialErrors';
import { watchBuilds } from './buildWatch';
import type { ImageList } from './imageList';
import type { ImageNode } from './imageRow';
import { ImageRows } from './imageRows';
import { RedrawQueue } from './redrawQueue';

/** Dependencies of {@link ImagesView}. */
export interface ImagesViewOptions {
  readonly list: ImageList;
  /** The workspace memento. */
  readonly memento: ValueStore;
  readonly connections: Connections;
  /** The notebooks view. It shows connection errors, which this view does not repeat. */
  readonly notebooks: Pick<KnownNotebooks, 'failureOf' | 'onDidChange'>;
  readonly saves: Saves;
  readonly clock: Clock;
  readonly log: Logger;
  readonly view: vscode.TreeView<ImageNode>;
  /** Makes VS Code refresh all rows. */
  readonly redraw: () => void;
}

const FILTER_KEY = 'images.filter';

/** Maximum number of attempts to reveal a row while rows are being replaced. */
const MAX_REVEAL_ATTEMPTS = 5;

/** The view of the account's own images. Sends requests only while the view is visible or after a command. */
export class ImagesView implements Disposable {
  readonly rows: ImageRows;
  readonly #redraws: RedrawQueue;
  readonly #parts: Disposable;
  /** True while a reload waits for the window to have the focus. */
  #isReloadPending = false;
  #drawnError: ModelArtsError | undefined;

  constructor(private readonly options: ImagesViewOptions) {
    const { list, notebooks, saves, clock, log, view } = options;
    const isBrowsable = (): boolean => this.consoleUrl !== undefined;
    const read = (): void => void this.#reloadWhenFocused();
    const error = (): ModelArtsError | undefined => this.#error;
    this.#redraws = new RedrawQueue(clock, options.redraw);
    this.rows = new ImageRows({ list, saves, clock, error, isBrowsable, read, redraws: this.#redraws });
    const viewFocus = viewFocusOf(view);
    this.#parts = disposeAll([
      this.#redraws,
      viewFocus,
      watchBuilds({ list, saves, viewFocus, clock, log }),
      list.onDidChange(() => this.#draw()),
      notebooks.onDidChange(() => {
        if (this.#error !== this.#drawnError) this.#draw();
      }),
      saves.onDidChange((save) => this.#applySave(save)),
      view.onDidChangeVisibility(() => {
        if (this.#isStale()) read();
      }),
    ]);
    this.rows.filter = textOf(options.memento.get(FILTER_KEY)) ?? '';
    this.#describe();
  }

  get filter(): string {
    return this.rows.filter;
  }

  set filter(text: string) {
    this.rows.filter = text;
    void this.options.memento.update(FILTER_KEY, this.rows.filter);
    this.#draw();
  }

  /** URL of the console of the region in use; undefined if unknown. */
  get consoleUrl(): string | undefined {
    const { current } = this.options.connections;
    return current && consoleUrl(current.region, current.endpoints.modelarts);
  }

  /** Reloads the images and shows progress in the view. */
  async refresh(): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: VIEWS.images } }, () => this.options.list.read());
  }

  /**
   * Focuses the view and selects an image. Clears a filter that hides it.
   *
   * @throws ModelArtsError if the connection in use does not have the image
   */
  async reveal(imageId: string): Promise<void> {
    const { list } = this.options;
    await vscode.commands.executeCommand(`${VIEWS.images}.focus`);
    if (list.state.kind === 'unread') await this.refresh();
    if (!list.find(imageId)) await list.fetch(imageId);
    if (!this.rows.rowOf(imageId)) this.filter = '';
    await this.#select(imageId);
  }

  /** Returns the name of the notebook that an image was saved from, if a save in this window knows it. */
  notebookOf(imageId: string): string | undefined {
    return this.rows.notebookOf(imageId);
  }

  dispose(): void {
    this.#parts.dispose();
  }

  #isStale(): boolean {
    const { list, view, clock } = this.options;
    return view.visible && list.readAt > 0 && clock.now() - list.readAt > POLL_INTERVALS.staleImages;
  }

  /** Reloads the list once the window has the focus. */
  async #reloadWhenFocused(): Promise<void> {
    if (this.#isReloadPending) return;
    this.#isReloadPending = true;
    await untilFocused();
    this.#isReloadPending = false;
    if (this.options.list.state.kind !== 'unread' && !this.#isStale()) return;
    await this.refresh().catch((error: unknown) => this.options.log.error(String(error)));
  }

  /** Selects a row. VS Code cannot find a row that has since been replaced, so this retries with the current row. */
  async #select(imageId: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      await this.#redraws.idle();
      const row = this.rows.rowOf(imageId);
      if (!row) return;
      try {
        await this.options.view.reveal(row, { select: true, focus: true });
        return;
      } catch (error) {
        if (attempt === MAX_REVEAL_ATTEMPTS) throw error;
      }
    }
  }

  /** Updates the list from a save's state, without a request. */
  #applySave({ connection, state }: Save): void {
    const image = imageOf(state);
    if (!image || connection !== this.options.connections.current?.name) return;
    if (state.phase === 'deleted') this.options.list.remove(image.id);
    else this.options.list.put(image);
  }

  /** Why the list failed; undefined if the notebooks view already shows the same connection error. */
  get #error(): ModelArtsError | undefined {
    const { list, notebooks, connections } = this.options;
    const { state } = list;
    if (!('error' in state) || isUnconfigured(state.error)) return undefined;
    const isShownThere = notebooks.failureOf(connections.current?.name ?? '') !== undefined;
    return isShownThere && isAboutConnection(state.error) ? undefined : state.error;
  }

  #draw(): void {
    this.#drawnError = this.#error;
    this.rows.invalidate();
    this.#redraws.request();
    this.#describe();
  }

  /** Updates the view's description and message, and the context keys. */
  #describe(): void {
    const { connections, list } = this.options;
    const filter = oneLine(this.filter, 40);
    const [shown, all] = [this.rows.shown, list.state.images.length];
    const part = filter && vscode.l10n.t('“{filter}”: {shown} of {all}', { filter, shown, all });
    const isLoading = list.state.kind === 'reading' && all === 0;
    this.options.view.message = isLoading ? vscode.l10n.t('Loading images…') : '';
    this.options.view.description = [part, connections.current?.name].filter(Boolean).join(' · ');
    void vscode.commands.executeCommand('setContext', CONTEXT.images, this.#welcome());
    void vscode.commands.executeCommand('setContext', CONTEXT.imageFilter, filter !== '');
  }

  /** Returns the context value that selects the welcome text. */
  #welcome(): string {
    const { state } = this.options.list;
    if ('error' in state && state.images.length === 0 && !this.#error) return 'failed';
    if (state.kind !== 'read') return 'rows';
    if (state.images.length === 0) return 'empty';
    return this.rows.shown === 0 ? 'filteredOut' : 'rows';
  }
}
