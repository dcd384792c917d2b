import * as vscode from 'vscode';
import { shortReference } from '../../../model/reference';
import { oneLine } from '../../../util/text';
import { escapeIcons } from '../../text/escapeIcons';
import { sentences } from '../../text/sentences';
import { usualText } from '../../text/usualText';
import { createPick, drawn, type RowFacts } from '../../wizard/quickInput';
import { saveTitle } from './saveTitle';

/** What a person decides at the end. */
export type SaveDecision =
  | { readonly kind: 'save'; readonly way: SaveWay; readonly stopAfterwards: boolean }
  | { readonly kind: 'edit' }
  | { readonly kind: 'showRequest' }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancelled' };

export interface ConfirmSaveOptions {
  /** The number of this step, which is the last. */
  readonly step: number;
  readonly notebookName: string;
  /** Of the image to be; of several, one a notebook. */
  readonly references: readonly string[];
  /** Of the image to be; empty = none. */
  readonly description: string;
  /** What else is requested and the address does not show. */
  readonly details: readonly RowFacts[];
  readonly ways: readonly SaveWay[];
  /** How long such a save usually takes, in milliseconds; undefined = not known. */
  readonly usualMs: number | undefined;
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
 * Asks for the confirmation of a save. The row of the save says how long it takes and what it excludes, as the rows below may be
 * out of sight. Nothing is sent before this is answered; Esc answers no.
 */
export async function askConfirmation(options: ConfirmSaveOptions): Promise<SaveDecision> {
  const pick = createPick<Row>();
  const showRequest = { iconPath: new vscode.ThemeIcon('code'), tooltip: vscode.l10n.t('Show Request') };
  Object.assign(pick, {
    title: saveTitle('confirm'),
    step: options.step,
    totalSteps: options.step,
    placeholder: placeholder(options),
    ignoreFocusOut: true,
    matchOnDetail: true,
    buttons: [vscode.QuickInputButtons.Back, ...(options.references.length === 1 ? [showRequest] : [])],
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
        pick.onDidTriggerButton((button) => resolve({ kind: button === showRequest ? 'showRequest' : 'back' })),
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
    ? vscode.l10n.t('Save {notebook} as an image?', { notebook: escapeIcons(oneLine(notebookName, 60)) })
    : vscode.l10n.t('Save {count} notebooks as images?', { count: references.length });
}

/** `Edit…` is next to the save, one key away. */
function decisions(options: ConfirmSaveOptions): readonly Row[] {
  const { references, ways, usualMs } = options;
  const [reference = ''] = references.length === 1 ? references : [];
  const detail = sentences(
    usualText(usualMs),
    vscode.l10n.t("Can't be canceled."),
    vscode.l10n.t('Excludes {folders}.', { folders: excludedFolders(options) }),
  );
  const [first = 'save', ...others] = ways;
  const save = (way: SaveWay): Row => ({
    icon: 'save',
    label: wayLabel(way),
    description: oneLine(shortReference(reference), 400),
    decision: { kind: 'save', way, stopAfterwards: false },
  });
  const edit: Row = {
    icon: 'edit',
    label: vscode.l10n.t('Edit…'),
    description: vscode.l10n.t('Organization, name, tag, and description'),
    decision: { kind: 'edit' },
  };
  const stop: Row = {
    icon: 'debug-stop',
    label: stopLabel(first),
    description: vscode.l10n.t('Stops the notebook when the image is ready.'),
    decision: { kind: 'save', way: first, stopAfterwards: true },
  };
  return [{ ...save(first), detail }, edit, ...others.map(save), stop];
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
      return vscode.l10n.t('Save When Running');
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
function facts(options: ConfirmSaveOptions): readonly Row[] {
  const { references, description, details, warnings } = options;
  return [
    // A labeled separator would take the space of the address beside it.
    { label: '', kind: vscode.QuickPickItemKind.Separator },
    ...warnings.map((text) => ({ icon: 'warning', label: oneLine(text, 300) })),
    ...references.map((reference) => ({ icon: 'package', label: oneLine(reference, 400) })),
    ...(description === '' ? [] : [{ icon: 'note', label: oneLine(description, 512) }]),
    ...details.map((each) => ({ ...each, label: oneLine(each.label, 300) })),
    { icon: 'clock', label: vscode.l10n.t('Notebook unavailable during the save') },
    {
      icon: 'check',
      label: vscode.l10n.t('Includes installed packages and plug-ins'),
      detail: vscode.l10n.t('Excludes mounted folders ({folders}). Their files stay where they are.', {
        folders: excludedFolders(options),
      }),
    },
  ];
}

function excludedFolders({ mountPaths }: ConfirmSaveOptions): string {
  const paths = mountPaths.map((path) => oneLine(path, 100).replace(/(?<!\/)\/+$/, ''));
  return [...new Set([WORK_FOLDER, ...paths])].join(', ');
}
