import * as vscode from 'vscode';
import type { Image } from '../../model/image';
import { escapeMarkdown } from '../notebooks/notebookTooltip';
import { imageFacts } from './imageFacts';

/** Returns the tooltip of an image in Markdown. Every value is escaped, because users and the service choose them. */
export function imageTooltip(image: Image, notebook: string | undefined): vscode.MarkdownString {
  const { title, reason, facts } = imageFacts(image, notebook);
  const tooltip = new vscode.MarkdownString();
  tooltip.appendMarkdown(`**${escapeMarkdown(title)}**\n\n`);
  for (const { label, value } of facts) tooltip.appendMarkdown(`- ${label}: ${escapeMarkdown(value)}\n`);
  if (reason) tooltip.appendMarkdown(`\n${escapeMarkdown(reason)}`);
  return tooltip;
}
