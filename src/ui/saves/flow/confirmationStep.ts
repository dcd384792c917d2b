import * as vscode from 'vscode';
import { shortReference } from '../../../model/address';
import { oneLine } from '../../../util/text';
import { escapeIcons } from '../../text/escape';
import { sentences, usualText } from '../../text/formats';
import { askList, type PickButton } from '../../wizard/pickStep';
import type { RowFacts } from '../../wizard/quickInput';
import { saveTitle } from './saveTitle';

/** The user's decision. */
export type SaveDecision =
  | { readonly kind: 'save'; readonly mode: SaveMode; readonly stopAfterwards: boolean }
  | { readonly kind: 'edit' }
  | { readonly kind: 'showRequest' }
  | { readonly kind: 'back' }
  | { readonly kind: 'cancelled' };

/** Options of {@link askConfirmation}. */
export interface ConfirmSaveOptions {
  /** Number of this step, which is the last. */
  readonly step: number;
  readonly notebookName: string;
  /** References of the images to create, one per notebook. */
  readonly references: readonly string[];
  /** Description of the image; empty if none. */
  readonly description: string;
  /** Further properties of the request that the reference does not show. */
  readonly details: readonly RowFacts[];
  /** How the save can begin; the first is the default. */
  readonly modes: readonly SaveMode[];
  /** Usual duration of such a save in milliseconds; undefined if unknown. */
  readonly usualMs: number | undefined;
  /** Mount paths of volumes, which are not saved. */
  readonly mountPaths: readonly string[];
  /** Warnings, most important first. */
  readonly warnings: readonly string[];
}

/** How the save begins: at once, or after renewing the lease, starting the notebook, or waiting until it runs. */
export type SaveMode = 'save' | 'renew' | 'start' | 'whenRunning';

interface ConfirmationRow extends RowFacts {
  readonly decision?: SaveDecision;
}

const WORK_FOLDER = '/home/ma-user/work';

/**
 * Asks to confirm a save. The first row states the duration and what is excluded, because later rows may be scrolled
 * out of view. Nothing is sent before confirmation; Esc cancels.
 */
export async function askConfirmation(options: ConfirmSaveOptions): Promise<SaveDecision> {
  const showRequest: PickButton<SaveDecision> = {
    iconPath: new vscode.ThemeIcon('code'),
    tooltip: vscode.l10n.t('Show Request'),
    value: { kind: 'showRequest' },
  };
  const answer = await askList<ConfirmationRow, SaveDecision>({
    title: saveTitle('confirm'),
    step: options.step,
    totalSteps: options.step,
    back: true,
    placeholder: placeholder(options),
    matchOnDescription: false,
    buttons: options.references.length === 1 ? [showRequest] : [],
    rows: [...decisions(options), ...facts(options)],
    choose: (row) => row?.decision,
  });
  return answer.kind === 'next' ? answer.value : { kind: answer.kind };
}

function placeholder({ notebookName, references }: ConfirmSaveOptions): string {
  return references.length === 1
    ? vscode.l10n.t('Save {notebook} as an image?', { notebook: escapeIcons(oneLine(notebookName, 60)) })
    : vscode.l10n.t('Save {count} notebooks as images?', { count: references.length });
}

/** `Edit…` follows the default action, one key away. */
function decisions(options: ConfirmSaveOptions): readonly ConfirmationRow[] {
  const { references, modes, usualMs } = options;
  const [reference = ''] = references.length === 1 ? references : [];
  const detail = sentences(
    usualText(usualMs),
    vscode.l10n.t("Can't be canceled."),
    vscode.l10n.t('Excludes {folders}.', { folders: excludedFolders(options) }),
  );
  const [first = 'save', ...others] = modes;
  const save = (mode: SaveMode): ConfirmationRow => ({
    icon: 'save',
    label: modeLabel(mode),
    description: oneLine(shortReference(reference), 400),
    decision: { kind: 'save', mode, stopAfterwards: false },
  });
  const edit: ConfirmationRow = {
    icon: 'edit',
    label: vscode.l10n.t('Edit…'),
    description: vscode.l10n.t('Organization, name, tag, and description'),
    decision: { kind: 'edit' },
  };
  const stop: ConfirmationRow = {
    icon: 'debug-stop',
    label: stopLabel(first),
    description: vscode.l10n.t('Stops the notebook when the image is ready.'),
    decision: { kind: 'save', mode: first, stopAfterwards: true },
  };
  return [{ ...save(first), detail }, edit, ...others.map(save), stop];
}

function modeLabel(mode: SaveMode): string {
  switch (mode) {
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

function stopLabel(mode: SaveMode): string {
  switch (mode) {
    case 'save':
      return vscode.l10n.t('Save and Stop');
    case 'renew':
      return vscode.l10n.t('Renew, Save, and Stop');
    case 'start':
      return vscode.l10n.t('Start, Save, and Stop');
    case 'whenRunning':
      return vscode.l10n.t('Wait, Save, and Stop');
  }
}

/** Informational rows: Enter on them does nothing. */
function facts(options: ConfirmSaveOptions): readonly ConfirmationRow[] {
  const { references, description, details, warnings } = options;
  return [
    // A labeled separator would take width from the reference beside it.
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
