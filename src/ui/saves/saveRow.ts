import * as vscode from 'vscode';
import { elapsedMs, type Save } from '../../save/save';
import { isNoticedLate, isUnderWay, type SavePhase, type SaveState, troubleOf } from '../../save/saveState';
import { oneLine } from '../../util/text';
import { COMMANDS } from '../ids';
import { ageText } from '../messages/ageText';
import { durationText } from '../messages/durationText';
import { elapsedText } from '../messages/elapsedText';
import { savePhaseWord } from '../messages/savePhaseWord';
import { treeRow } from '../treeRow';
import type { SaveNode } from './saveNode';

export interface SaveRowFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** How long such a save usually takes; milliseconds. */
  readonly usualMs: number | undefined;
}

/** A row of a save: its notebook, where it stands, how long it takes or took, and what it becomes. */
export function saveRow(save: Save, { now, usualMs }: SaveRowFacts): vscode.TreeItem {
  const notebook = oneLine(save.notebook.name, 200) || save.notebook.id;
  const word = savePhaseWord(save.state);
  const image = imageText(save);
  const item = treeRow(notebook, [word, timeText(save, now, usualMs), image].filter(Boolean).join(' · '));
  item.id = `save ${save.id}`;
  item.iconPath = icon(save.state);
  item.contextValue = saveContext(save);
  item.tooltip = [notebook, word, save.reference && oneLine(save.reference, 400)].filter(Boolean).join('\n');
  item.command = {
    command: COMMANDS.viewDetails,
    title: vscode.l10n.t('View Details'),
    arguments: [node(save)],
  };
  // Without what changes every second: a screen reader would say it every second.
  const began = new Date(save.requestedAt).toLocaleString(vscode.env.language);
  item.accessibilityInformation = {
    label: [notebook, word, image, vscode.l10n.t('asked for on {time}', { time: began })].filter(Boolean).join(', '),
  };
  return item;
}

/** The words that menus go by: first the kind, then what can be done with it in its present state. */
export function saveContext({ state, reference, request }: Pick<Save, 'state' | 'reference' | 'request'>): string {
  const underWay = isUnderWay(state);
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

function timeText(save: Save, now: number, usualMs: number | undefined): string {
  if (isUnderWay(save.state)) return elapsedText(elapsedMs(save, now), usualMs);
  const ended = ageText(save.endedAt ?? save.requestedAt, now);
  return save.state.phase === 'saved' && !isNoticedLate(save.state)
    ? `${ended} · ${durationText(elapsedMs(save, now))}`
    : ended;
}

/** `name:tag`, without a tag while the service has not named the one it chose; the whole address is in the tooltip. */
function imageText({ request, reference }: Save): string {
  const text = request?.tag ? `${request.name}:${request.tag}` : (reference.split('/').at(-1) ?? '');
  return oneLine(text, 200);
}

/** Shape tells the state; colour only repeats it. */
function icon(state: SaveState): vscode.ThemeIcon {
  if (troubleOf(state)) return new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'));
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
