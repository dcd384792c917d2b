import * as vscode from 'vscode';
import type { Connections } from '../../connections/connections';
import { shortReference } from '../../model/address';
import { InvalidArgumentError, isModelArtsError } from '../../model/errors';
import type { Image } from '../../model/image';
import type { SaveTarget } from '../../model/imageRequest';
import type { Save } from '../../save/save';
import { imageOf } from '../../save/saveState';
import type { Saves } from '../../save/saves';
import { readArgument, readSelection } from '../commandArguments';
import { notify } from '../text/notify';
import { showPick } from '../wizard/quickInput';
import { copyForms, copyText, localShell } from './copyForms';

/**
 * Copies image references, one per line.
 *
 * @param argument row, image ID or save ID; otherwise the user picks an image
 * @param selected all selected rows
 */
export async function copyImageReferenceCommand(
  options: CopyOptions,
  argument: unknown,
  selected?: unknown,
): Promise<void> {
  const rows = [...readSelection(selected, 'image'), ...readSelection(selected, 'save')];
  if (rows.length > 1)
    return copyReferences(
      options,
      rows.map(({ id }) => id),
    );
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

/** Asks for a format, such as `docker pull` or Terraform, and copies the image or save in that format. */
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

/** Dependencies of the copy commands. */
export interface CopyOptions {
  readonly saves: Pick<Saves, 'list' | 'get' | 'readEnded'>;
  readonly connections: Pick<Connections, 'all'>;
  /** Resolves with the project ID of a connection. */
  readonly projectOf: (connection: string) => Promise<string>;
  /** Resolves with the image of this ID, or one the user picks; undefined if canceled. */
  readonly findImage: (id: string | undefined) => Promise<Image | undefined>;
}

/** An image's reference and the save that created it; each undefined if unknown. */
export interface CopySubject {
  readonly reference: string | undefined;
  readonly save: Save | undefined;
}

/**
 * Finds the save or image that a command's argument names: a row, a save, or an ID of either. Undefined if canceled.
 *
 * @throws InvalidArgumentError; ModelArtsError when the image cannot be read
 */
async function copySubject({ saves, findImage }: CopyOptions, argument: unknown): Promise<CopySubject | undefined> {
  const wanted = readArgument(argument, ['image', 'save'], 'notImageOrSave');
  await saves.readEnded();
  const save = wanted && wanted.subject !== 'image' ? saves.get(wanted.id) : undefined;
  if (save) return { reference: save.reference || undefined, save };
  if (wanted?.subject === 'save') throw new InvalidArgumentError('noSuchSave');
  const image = await findImage(wanted?.id);
  if (!image) return undefined;
  return { reference: image.reference, save: saves.list.find(({ state }) => imageOf(state)?.id === image.id) };
}

/** Returns the request of a save. Undefined for another user's save, and when its connection or project is no longer available. */
async function saveTargetOf({ connections, projectOf }: CopyOptions, save: Save): Promise<SaveTarget | undefined> {
  const connection = connections.all.find(({ name }) => name === save.connection);
  const { request } = save;
  if (!connection || !request) return undefined;
  const { region, endpoints } = connection;
  try {
    const projectId = connection.projectId ?? (await projectOf(connection.name));
    return { endpoint: endpoints.modelarts, region, projectId, notebookId: save.notebook.id, request };
  } catch (error) {
    if (isModelArtsError(error)) return undefined;
    throw error;
  }
}
