import * as vscode from 'vscode';
import { elapsedMs, type Save } from '../../save/save';
import type { Saves } from '../../save/saves';
import { isUnderWay, troubleOf } from '../../save/saveState';
import type { Clock } from '../../util/clock';
import { type Disposable, disposeAll } from '../../util/disposable';
import { oneLine } from '../../util/text';
import { STATUS_BAR, VIEWS } from '../ids';
import { durationText } from '../messages/durationText';
import { elapsedText } from '../messages/elapsedText';
import { statusBarText } from '../messages/statusBarText';
import { troubleText } from '../messages/troubleText';

/** One item for all saves that are followed: there while there is one, with the longest elapsed time. */
export function showSaveStatusBar(saves: Saves, clock: Clock): Disposable {
  const item = vscode.window.createStatusBarItem(STATUS_BAR.saves, vscode.StatusBarAlignment.Left);
  item.name = vscode.l10n.t('ModelArts: saves');
  item.command = `${VIEWS.saves}.focus`;
  const life = new AbortController();
  const drawNow = (): boolean => draw(item, saves, clock.now());
  let ticking = false;
  const keepDrawing = async (): Promise<void> => {
    if (!drawNow() || ticking) return;
    ticking = true;
    try {
      do await clock.sleep(1000, life.signal);
      while (drawNow());
    } catch (error) {
      if (!life.signal.aborted) throw error;
    } finally {
      ticking = false;
    }
  };
  const listening = saves.onDidChange(() => void keepDrawing());
  return disposeAll([item, listening, { dispose: () => life.abort() }]);
}

/** Draws the saves under way; false = there is none, and the item is hidden. */
function draw(item: vscode.StatusBarItem, saves: Saves, now: number): boolean {
  const running = saves.list.filter(({ state }) => isUnderWay(state));
  const longest = running.at(-1);
  if (!longest) {
    item.hide();
    return false;
  }
  const elapsed = durationText(elapsedMs(longest, now));
  const notebook = oneLine(longest.notebook.name, 30);
  const words =
    running.length === 1
      ? vscode.l10n.t('Saving {notebook} {elapsed}', { notebook, elapsed })
      : vscode.l10n.t('Saving {count} notebooks {elapsed}', { count: running.length, elapsed });
  item.text = statusBarText('sync~spin', words);
  item.tooltip = running.map((save) => tooltipLine(save, now, saves.usualMs(save))).join('\n');
  item.accessibilityInformation = { label: words };
  item.show();
  return true;
}

function tooltipLine(save: Save, now: number, usualMs: number | undefined): string {
  const name = oneLine(save.reference, 300) || oneLine(save.notebook.name, 60);
  const trouble = troubleOf(save.state);
  return [name, elapsedText(elapsedMs(save, now), usualMs), trouble && troubleText(trouble.error)]
    .filter(Boolean)
    .join(' – ');
}
