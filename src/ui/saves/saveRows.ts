import * as vscode from 'vscode';
import type { ModelArtsError } from '../../model/errors';
import { elapsedMs, type Save } from '../../save/save';
import { interruptionOf, isInProgress, isNoticedLate, type SavePhase, type SaveState } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import type { Clock } from '../../util/clock';
import { oneLine } from '../../util/text';
import { commandId } from '../ids';
import { buildFailure } from '../text/buildFailure';
import { errorMessage, type RequestedOperation } from '../text/errorMessage';
import { errorReference } from '../text/errorText';
import { ageText, durationText, elapsedText, sentences } from '../text/formats';
import { savePhaseLabel } from '../text/savePhaseLabel';
import { treeRow } from '../treeRow';
import { saveOutcome } from './progress/saveOutcome';

/** A row of the saves view, as passed to commands. The data of the save is looked up by ID. */
export interface SaveNode {
  readonly kind: 'save';
  readonly id: string;
}

/** Dependencies of {@link SaveRows}. */
export interface SaveRowsOptions {
  readonly saves: Pick<Saves, 'list' | 'get' | 'usualMs'>;
  readonly clock: Clock;
}

/** Provides the rows of the tree, newest first. Each save keeps its node, so that a single row can be refreshed. */
export class SaveRows implements vscode.TreeDataProvider<SaveNode> {
  #nodes = new Map<string, SaveNode>();

  constructor(private readonly options: SaveRowsOptions) {}

  getChildren(parent?: SaveNode): SaveNode[] {
    if (parent) return [];
    const nodes = this.options.saves.list.map(({ id }) => this.#nodes.get(id) ?? ({ kind: 'save', id } as const));
    this.#nodes = new Map(nodes.map((node) => [node.id, node]));
    return nodes;
  }

  getParent(): undefined {
    return undefined;
  }

  getTreeItem({ id }: SaveNode): vscode.TreeItem {
    const { saves, clock } = this.options;
    const save = saves.get(id);
    return save ? saveRow(save, { now: clock.now(), usualMs: saves.usualMs(save) }) : { label: '' };
  }

  /** Returns the drawn row of a save; undefined if it has not been drawn. */
  nodeOf({ id }: Pick<Save, 'id'>): SaveNode | undefined {
    return this.#nodes.get(id);
  }
}

/** Data of a row that the save itself does not contain. */
export interface SaveRowFacts {
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** Usual duration of such a save in milliseconds; undefined if unknown. */
  readonly usualMs: number | undefined;
}

/** Creates the row of a save: notebook, state, elapsed time or age, and image. */
export function saveRow(save: Save, { now, usualMs }: SaveRowFacts): vscode.TreeItem {
  const notebook = oneLine(save.notebook.name, 200) || save.notebook.id;
  const stateLabel = savePhaseLabel(save.state);
  const image = imageText(save);
  const item = treeRow(notebook, visibleText(save, stateLabel, image, { now, usualMs }));
  item.id = `save ${save.id}`;
  item.iconPath = icon(save.state);
  item.contextValue = saveContext(save);
  item.tooltip = tooltip(save, notebook, stateLabel);
  item.command = {
    command: commandId('viewDetails'),
    title: vscode.l10n.t('View Details'),
    arguments: [node(save)],
  };
  // Excludes the elapsed time, which a screen reader would announce every second.
  const startedAt = new Date(save.requestedAt).toLocaleString(vscode.env.language);
  item.accessibilityInformation = {
    label: [notebook, stateLabel, image, vscode.l10n.t('requested on {time}', { time: startedAt })]
      .filter(Boolean)
      .join(', '),
  };
  return item;
}

/** Returns the `contextValue` that menus match: the kind, then the available actions. */
export function saveContext({ state, reference, request }: Pick<Save, 'state' | 'reference' | 'request'>): string {
  const inProgress = isInProgress(state);
  const { phase } = state;
  return [
    'save',
    inProgress && 'followed',
    phase === 'unwatched' && 'followable',
    phase === 'outcomeUnknown' && 'checkable',
    reference !== '' && (inProgress || IMAGE_MAY_EXIST.has(phase)) && 'copyable',
    !inProgress && request && 'repeatable',
    !inProgress && 'removable',
  ]
    .filter(Boolean)
    .join(' ');
}

/** Final states in which an image exists or may exist at the reference. */
const IMAGE_MAY_EXIST: ReadonlySet<SavePhase> = new Set(['saved', 'unwatched', 'outcomeUnknown']);

function node({ id }: Save): SaveNode {
  return { kind: 'save', id };
}

/** Usual states are shown by the icon alone. A narrow view cuts off the end, so the least important part comes last. */
function visibleText(save: Save, stateLabel: string, image: string, { now, usualMs }: SaveRowFacts): string {
  const { state } = save;
  const isUsual = !interruptionOf(state) && (state.phase === 'saving' || state.phase === 'saved');
  const times = isInProgress(state)
    ? [elapsedText(elapsedMs(save, now), usualMs), image]
    : [image, ageText(save.endedAt ?? save.requestedAt, now)];
  return [isUsual ? '' : stateLabel, ...times].filter(Boolean).join(' · ');
}

/** Returns the state, the reason, and what to do. */
function tooltip(save: Save, notebook: string, stateLabel: string): string {
  const { reference, state } = save;
  const took =
    state.phase === 'saved' && !isNoticedLate(state) && save.endedAt !== undefined
      ? durationText(elapsedMs(save, save.endedAt))
      : '';
  const head = [notebook, [stateLabel, took].filter(Boolean).join(' · '), oneLine(reference, 400)];
  const reason = saveReason(save);
  return [...head.filter(Boolean), ...(reason ? ['', reason] : [])].join('\n');
}

/**
 * Returns `name:tag`, or `:tag` if the image has the notebook's name, with which the row starts. Without the tag while the
 * service has not reported the one it chose. The tooltip has the whole reference.
 */
function imageText({ notebook, request, reference }: Save): string {
  if (request?.tag && request.name === notebook.name) return oneLine(`:${request.tag}`, 200);
  const text = request?.tag ? `${request.name}:${request.tag}` : (reference.split('/').at(-1) ?? '');
  return oneLine(text, 200);
}

/** The shape conveys the state, so that it does not depend on color vision. */
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

/** Explains the state of a save and what to do; undefined if there is nothing to explain. */
export function saveReason(save: Save): string | undefined {
  const { state } = save;
  const interruption = interruptionOf(state);
  if (state.phase === 'failed') return buildFailure(state.image);
  if (state.phase === 'unwatched' || state.phase === 'over') return saveOutcome(save)?.message;
  if ('error' in state) return errorSentences(state.error, 'save');
  return interruption && errorSentences(interruption.error);
}

/** Formats an error as sentences, with its code. */
export function errorSentences(error: ModelArtsError, operation?: RequestedOperation): string {
  const { message, detail, remedy, code } = errorMessage(error, operation);
  return sentences(message, detail, remedy, errorReference(code));
}
