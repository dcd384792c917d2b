import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import { textOf } from '../../connections/fields';
import { consoleUrl } from '../../model/consoleUrl';
import type { ModelArtsError } from '../../model/errors';
import type { Save } from '../../save/save';
import { imageOf } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import type { Logger } from '../../util/logger';
import { oneLine } from '../../util/text';
import { CONTEXT, VIEWS } from '../ids';
import { isUnconfigured } from '../isUnconfigured';
import type { KnownNotebooks } from '../notebooks/knownNotebooks';
import { untilFocused } from '../polling/untilFocused';
import { viewFocusOf } from '../polling/viewFocus';
import type { ValueStore } from '../saves/flow/rememberedAnswers';
import { isAboutConnection } from '../text/isAboutConnection';
import { watchBuilds } from './buildWatch';
import type { ImageList } from './imageList';
import type { ImageNode } from './imageNode';
import { ImageRows } from './imageRows';

export interface ImagesViewOptions {
  readonly list: ImageList;
  /** What VS Code keeps for this workspace. */
  readonly kept: ValueStore;
  readonly connections: Connections;
  /** The view of notebooks, which says first why a connection does not work. */
  readonly notebooks: Pick<KnownNotebooks, 'failureOf' | 'onDidChange'>;
  readonly saves: Saves;
  readonly clock: Clock;
  readonly log: Logger;
  readonly view: vscode.TreeView<ImageNode>;
  /** Lets VS Code ask for the rows anew. */
  readonly redraw: () => void;
}

const FILTER_KEY = 'images.filter';

/** Rows that were read longer ago are read again when somebody comes back to them. */
const STALE_AFTER_MS = 60_000;
/** So often at most are rows replaced while one of them is looked for. */
const MAX_ATTEMPTS = 5;

/** The view of the account's own images. It asks only while somebody may look, and when something was done. */
export class ImagesView implements Disposable {
  readonly rows: ImageRows;
  readonly #parts: Disposable;
  /** A reading waits until the window has the focus. */
  #isWaiting = false;
  #drawnError: ModelArtsError | undefined;

  constructor(private readonly options: ImagesViewOptions) {
    const { list, notebooks, saves, clock, log, view } = options;
    const isBrowsable = (): boolean => this.consoleUrl !== undefined;
    const read = (): void => void this.#readOnceFocused();
    const error = (): ModelArtsError | undefined => this.#error;
    this.rows = new ImageRows({ list, saves, clock, error, isBrowsable, read });
    const attention = viewFocusOf(view);
    this.#parts = disposeAll([
      attention,
      watchBuilds({ list, saves, attention, clock, log }),
      list.onDidChange(() => this.#draw()),
      notebooks.onDidChange(() => {
        if (this.#error !== this.#drawnError) this.#draw();
      }),
      saves.onDidChange((save) => this.#hear(save)),
      view.onDidChangeVisibility(() => {
        if (this.#isStale()) read();
      }),
    ]);
    this.rows.filter = textOf(options.kept.get(FILTER_KEY)) ?? '';
    this.#describe();
  }

  get filter(): string {
    return this.rows.filter;
  }

  set filter(text: string) {
    this.rows.filter = text;
    void this.options.kept.update(FILTER_KEY, this.rows.filter);
    this.#draw();
  }

  /** Address of the console of the region in use; undefined where none is known. */
  get consoleUrl(): string | undefined {
    const { current } = this.options.connections;
    return current && consoleUrl(current.region, current.endpoints.modelarts);
  }

  /** Reads the images with the view's own progress bar. */
  async refresh(): Promise<void> {
    await vscode.window.withProgress({ location: { viewId: VIEWS.images } }, () => this.options.list.read());
  }

  /**
   * Shows the view with this image selected; a filter that hides it is taken off.
   *
   * @throws an error of the family when it is not among the images of the connection in use
   */
  async reveal(imageId: string): Promise<void> {
    const { list } = this.options;
    await vscode.commands.executeCommand(`${VIEWS.images}.focus`);
    if (list.state.kind === 'unread') await this.refresh();
    if (!list.find(imageId)) await list.fetch(imageId);
    if (!this.rows.rowOf(imageId)) this.filter = '';
    await this.#select(imageId);
  }

  /** Name of the notebook an image was saved from, where a save of this window tells. */
  notebookOf(imageId: string): string | undefined {
    return this.rows.notebookOf(imageId);
  }

  dispose(): void {
    this.#parts.dispose();
  }

  #isStale(): boolean {
    const { list, view, clock } = this.options;
    return view.visible && list.readAt > 0 && clock.now() - list.readAt > STALE_AFTER_MS;
  }

  /** Nothing is asked for a window nobody looks at. */
  async #readOnceFocused(): Promise<void> {
    if (this.#isWaiting) return;
    this.#isWaiting = true;
    await untilFocused();
    this.#isWaiting = false;
    if (this.options.list.state.kind !== 'unread' && !this.#isStale()) return;
    await this.refresh().catch((error: unknown) => this.options.log.error(String(error)));
  }

  /** Rows may be replaced while VS Code looks for one, which it then cannot find: it is told of the new one. */
  async #select(imageId: string): Promise<void> {
    for (let attempt = 1; ; attempt += 1) {
      const row = this.rows.rowOf(imageId);
      if (!row) return;
      try {
        await this.options.view.reveal(row, { select: true, focus: true });
        return;
      } catch (error) {
        if (attempt === MAX_ATTEMPTS) throw error;
      }
    }
  }

  /** A save tells of its image: no request is needed to show it. */
  #hear({ connection, state }: Save): void {
    const image = imageOf(state);
    if (!image || connection !== this.options.connections.current?.name) return;
    if (state.phase === 'deleted') this.options.list.remove(image.id);
    else this.options.list.put(image);
  }

  /** Why the images cannot be listed; undefined where the view of notebooks says the same already. */
  get #error(): ModelArtsError | undefined {
    const { list, notebooks, connections } = this.options;
    const { state } = list;
    if (!('error' in state) || isUnconfigured(state.error)) return undefined;
    const isSaidThere = notebooks.failureOf(connections.current?.name ?? '') !== undefined;
    return isSaidThere && isAboutConnection(state.error) ? undefined : state.error;
  }

  #draw(): void {
    this.#drawnError = this.#error;
    this.rows.forget();
    this.options.redraw();
    this.#describe();
  }

  /** The title says which part is shown, and of whose images. */
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

  /** Which welcome text fits while there are no rows. */
  #welcome(): string {
    const { state } = this.options.list;
    if ('error' in state && state.images.length === 0 && !this.#error) return 'failed';
    if (state.kind !== 'read') return 'rows';
    if (state.images.length === 0) return 'empty';
    return this.rows.shown === 0 ? 'filteredOut' : 'rows';
  }
}
