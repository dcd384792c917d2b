import * as vscode from 'vscode';
import { shortReference } from '../../model/address';
import { selectedIds } from '../commandArguments';
import { notify } from '../text/notify';
import { showPick } from '../wizard/quickInput';
import { copyForms, localShell } from './copyForms';
import { type CopyOptions, copySubject, saveTargetOf } from './copySubject';
import { copyText } from './copyText';

/**
 * Copies image references, one per line.
 *
 * @param argument row, image id or save id; otherwise the user picks an image
 * @param selected all selected rows
 */
export async function copyImageReferenceCommand(
  options: CopyOptions,
  argument: unknown,
  selected?: unknown,
): Promise<void> {
  const ids = [...selectedIds(selected, 'image'), ...selectedIds(selected, 'save')];
  if (ids.length > 1) return copyReferences(options, ids);
  const subject = await copySubject(options, argument);
  const [reference] = subject ? copyForms(subject.reference, undefined, localShell()) : [];
  if (reference) await copyText(shortReference(reference.text), reference.text);
  else if (subject) reportNothingToCopy();
}

/** Skips rows without a reference. */
async function copyReferences(options: CopyOptions, ids: readonly string[]): Promise<void> {
  const references: string[] = [];
  for (const id of ids) {
    const subject = await copySubject(options, id);
    const [reference] = copyForms(subject?.reference, undefined, localShell());
    if (reference) references.push(reference.text);
  }
  if (references.length === 0) return reportNothingToCopy();
  await copyText(vscode.l10n.t('{count} image references', { count: references.length }), references.join('\n'));
}

/** Asks for a format, such as `docker pull` or Terraform, and copies the image or save in it. */
export async function copyAsCommand(options: CopyOptions, argument: unknown): Promise<void> {
  const subject = await copySubject(options, argument);
  if (!subject) return;
  const forms = copyForms(subject.reference, subject.save && (await saveTargetOf(options, subject.save)), localShell());
  if (forms.length === 0) return reportNothingToCopy();
  const items = forms.map(({ label, text }) => ({ label, text, detail: preview(text) }));
  const picked = await showPick(items, {
    title: vscode.l10n.t('Copy As'),
    placeHolder: vscode.l10n.t('Select a format'),
  });
  if (picked) await copyText(picked.label, picked.text);
}

function reportNothingToCopy(): void {
  void notify.information(vscode.l10n.t('Nothing to copy: the image has no reference.'));
}

/** Returns the text on one line. */
function preview(text: string): string {
  return text.replace(/\s+/g, ' ').trim().slice(0, 200);
}
