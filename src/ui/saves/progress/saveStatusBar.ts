import * as vscode from 'vscode';
import { shortReference } from '../../../model/address';
import { elapsedMs, type Save } from '../../../save/save';
import { interruptionOf } from '../../../save/saveState';
import type { Saves } from '../../../save/saves';
import type { Clock } from '../../../util/clock';
import { type Disposable, disposeAll } from '../../../util/disposable';
import { oneLine } from '../../../util/text';
import { createTicker } from '../../../util/ticker';
import { INTERNAL_COMMANDS, STATUS_BAR } from '../../ids';
import { elapsedText, statusBarText } from '../../text/formats';
import { interruptionText } from '../../text/interruptionText';
import { savesInProgress, savingText } from './savingText';

const MINUTE_MS = 60_000;

/**
 * Shows one status bar item for all saves in progress, with the longest elapsed time. Hidden if there is none. A click
 * reveals the oldest save.
 */
export function registerSaveStatusBar(saves: Saves, clock: Clock): Disposable {
  const item = vscode.window.createStatusBarItem(STATUS_BAR.saves, vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('ModelArts: saves');
  item.command = INTERNAL_COMMANDS.revealSave;
  const ticker = createTicker(clock, 1000, () => draw(item, saves, clock.now()));
  return disposeAll([item, ticker, saves.onDidChange(ticker.start)]);
}

/** Updates the item. Returns false and hides it if no save is in progress. */
function draw(item: vscode.StatusBarItem, saves: Saves, now: number): boolean {
  const inProgress = savesInProgress(saves);
  const oldest = inProgress.at(-1);
  if (!oldest) {
    item.hide();
    return false;
  }
  item.text = statusBarText('sync~spin', savingText(inProgress, saves, now, 1));
  item.tooltip = inProgress.map((save) => tooltipLine(save, now, saves.usualMs(save))).join('\n');
  item.accessibilityInformation = { label: spokenText(inProgress, oldest, now) };
  item.show();
  return true;
}

/**
 * Returns the screen reader label with complete names. It changes only once a minute, because each change is announced.
 */
function spokenText(inProgress: readonly Save[], oldest: Save, now: number): string {
  const minutes = Math.floor(elapsedMs(oldest, now) / MINUTE_MS);
  if (inProgress.length > 1) {
    return vscode.l10n.t('Saving {count} notebooks, longest {minutes} min', {
      count: inProgress.length,
      minutes,
    });
  }
  const notebook = oneLine(oldest.notebook.name) || oldest.notebook.id;
  const image = oneLine(shortReference(oldest.reference));
  return image === ''
    ? vscode.l10n.t('Saving {notebook}, {minutes} min so far', { notebook, minutes })
    : vscode.l10n.t('Saving {notebook} as {image}, {minutes} min so far', { notebook, image, minutes });
}

function tooltipLine(save: Save, now: number, usualMs: number | undefined): string {
  const name = oneLine(save.reference, 300) || oneLine(save.notebook.name, 60);
  const interruption = interruptionOf(save.state);
  return [name, elapsedText(elapsedMs(save, now), usualMs), interruption && interruptionText(interruption.error)]
    .filter(Boolean)
    .join(' – ');
}
