import * as vscode from 'vscode';
import { elapsedMs, type Save } from '../../save/save';
import { interruptionOf, isInProgress, isNoticedLate, type SavePhase, type SaveState } from '../../save/saveState';
import { oneLine } from '../../util/text';
import { COMMANDS } from '../ids';
import { ageText } from '../text/ageText';
import { durationText } from '../text/durationText';
import { elapsedText } from '../text/elapsedText';
import { savePhaseLabel } from '../text/savePhaseLabel';
import { treeRow } from '../treeRow';
import type { SaveNode } from './saveNode';
import { saveReason } from './saveReason';

export interface SaveRowFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How long such a save usually takes; milliseconds. */
  readonly usualMs: number | undefined;
}

/** A row of a save: its notebook, where it stands, how long it has taken or when it ended, and its image. */
export function saveRow(save: Save, { now, usualMs }: SaveRowFacts): vscode.TreeItem {
  const notebook = oneLine(save.notebook.name, 200) || save.notebook.id;
  const word = savePhaseLabel(save.state);
  const image = imageText(save);
  const item = treeRow(notebook, visibleText(save, word, image, { now, usualMs }));
  item.id = `save ${save.id}`;
  item.iconPath = icon(save.state);
  item.contextValue = saveContext(save);
  item.tooltip = tooltip(save, notebook, word);
  item.command = {
    command: COMMANDS.viewDetails,
    title: vscode.l10n.t('View Details'),
    arguments: [node(save)],
  };
  // Without what changes every second: a screen reader would say it every second.
  const began = new Date(save.requestedAt).toLocaleString(vscode.env.language);
  item.accessibilityInformation = {
    label: [notebook, word, image, vscode.l10n.t('requested on {time}', { time: began })].filter(Boolean).join(', '),
  };
  return item;
}

/** The words that menus go by: first the kind, then what can be done with it in its present state. */
export function saveContext({ state, reference, request }: Pick<Save, 'state' | 'reference' | 'request'>): string {
  const underWay = isInProgress(state);
  const { phase } = state;
  return [
    'save',
    underWay && 'followed',
    phase === 'unwatched' && 'followable',
    phase === 'outcomeUnknown' && 'checkable',
    reference !== '' && (underWay || MAY_EXIST.has(phase)) && 'copyable',
    !underWay && request && 'repeatable',
    !underWay && 'removable',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Ended, and there is an image at the reference, or there may be. */
const MAY_EXIST: ReadonlySet<SavePhase> = new Set(['saved', 'unwatched', 'outcomeUnknown']);

function node({ id }: Save): SaveNode {
  return { kind: 'save', id };
}

/** Usual states are left to the icon; a narrow view cuts the end, so the least important comes last. */
function visibleText(save: Save, word: string, image: string, { now, usualMs }: SaveRowFacts): string {
  const { state } = save;
  const isUsual = !interruptionOf(state) && (state.phase === 'saving' || state.phase === 'saved');
  const times = isInProgress(state)
    ? [elapsedText(elapsedMs(save, now), usualMs), image]
    : [image, ageText(save.endedAt ?? save.requestedAt, now)];
  return [isUsual ? '' : word, ...times].filter(Boolean).join(' · ');
}

/** Where it stands, and why, and what to do. */
function tooltip(save: Save, notebook: string, word: string): string {
  const { reference, state } = save;
  const took =
    state.phase === 'saved' && !isNoticedLate(state) && save.endedAt !== undefined
      ? durationText(elapsedMs(save, save.endedAt))
      : '';
  const head = [notebook, [word, took].filter(Boolean).join(' · '), oneLine(reference, 400)];
  const reason = saveReason(save);
  return [...head.filter(Boolean), ...(reason ? ['', reason] : [])].join('\n');
}

/** `name:tag`, without a tag while the service has not named the one it chose; the whole address is in the tooltip. */
function imageText({ request, reference }: Save): string {
  const text = request?.tag ? `${request.name}:${request.tag}` : (reference.split('/').at(-1) ?? '');
  return oneLine(text, 200);
}

/** Shape tells the state; colour only repeats it. */
function icon(state: SaveState): vscode.ThemeIcon {
  if (interruptionOf(state)) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
  const [name, color] = ICONS[state.phase];
  return new vscode.ThemeIcon(name, color === undefined ? undefined : new vscode.ThemeColor(color));
}

const ICONS: Readonly<Record<SavePhase, readonly [string, string?]>> = {
  requesting: ['sync~spin'],
  looking: ['sync~spin'],
  savingElsewhere: ['sync~spin'],
  saving: ['sync~spin'],
  saved: ['pass', 'charts.green'],
  failed: ['error', 'list.errorForeground'],
  deleted: ['trash'],
  refused: ['circle-slash'],
  notSent: ['circle-slash'],
  notSaved: ['circle-slash'],
  over: ['check'],
  unwatched: ['eye-closed'],
  outcomeUnknown: ['question', 'list.warningForeground'],
};
