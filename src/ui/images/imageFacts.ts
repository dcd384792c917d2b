import * as vscode from 'vscode';
import { type Image, imagePhase } from '../../model/image';
import { oneLine } from '../../util/text';
import { buildFailure } from '../text/buildFailure';
import { wrapText } from '../text/escape';
import { sizeText, timeText } from '../text/formats';
import { imageStatusLabel } from '../text/labels';

/** Labeled facts about an image. Values are unescaped user and service text; the caller escapes them. */
export interface ImageFacts {
  readonly title: string;
  /** Why the build failed, and what to do. */
  readonly reason: string | undefined;
  /** Facts with a value, for the tooltip and the document. */
  readonly facts: readonly ImageFact[];
  /** Further facts with a value, for the document only. */
  readonly more: readonly ImageFact[];
}

interface ImageFact {
  readonly label: string;
  readonly value: string;
}

type Facts = readonly (readonly [label: string, value: string | undefined])[];

/**
 * Collects the facts of an image.
 *
 * @param notebook name of the notebook it was saved from, if a save in this window knows it
 */
export function imageFacts(image: Image, notebook: string | undefined): ImageFacts {
  const { namespace, name, tag, id, reference } = image;
  const phase = imagePhase(image);
  const all: Facts = [
    [vscode.l10n.t('Status'), imageStatusLabel(image.status)],
    [vscode.l10n.t('Build message'), phase === 'saving' ? image.statusMessage : undefined],
    [vscode.l10n.t('Reference'), reference],
    [vscode.l10n.t('Description'), image.description],
    [vscode.l10n.t('Source'), originText(image, notebook)],
    [vscode.l10n.t('Size'), image.sizeBytes === undefined ? undefined : sizeText(image.sizeBytes)],
    [vscode.l10n.t('Architecture'), image.arch],
    [vscode.l10n.t('Created'), timeText(image.createdAt)],
    [vscode.l10n.t('Updated'), timeText(image.updatedAt)],
    [vscode.l10n.t('ID'), id],
  ];
  return {
    title: namespace || name || tag ? `${namespace ?? ''}/${name ?? ''}:${tag ?? ''}` : id,
    reason: phase === 'failed' ? buildFailure(image) : undefined,
    facts: withValue(all),
    more: withValue(moreFacts(image)),
  };
}

function moreFacts(image: Image): Facts {
  const { devServices, serviceType, type, visibility, flavorType, workspaceId } = image;
  const flavors = new Set([...image.resourceCategories, ...image.supportedCategories]);
  return [
    [vscode.l10n.t('Workspace'), workspaceId === '0' ? vscode.l10n.t('Default workspace') : workspaceId],
    [vscode.l10n.t('Services'), devServices.join(', ')],
    [vscode.l10n.t('Flavors'), [...flavors].join(', ')],
    [vscode.l10n.t('Resource type'), flavorType],
    [vscode.l10n.t('Used for'), serviceType],
    [vscode.l10n.t('Type'), type],
    [vscode.l10n.t('Visibility'), visibility],
  ];
}

function withValue(facts: Facts): readonly ImageFact[] {
  return facts.flatMap(([label, value]) => (value ? [{ label, value }] : []));
}

/** The service reports only whether an image was saved from a notebook or registered. */
function originText({ origin }: Image, notebook: string | undefined): string | undefined {
  if (notebook !== undefined) return vscode.l10n.t('Notebook {notebook}', { notebook });
  if (origin === 'IMAGE_SAVE') return vscode.l10n.t('Notebook');
  if (origin === 'CUSTOMIZE') return vscode.l10n.t('Registered image');
  return undefined;
}

/** Formats the details of an image as text, one fact per line. Hidden characters are removed. */
export function imageDocument(image: Image, notebook: string | undefined): string {
  const { title, reason, facts, more } = imageFacts(image, notebook);
  const lines = [...facts, ...more].map(({ label, value }) => `${label}: ${oneLine(value)}`);
  return [oneLine(title, 400), '', ...(reason ? [wrapText(reason), ''] : []), ...lines, ''].join('\n');
}

/** Returns the document of a deleted image, with the last loaded details if there are any. */
export function deletedImageDocument(image: Image | undefined, notebook: string | undefined): string {
  const deleted = vscode.l10n.t('This image was deleted.');
  return image ? [deleted, '', imageDocument({ ...image, status: 'DELETED' }, notebook)].join('\n') : `${deleted}\n`;
}
