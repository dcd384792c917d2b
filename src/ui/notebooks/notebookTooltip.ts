import * as vscode from 'vscode';
import type { Notebook } from '../../model/notebook';
import { whyNotSavable } from '../../model/whyNotSavable';
import { oneLine } from '../../util/text';
import { timeText } from '../text/formats';
import { notebookStatusLabel } from '../text/labels';
import { notSavableMessage } from '../text/notSavableMessage';

/** Returns the tooltip of a notebook in Markdown. Every value is escaped, because users choose the names. */
export function notebookTooltip(notebook: Notebook): vscode.MarkdownString {
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown(`**${escapeMarkdown(notebook.name || notebook.id)}**\n\n`);
  for (const [label, value] of facts(notebook)) {
    if (value) tooltip.appendMarkdown(`- ${label}: ${escapeMarkdown(value)}\n`);
  }
  const reason = whyNotSavable(notebook);
  if (reason) tooltip.appendMarkdown(`\n${escapeMarkdown(notSavableMessage(reason, notebook).message)}`);
  return tooltip;
}

function facts(notebook: Notebook): readonly (readonly [string, string | undefined])[] {
  return [
    [vscode.l10n.t('Status'), notebookStatusLabel(notebook.status)],
    [vscode.l10n.t('Flavor'), notebook.flavor],
    [vscode.l10n.t('Image'), notebook.imageName],
    [vscode.l10n.t('Owner'), notebook.ownerName],
    [vscode.l10n.t('Resource pool'), notebook.poolName],
    [vscode.l10n.t('Stops automatically'), timeText(notebook.leaseEndsAt)],
    [vscode.l10n.t('Created'), timeText(notebook.createdAt)],
    [vscode.l10n.t('ID'), notebook.id],
  ];
}

/** Escapes text so that Markdown renders it literally, without links, images, HTML, lists or icons. */
export function escapeMarkdown(text: string): string {
  return oneLine(text, 300)
    .replace(/[\\`*_{}[\]()#+\-.!~|<>&$:@]/g, '\\$&')
    .replace(/\\&/g, '&amp;')
    .replace(/\\</g, '&lt;')
    .replace(/\\>/g, '&gt;');
}
