import * as vscode from 'vscode';
import { oneLine } from '../../util/text';
import { ONLY_STEP } from '../wizard/answer';
import { askList } from '../wizard/pickStep';
import { type RowFacts, showPick } from '../wizard/quickInput';
import { GROUPINGS, type Grouping, SORTINGS, type Sorting, type ViewOptions } from './viewOptions';

interface Choice<T> extends RowFacts {
  readonly value: T;
}

/**
 * Shows the filter picker: free text plus toggles. Accepting a toggle also applies the typed text.
 *
 * @param offersMine whether to offer the filter for the account's own notebooks; only useful if all users' are listed
 * @returns the options to change; undefined if canceled
 */
export async function askFilter(current: ViewOptions, offersMine: boolean): Promise<Partial<ViewOptions> | undefined> {
  const answer = await askList<Choice<Partial<ViewOptions>>, Partial<ViewOptions>>({
    ...ONLY_STEP,
    title: vscode.l10n.t('Filter Notebooks'),
    placeholder: vscode.l10n.t('Filter by name, ID, owner, flavor, image, or resource pool'),
    value: current.text,
    rows: (typed) => choices(current, typed, offersMine),
    choose: (row, text) => row && { text, ...row.value },
  });
  return answer.kind === 'next' ? answer.value : undefined;
}

/** Every row sets `alwaysShow`: the typed text filters the notebooks, not these rows. */
function choices(
  { running, mine }: ViewOptions,
  typed: string,
  offersMine: boolean,
): readonly Choice<Partial<ViewOptions>>[] {
  const text = oneLine(typed, 60);
  const label = text ? vscode.l10n.t('Filter by “{text}”', { text }) : vscode.l10n.t("Don't filter by text");
  return [
    { label, value: {}, alwaysShow: true },
    toggle(vscode.l10n.t('Running only'), running, { running: !running }),
    ...(offersMine ? [toggle(vscode.l10n.t('Mine only'), mine, { mine: !mine })] : []),
  ];
}

function toggle(label: string, isOn: boolean, value: Partial<ViewOptions>): Choice<Partial<ViewOptions>> {
  const description = isOn ? vscode.l10n.t('on') : vscode.l10n.t('off');
  return {
    icon: isOn ? 'pass-filled' : 'circle-large-outline',
    label,
    description,
    value,
    alwaysShow: true,
  };
}

/** Asks for a grouping or a sort order. Resolves with the option to change; undefined if canceled. */
export async function askViewOptions({ group, sort }: ViewOptions): Promise<Partial<ViewOptions> | undefined> {
  const items = [
    separator(vscode.l10n.t('Group by')),
    ...GROUPINGS.map((each) => choice({ group: each }, groupingLabel(each), each === group)),
    separator(vscode.l10n.t('Sort by')),
    ...SORTINGS.map((each) => choice({ sort: each }, sortingLabel(each), each === sort)),
  ];
  const title = vscode.l10n.t('Group and Sort Notebooks');
  const placeHolder = vscode.l10n.t('Select how to group or sort the notebooks');
  return (await showPick(items, { title, placeHolder }))?.value;
}

function separator(label: string): Choice<Partial<ViewOptions>> {
  return { label, kind: vscode.QuickPickItemKind.Separator, value: {} };
}

function choice<T>(value: T, label: string, isOn: boolean): Choice<T> {
  return { icon: isOn ? 'check' : 'blank', label, value, ...(isOn && { description: vscode.l10n.t('current') }) };
}

function groupingLabel(grouping: Grouping): string {
  switch (grouping) {
    case 'none':
      return vscode.l10n.t('No groups');
    case 'status':
      return vscode.l10n.t('Status');
    case 'owner':
      return vscode.l10n.t('Owner');
    case 'flavor':
      return vscode.l10n.t('Flavor');
    case 'pool':
      return vscode.l10n.t('Resource pool');
    case 'workspace':
      return vscode.l10n.t('Workspace');
  }
}

function sortingLabel(sorting: Sorting): string {
  switch (sorting) {
    case 'created':
      return vscode.l10n.t('Created, newest first');
    case 'name':
      return vscode.l10n.t('Name');
    case 'status':
      return vscode.l10n.t('Status, running first');
    case 'lease':
      return vscode.l10n.t('Remaining lease, shortest first');
  }
}
