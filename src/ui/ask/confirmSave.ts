import * as vscode from 'vscode';
import { oneLine } from '../../util/text';
import { withoutIcons } from '../messages/withoutIcons';
import { createPick, drawn, type RowFacts } from './quickInput';
import { saveTitle } from './saveTitle';

/** What a person decides at the end. */
export type SaveDecision =
  | { readonly kind: 'save'; readonly way: SaveWay; readonly stopAfterwards: boolean }
  | { readonly kind: 'edit' }
  | { readonly kind: 'showRequest' }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancelled' };

export interface ConfirmSaveOptions {
  /** True where there is a step before. */
  readonly back: boolean;
  readonly notebookName: string;
  /** Of the image to be; of several, one a notebook. */
  readonly references: readonly string[];
  /** Of the image to be; empty = none. */
  readonly description: string;
  /** What else is requested and the address does not show. */
  readonly details: readonly RowFacts[];
  readonly ways: readonly SaveWay[];
  /** Where volumes are mounted; what is there is not saved. */
  readonly mountPaths: readonly string[];
  /** What else to know before saying yes, most important first. */
  readonly warnings: readonly string[];
}

/** How the save begins: what stands before the words "and save". */
export type SaveWay = 'save' | 'renew' | 'start' | 'whenRunning';

interface Row extends RowFacts {
  readonly decision?: SaveDecision;
}

const WORK_FOLDER = '/home/ma-user/work';

/**
 * The last question: the address, what a save does to the notebook, what it keeps and what not. It cannot be taken back,
 * so nothing is done before this is answered; Esc answers no.
 */
export async function confirmSave(options: ConfirmSaveOptions): Promise<SaveDecision> {
  const pick = createPick<Row>();
  Object.assign(pick, {
    title: saveTitle('confirm'),
    placeholder: placeholder(options),
    ignoreFocusOut: true,
    matchOnDetail: true,
    buttons: options.back ? [vscode.QuickInputButtons.Back] : [],
    items: [...decisions(options), ...facts(options)].map(drawn),
  });
  const listening: vscode.Disposable[] = [];
  try {
    return await new Promise((resolve) => {
      listening.push(
        pick.onDidAccept(() => {
          const decision = pick.activeItems[0]?.decision;
          if (decision) resolve(decision);
        }),
        pick.onDidTriggerButton(() => resolve({ kind: 'back' })),
        pick.onDidHide(() => resolve({ kind: 'cancelled' })),
      );
      pick.show();
    });
  } finally {
    for (const each of listening) each.dispose();
    pick.dispose();
  }
}

function placeholder({ notebookName, references }: ConfirmSaveOptions): string {
  return references.length === 1
    ? vscode.l10n.t('Save {notebook} as an image?', { notebook: withoutIcons(oneLine(notebookName, 60)) })
    : vscode.l10n.t('Save {count} notebooks as images?', { count: references.length });
}

function decisions(options: ConfirmSaveOptions): readonly Row[] {
  const { references, ways } = options;
  const reference = references.length === 1 ? oneLine(references[0] ?? '', 400) : undefined;
  const saves = ways.flatMap((way): Row[] => [
    {
      icon: 'save',
      label: wayLabel(way),
      detail: reference ?? vscode.l10n.t('Each notebook under the address below.'),
      decision: { kind: 'save', way, stopAfterwards: false },
    },
  ]);
  const stop: Row = {
    icon: 'debug-stop',
    label: stopLabel(ways[0] ?? 'save'),
    detail: vscode.l10n.t('Stops the notebook once the image can be used, and not before.'),
    decision: { kind: 'save', way: ways[0] ?? 'save', stopAfterwards: true },
  };
  const edit: Row = {
    icon: 'edit',
    label: vscode.l10n.t('Edit…'),
    detail: vscode.l10n.t('Organization, name, tag and description.'),
    decision: { kind: 'edit' },
  };
  const show: Row = {
    icon: 'code',
    label: vscode.l10n.t('Show Request…'),
    detail: vscode.l10n.t('What would be sent: as HTTP, for hcloud and for Terraform. Nothing is sent.'),
    decision: { kind: 'showRequest' },
  };
  return [...saves, stop, edit, ...(references.length === 1 ? [show] : [])];
}

function wayLabel(way: SaveWay): string {
  switch (way) {
    case 'save':
      return vscode.l10n.t('Save Image');
    case 'renew':
      return vscode.l10n.t('Renew and Save');
    case 'start':
      return vscode.l10n.t('Start and Save');
    case 'whenRunning':
      return vscode.l10n.t('Save When It Runs');
  }
}

function stopLabel(way: SaveWay): string {
  switch (way) {
    case 'save':
      return vscode.l10n.t('Save and Stop');
    case 'renew':
      return vscode.l10n.t('Renew, Save and Stop');
    case 'start':
      return vscode.l10n.t('Start, Save and Stop');
    case 'whenRunning':
      return vscode.l10n.t('Wait, Save and Stop');
  }
}

/** To be read, not chosen: Enter on them does nothing. */
function facts({ references, description, details, mountPaths, warnings }: ConfirmSaveOptions): readonly Row[] {
  const folders = new Set([WORK_FOLDER, ...mountPaths.map((path) => oneLine(path, 100).replace(/(?<!\/)\/+$/, ''))]);
  const several = references.length > 1 ? references : [];
  return [
    separator(vscode.l10n.t('Good to know')),
    ...warnings.map((text) => ({ icon: 'warning', label: oneLine(text, 300) })),
    ...(description === '' ? [] : [{ icon: 'note', label: oneLine(description, 512) }]),
    ...details.map((each) => ({ ...each, label: oneLine(each.label, 300) })),
    {
      icon: 'clock',
      label: vscode.l10n.t('The notebook is unavailable while it is being saved'),
      detail: vscode.l10n.t('Often for several minutes. This cannot be cancelled.'),
    },
    {
      icon: 'check',
      label: vscode.l10n.t('Kept: installed packages and plug-ins'),
      detail: vscode.l10n.t('Not kept: mounted folders ({folders}). Their files stay where they are.', {
        folders: [...folders].join(', '),
      }),
    },
    ...(several.length > 0 ? [separator(vscode.l10n.t('Images'))] : []),
    ...several.map((reference) => ({ icon: 'package', label: oneLine(reference, 400) })),
  ];
}

function separator(label: string): Row {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
