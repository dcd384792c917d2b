import * as vscode from 'vscode';
import { hasResponse, isAcceptedWithoutImage, type OutcomeUnknownError } from '../../../model/errors';
import { elapsedMs, type Save } from '../../../save/save';
import { interruptionOf, isInProgress } from '../../../save/saveState';
import type { Saves } from '../../../save/saves';
import type { Clock } from '../../../util/clock';
import { disposeAll } from '../../../util/disposable';
import { aborted } from '../../../util/promises';
import { createTicker } from '../../../util/ticker';
import { settings } from '../../settings';
import { escapeLinks } from '../../text/escape';
import { interruptionText } from '../../text/interruptionText';
import { withCancel } from '../../withProgress';
import { savesInProgress, savingText } from './savingText';

/**
 * One progress notification for all saves in progress, if the settings allow it. Cancel only hides it for these saves,
 * because VS Code offers no other way to close it. A later save opens it again.
 */
export class SaveNotification {
  /** IDs of saves for which the user closed the notification. */
  readonly #hiddenIds = new Set<string>();
  #isShown = false;

  constructor(
    private readonly saves: Saves,
    private readonly clock: Clock,
  ) {}

  /** Opens the notification if a save is in progress. Resolves when it is closed. */
  async update({ id, state }: Save): Promise<void> {
    if (!isInProgress(state)) this.#hiddenIds.delete(id);
    if (this.#isShown) return;
    this.#isShown = true;
    try {
      // A save may begin while the notification is closing.
      while (this.#shown().length > 0) await this.#show();
    } finally {
      this.#isShown = false;
    }
  }

  #shown(): readonly Save[] {
    return settings.notifications() === 'all'
      ? savesInProgress(this.saves).filter(({ id }) => !this.#hiddenIds.has(id))
      : [];
  }

  async #show(): Promise<void> {
    const options = { location: vscode.ProgressLocation.Notification, cancellable: true };
    await vscode.window.withProgress(options, (progress, token) =>
      withCancel(token, async (cancelled) => {
        cancelled.addEventListener('abort', () => this.#close(), { once: true });
        await this.#report(new Bar(progress), cancelled);
      }),
    );
  }

  #close(): void {
    for (const { id } of this.#shown()) this.#hiddenIds.add(id);
  }

  /** Updates the progress each second and after each change, until no save is shown. */
  async #report(bar: Bar, cancelled: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const report = (): boolean => {
      const shown = this.#shown();
      if (shown.length > 0) bar.report(message(shown, this.saves, this.clock.now()), this.#fraction(shown));
      else ended.abort();
      return shown.length > 0;
    };
    const ticker = createTicker(this.clock, 1000, report);
    const parts = disposeAll([ticker, this.saves.onDidChange(report)]);
    ticker.start();
    await aborted(AbortSignal.any([cancelled, ended.signal]));
    parts.dispose();
  }

  /** Returns the progress of the oldest save, from 0 to 1; undefined if its usual duration is unknown. */
  #fraction(shown: readonly Save[]): number | undefined {
    const [oldest] = shown.slice(-1);
    const usualMs = oldest && this.saves.usualMs(oldest);
    return oldest && usualMs ? Math.min(1, elapsedMs(oldest, this.clock.now()) / usualMs) : undefined;
  }
}

/** A save may take longer than usual, so the bar stops short of the end. */
const MAX_PERCENT = 95;

/** The progress bar of the notification. It never goes back, because VS Code accepts only increments. */
class Bar {
  #percent = 0;

  constructor(private readonly progress: vscode.Progress<{ readonly message: string; readonly increment?: number }>) {}

  /**
   * Updates the bar.
   *
   * @param fraction from 0 to 1; undefined makes the bar indeterminate and resets it
   */
  report(text: string, fraction: number | undefined): void {
    const escaped = escapeLinks(text);
    if (fraction === undefined) {
      this.#percent = 0;
      this.progress.report({ message: escaped });
      return;
    }
    const percent = Math.max(this.#percent, MAX_PERCENT * fraction);
    this.progress.report({ message: escaped, increment: percent - this.#percent });
    this.#percent = percent;
  }
}

/** The number of characters that fit in two lines of a notification. */
const MAX_TEXT = 110;

function message(shown: readonly Save[], saves: Saves, now: number): string {
  const progress = savingText(shown, saves, now, 2);
  const [oldest] = shown.slice(-1);
  const step = oldest && stepText(oldest);
  const text = step
    ? vscode.l10n.t('{progress} · {step} (Cancel hides)', { progress, step })
    : vscode.l10n.t('{progress} (Cancel hides)', { progress });
  return text.length > MAX_TEXT && step ? vscode.l10n.t('{progress} (Cancel hides)', { progress }) : text;
}

/** Returns why the outcome of a save is not visible yet; empty if nothing is wrong. */
function stepText({ state }: Save): string {
  const interruption = interruptionOf(state);
  if (interruption) return interruptionText(interruption.error);
  return state.phase === 'looking' ? searchingText(state.error) : '';
}

function searchingText(error: OutcomeUnknownError): string {
  if (isAcceptedWithoutImage(error)) return vscode.l10n.t('accepted, looking for the image');
  return hasResponse(error)
    ? vscode.l10n.t('outcome unclear, looking for the image')
    : vscode.l10n.t('no response, looking for the image');
}
