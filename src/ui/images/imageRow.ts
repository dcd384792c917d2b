import * as vscode from 'vscode';
import type { ModelArtsError } from '../../model/errors';
import { type Image, type ImageOrganization, type ImageRepository, imagePhase } from '../../model/image';
import { oneLine } from '../../util/text';
import { escapeMarkdown } from '../notebooks/notebookRow';
import { ageText, sizeText } from '../text/formats';
import { imageStatusLabel } from '../text/labels';
import { treeRow } from '../treeRow';
import { imageFacts } from './imageFacts';

/** A row of the images view, as passed to commands. */
export type ImageNode =
  | { readonly kind: 'organization'; readonly organization: ImageOrganization }
  | { readonly kind: 'repository'; readonly repository: ImageRepository }
  | { readonly kind: 'image'; readonly image: Image }
  /** Shows why the list could not be loaded. */
  | { readonly kind: 'error'; readonly error: ModelArtsError };

/** Returns a key that is unique and that a row keeps when its data changes. */
export function imageNodeKey(node: ImageNode): string {
  switch (node.kind) {
    case 'organization':
      return groupKey('organization', [node.organization.namespace]);
    case 'repository':
      return groupKey('repository', [node.repository.namespace, node.repository.name]);
    case 'image':
      return `image:${node.image.id}`;
    case 'error':
      return 'error';
  }
}

/** Data of a row that the image itself does not contain. */
export interface ImageRowFacts {
  /** Whether the request to delete the image is in progress. */
  readonly deleting: boolean;
  /** Name of the notebook it was saved from, if a save in this window knows it. */
  readonly notebook: string | undefined;
  /** Whether the region has a known console URL. */
  readonly browsable: boolean;
  /** Milliseconds since the epoch. */
  readonly now: number;
}

/** Creates the row of an image. The tooltip is added by {@link vscode.TreeDataProvider.resolveTreeItem}. */
export function imageRow(image: Image, facts: ImageRowFacts): vscode.TreeItem {
  const status = facts.deleting ? vscode.l10n.t('Deleting') : imageStatusLabel(image.status);
  const details = rowText(image, facts);
  // ACTIVE is shown by the icon alone. A narrow view cuts off the end, so the least important part comes last.
  const visible = image.status === 'ACTIVE' && !facts.deleting ? details : [status, ...details];
  const item = treeRow(tagText(image), visible.join(' · '));
  item.id = imageNodeKey({ kind: 'image', image });
  item.iconPath = facts.deleting ? new vscode.ThemeIcon('loading~spin') : statusIcon(image.status);
  item.contextValue = imageContext(image, facts);
  item.accessibilityInformation = { label: [`${nameText(image)}:${tagText(image)}`, status, ...details].join(', ') };
  return item;
}

/** Returns the `contextValue` that menus match: the kind, then the available actions. */
export function imageContext(
  image: Pick<Image, 'status' | 'reference'>,
  { deleting, browsable }: Pick<ImageRowFacts, 'deleting' | 'browsable'>,
): string {
  const phase = imagePhase(image);
  const canCopy = image.reference !== undefined && !deleting && (phase === 'usable' || phase === 'saving');
  const canDelete = !deleting && isDeletable(image);
  return ['image', canCopy && 'copyable', canDelete && 'deletable', browsable && 'browsable'].filter(Boolean).join(' ');
}

/** True if the image can be deleted. The service refuses to delete an image that is being built. */
export function isDeletable({ status }: Pick<Image, 'status'>): boolean {
  return !['INIT', 'CREATING', 'DELETED'].includes(status);
}

/** Creates the row of an SWR organization. */
export function organizationRow({ namespace, repositories }: ImageOrganization, filtered: boolean): vscode.TreeItem {
  const label = oneLine(namespace ?? '', 200) || vscode.l10n.t('No organization');
  const count = repositories.reduce((sum, { images }) => sum + images.length, 0);
  const item = treeRow(label, countText(count), vscode.TreeItemCollapsibleState.Expanded);
  item.id = groupId(groupKey('organization', [namespace]), filtered);
  item.iconPath = new vscode.ThemeIcon('organization');
  item.contextValue = 'organization';
  item.tooltip = label;
  item.accessibilityInformation = {
    label: vscode.l10n.t('Organization {name}, {count}', { name: label, count: countText(count) }),
  };
  return item;
}

