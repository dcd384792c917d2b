import * as vscode from 'vscode';
import { shortReference } from '../../../model/reference';
import { elapsedMs, type Save } from '../../../save/save';
import { interruptionOf } from '../../../save/saveState';
import type { Saves } from '../../../save/saves';
import type { Clock } from '../../../util/clock';
import { type Disposable, disposeAll } from '../../../util/disposable';
import { oneLine } from '../../../util/text';
import { INTERNAL_COMMANDS, STATUS_BAR } from '../../ids';
import { elapsedText } from '../../text/elapsedText';
import { interruptionText } from '../../text/interruptionText';
import { statusBarText } from '../../text/statusBarText';
import { savesInProgress, savingText } from './savingText';

const MINUTE_MS = 60_000;

/** One item for all saves under way, with the longest elapsed time; hidden while there is none. A click reveals the longest save. */
export function showSaveStatusBar(saves: Saves, clock: Clock): Disposable {
  const item = vscode.window.createStatusBarItem(STATUS_BAR.saves, vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('ModelArts: saves');
  item.command = INTERNAL_COMMANDS.revealSave;
  const lifetime = new AbortController();
  const drawNow = (): boolean => draw(item, saves, clock.now());
  let ticking = false;
  const keepDrawing = async (): Promise<void> => {
    if (!drawNow() || ticking) return;
    ticking = true;
    try {
      do await clock.sleep(1000, lifetime.signal);
      while (drawNow());
    } catch (error) {
      if (!lifetime.signal.aborted) throw error;
    } finally {
      ticking = false;
    }
  };
  const listening = saves.onDidChange(() => void keepDrawing());
  return disposeAll([item, listening, { dispose: () => lifetime.abort() }]);
}

/** Draws the saves under way; false = there is none, and the item is hidden. */
function draw(item: vscode.StatusBarItem, saves: Saves, now: number): boolean {
  const running = savesInProgress(saves);
  const longest = running.at(-1);
  if (!longest) {
    item.hide();
    return false;
  }
  item.text = statusBarText('sync~spin', savingText(running, saves, now, 1));
  item.tooltip = running.map((save) => tooltipLine(save, now, saves.usualMs(save))).join('\n');
  item.accessibilityInformation = { label: spokenText(running, longest, now) };
  item.show();
  return true;
}

/** Changes once a minute, as a screen reader reads each change. Names are complete. */
function spokenText(running: readonly Save[], longest: Save, now: number): string {
  const minutes = Math.floor(elapsedMs(longest, now) / MINUTE_MS);
  if (running.length > 1) {
    return vscode.l10n.t('Saving {count} notebooks, longest {minutes} min', {
      count: running.length,
      minutes,
    });
  }
  const notebook = oneLine(longest.notebook.name) || longest.notebook.id;
  const image = oneLine(shortReference(longest.reference));
  return image === ''
    ? vscode.l10n.t('Saving {notebook}, {minutes} min so far', { notebook, minutes })
    : vscode.l10n.t('Saving {notebook} as {image}, {minutes} min so far', { notebook, image, minutes });
}

function tooltipLine(save: Save, now: number, usualMs: number | undefined): string {
  const name = oneLine(save.reference, 300) || oneLine(save.notebook.name, 60);
  const trouble = interruptionOf(save.state);
  return [name, elapsedText(elapsedMs(save, now), usualMs), trouble && interruptionText(trouble.error)]
    .filter(Boolean)
    .join(' – ');
}
