import * as vscode from 'vscode';
import { elapsedMs, type Save } from '../../save/save';
import type { Saves } from '../../save/saves';
import { isUnderWay, troubleOf } from '../../save/saveState';
import type { Clock } from '../../util/clock';
import type { Disposable } from '../../util/disposable';
import { oneLine } from '../../util/text';
import { isAcceptedWithoutImage, isAnswered, type OutcomeUnknownError } from '../../model/errors';
import { elapsedText } from '../messages/elapsedText';
import { troubleText } from '../messages/troubleText';
import { unlinked } from '../messages/unlinked';
import { settings } from '../settings';
import { withCancel } from '../withCancel';

/**
 * Shows a notification with the elapsed time and the service's own words for as long as a save is followed, and no longer;
 * where the person wants all notifications.
 */
export function showSaveNotifications(saves: Saves, clock: Clock): Disposable {
  const shown = new Set<string>();
  return saves.onDidChange((save) => {
    if (!isUnderWay(save.state) || shown.has(save.id) || settings.notifications() !== 'all') return;
    shown.add(save.id);
    void showProgress(saves, clock, save).finally(() => shown.delete(save.id));
  });
}

async function showProgress(saves: Saves, clock: Clock, save: Save): Promise<void> {
  const names = { notebook: oneLine(save.notebook.name, 60), reference: oneLine(save.reference, 300) };
  const title = save.reference
    ? vscode.l10n.t('Saving {notebook} as {reference}', names)
    : vscode.l10n.t('Saving {notebook}', names);
  const options = { location: vscode.ProgressLocation.Notification, title: unlinked(title), cancellable: true };
  await vscode.window.withProgress(options, (progress, token) =>
    withCancel(token, async (cancelled) => {
      cancelled.addEventListener('abort', () => saves.stopFollowing(save.id), { once: true });
      await tick(saves, clock, save.id, (message) => progress.report({ message }));
    }),
  );
}

/** Reports once a second until the save is not followed any more. */
async function tick(saves: Saves, clock: Clock, id: string, report: (message: string) => void): Promise<void> {
  const over = new AbortController();
  const listening = saves.onDidChange((save) => {
    if (save.id !== id) return;
    if (isUnderWay(save.state)) report(progressMessage(save, clock.now(), saves.usualMs(save)));
    else over.abort();
  });
  try {
    for (;;) {
      const save = saves.get(id);
      if (!save || !isUnderWay(save.state)) return;
      report(progressMessage(save, clock.now(), saves.usualMs(save)));
      await clock.sleep(1000, over.signal);
    }
  } catch (error) {
    if (!over.signal.aborted) throw error;
  } finally {
    listening.dispose();
  }
}

function progressMessage(save: Save, now: number, usualMs: number | undefined): string {
  return vscode.l10n.t('{elapsed} – {step} (Cancel only stops following; the save goes on.)', {
    elapsed: elapsedText(elapsedMs(save, now), usualMs),
    step: stepText(save),
  });
}

function stepText({ state }: Save): string {
  if (state.phase === 'requesting') return vscode.l10n.t('Asking ModelArts…');
  const trouble = troubleOf(state);
  if (trouble) return troubleText(trouble.error);
  if (state.phase === 'looking') return lookingText(state.error);
  if (state.phase === 'savingElsewhere') return vscode.l10n.t('Somebody else saves this notebook.');
  if (state.phase !== 'saving') return '';
  const words = unlinked(oneLine(state.image.statusMessage ?? '', 120));
  return words || vscode.l10n.t('The image is being built.');
}

function lookingText(error: OutcomeUnknownError): string {
  if (isAcceptedWithoutImage(error)) return vscode.l10n.t('ModelArts accepted the save. Looking for the image…');
  return isAnswered(error)
    ? vscode.l10n.t('The answer leaves the outcome open. Looking for the image…')
    : vscode.l10n.t('No answer came back. Looking for the image…');
}
