import * as vscode from 'vscode';
import { isAcceptedWithoutImage, isAnswered, type OutcomeUnknownError } from '../../../model/errors';
import { elapsedMs, type Save } from '../../../save/save';
import { interruptionOf, isInProgress } from '../../../save/saveState';
import type { Saves } from '../../../save/saves';
import type { Clock } from '../../../util/clock';
import { settings } from '../../settings';
import { escapeLinks } from '../../text/escapeLinks';
import { interruptionText } from '../../text/interruptionText';
import { withCancel } from '../../withCancel';
import { savesInProgress, savingText } from './savingText';

/**
 * One notification for all saves under way, where the settings want all notifications. Cancel closes it for these saves, as VS Code
 * has no other way to close such a notification; a save that begins later opens it again.
 */
export class SaveNotification {
  /** Ids of saves for which the notification was closed. */
  readonly #closed = new Set<string>();
  #isShown = false;

  constructor(
    private readonly saves: Saves,
    private readonly clock: Clock,
  ) {}

  /** Opens the notification when a save is under way; resolves when it is closed. */
  async update({ id, state }: Save): Promise<void> {
    if (!isInProgress(state)) this.#closed.delete(id);
    if (this.#isShown) return;
    this.#isShown = true;
    try {
      // A save may begin while the notification of the others closes.
      while (this.#shown().length > 0) await this.#show();
    } finally {
      this.#isShown = false;
    }
  }

  #shown(): readonly Save[] {
    return settings.notifications() === 'all'
      ? savesInProgress(this.saves).filter(({ id }) => !this.#closed.has(id))
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
    for (const { id } of this.#shown()) this.#closed.add(id);
  }

  /** Reports each second, and when a save changes, until none is shown. */
  async #report(bar: Bar, cancelled: AbortSignal): Promise<void> {
    const ended = new AbortController();
    const reportNow = (): void => {
      const shown = this.#shown();
      if (shown.length > 0) bar.report(message(shown, this.saves, this.clock.now()), this.#fraction(shown));
      else ended.abort();
    };
    const listening = this.saves.onDidChange(reportNow);
    const closed = AbortSignal.any([cancelled, ended.signal]);
    try {
      for (;;) {
        reportNow();
        await this.clock.sleep(1000, closed);
      }
    } catch (error) {
      if (!closed.aborted) throw error;
    } finally {
      listening.dispose();
    }
  }

  /** How far the longest save is, from 0 to 1; undefined where its usual duration is not known. */
  #fraction(shown: readonly Save[]): number | undefined {
    const [longest] = shown.slice(-1);
    const usualMs = longest && this.saves.usualMs(longest);
    return longest && usualMs ? Math.min(1, elapsedMs(longest, this.clock.now()) / usualMs) : undefined;
  }
}

/** The save is not over when its usual duration is. */
const MAX_PERCENT = 95;

/** The bar of the notification. It never runs backward, as VS Code only takes increments. */
class Bar {
  #percent = 0;

  constructor(private readonly progress: vscode.Progress<{ readonly message: string; readonly increment?: number }>) {}

  /** @param fraction undefined = the bar runs without an end, and begins anew when one is known */
  report(text: string, fraction: number | undefined): void {
    const said = escapeLinks(text);
    if (fraction === undefined) {
      this.#percent = 0;
      this.progress.report({ message: said });
      return;
    }
    const percent = Math.max(this.#percent, MAX_PERCENT * fraction);
    this.progress.report({ message: said, increment: percent - this.#percent });
    this.#percent = percent;
  }
}

/** Two lines of a notification hold about so many characters. */
const MAX_TEXT = 110;

function message(shown: readonly Save[], saves: Saves, now: number): string {
  const progress = savingText(shown, saves, now, 2);
  const [longest] = shown.slice(-1);
  const step = longest && stepText(longest);
  const text = step
    ? vscode.l10n.t('{progress} · {step} (Cancel hides)', { progress, step })
    : vscode.l10n.t('{progress} (Cancel hides)', { progress });
  return text.length > MAX_TEXT && step ? vscode.l10n.t('{progress} (Cancel hides)', { progress }) : text;
}

/** What keeps the end of a save from being seen; empty where nothing does. */
function stepText({ state }: Save): string {
  const trouble = interruptionOf(state);
  if (trouble) return interruptionText(trouble.error);
  return state.phase === 'looking' ? searchingText(state.error) : '';
}

function searchingText(error: OutcomeUnknownError): string {
  if (isAcceptedWithoutImage(error)) return vscode.l10n.t('accepted, looking for the image');
  return isAnswered(error)
    ? vscode.l10n.t('outcome unclear, looking for the image')
    : vscode.l10n.t('no response, looking for the image');
}