/** Creates the row of a repository. It is expanded while a filter is active, so that matches are visible. */
export function repositoryRow({ namespace, name, images }: ImageRepository, filtered: boolean): vscode.TreeItem {
  const { Expanded, Collapsed } = vscode.TreeItemCollapsibleState;
  const label = nameText({ name });
  const details = countsOf(images);
  const item = treeRow(label, details.join(' · '), filtered ? Expanded : Collapsed);
  item.id = groupId(groupKey('repository', [namespace, name]), filtered);
  // A narrow view cuts off the description, so the icon warns as well.
  item.iconPath = images.some((image) => imagePhase(image) === 'failed')
    ? new vscode.ThemeIcon('warning', new vscode.ThemeColor('list.warningForeground'))
    : new vscode.ThemeIcon('package');
  item.contextValue = 'repository';
  item.tooltip = `${oneLine(namespace ?? '', 200)}/${label}`;
  item.accessibilityInformation = { label: [label, ...details].join(', ') };
  return item;
}

/** Filtered rows have their own IDs, so that collapsed rows do not hide matches. */
function groupId(key: string, filtered: boolean): string {
  return filtered ? `${key}:found` : key;
}

function groupKey(kind: string, names: readonly (string | undefined)[]): string {
  return `${kind} ${JSON.stringify(names)}`;
}

function rowText({ sizeBytes, createdAt }: Image, { notebook, now }: ImageRowFacts): readonly string[] {
  return [
    createdAt === undefined ? '' : ageText(createdAt, now),
    sizeBytes === undefined ? '' : sizeText(sizeBytes),
    notebook === undefined ? '' : vscode.l10n.t('from {notebook}', { notebook: oneLine(notebook, 60) }),
  ].filter(Boolean);
}

/** Counts the images. Counts builds and failures instead if there are any, because a collapsed row hides them. */
function countsOf(images: readonly Image[]): readonly string[] {
  const all = images.length;
  const count = (phase: string): number => images.filter((image) => imagePhase(image) === phase).length;
  const [building, failed] = [count('saving'), count('failed')];
  if (building === 0 && failed === 0) return [countText(all)];
  return [
    building > 0 ? vscode.l10n.t('{count} of {all} building', { count: building, all }) : '',
    failed > 0 ? vscode.l10n.t('{count} of {all} failed', { count: failed, all }) : '',
  ].filter(Boolean);
}

function countText(count: number): string {
  return count === 1 ? vscode.l10n.t('1 image') : vscode.l10n.t('{count} images', { count });
}

function nameText({ name }: Pick<Image, 'name'>): string {
  return oneLine(name ?? '', 200) || vscode.l10n.t('Unnamed');
}

function tagText({ tag }: Pick<Image, 'tag'>): string {
  return oneLine(tag ?? '', 200) || vscode.l10n.t('No tag');
}

/** The shape conveys the state, so that it does not depend on color vision. */
function statusIcon(status: string): vscode.ThemeIcon {
  switch (status) {
    case 'INIT':
    case 'CREATING':
      return new vscode.ThemeIcon('sync~spin');
    case 'ACTIVE':
      return new vscode.ThemeIcon('pass', new vscode.ThemeColor('charts.green'));
    case 'CREATE_FAILED':
    case 'ERROR':
      return new vscode.ThemeIcon('error', new vscode.ThemeColor('list.errorForeground'));
    case 'DELETED':
      return new vscode.ThemeIcon('trash');
    default:
      return new vscode.ThemeIcon('question');
  }
}

/** Returns the tooltip of an image in Markdown. Every value is escaped, because users and the service choose them. */
export function imageTooltip(image: Image, notebook: string | undefined): vscode.MarkdownString {
  const { title, reason, facts } = imageFacts(image, notebook);
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown(`**${escapeMarkdown(title)}**\n\n`);
  for (const { label, value } of facts) tooltip.appendMarkdown(`- ${label}: ${escapeMarkdown(value)}\n`);
  if (reason) tooltip.appendMarkdown(`\n${escapeMarkdown(reason)}`);
  return tooltip;
}
