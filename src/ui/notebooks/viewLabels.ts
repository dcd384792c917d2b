import { env, l10n } from 'vscode';
import { oneLine } from '../../util/text';
import type { NotebookLists } from './notebookLists';
import type { ViewOptions } from './viewOptions';

/**
 * Returns the view's message: loading state, active filter with counts, and missing permission. Empty if none applies.
 */
export function viewMessage(lists: NotebookLists, shown: number, viewOptions: ViewOptions): string {
  const filters = filterKeywords(viewOptions);
  const all = lists.all.reduce((sum, { list }) => sum + list.size, 0);
  const counts = { shown: numberText(shown), all: numberText(all) };
  return [
    lists.all.some(({ list }) => list.state.kind === 'reading' && list.size === 0) && l10n.t('Loading notebooks…'),
    filters && l10n.t('Filter: {filters} ({shown} of {all})', { filters, ...counts }),
    lists.all.length === 1 &&
      lists.all[0]?.list.isOwnOnly &&
      l10n.t("You can't list other users' notebooks. Showing yours."),
  ]
    .filter(Boolean)
    .join('\n');
}

/** Describes the active filter; empty if there is none. */
function filterKeywords({ running, mine, text }: ViewOptions): string {
  const words = oneLine(text, 60);
  return [
    running && l10n.t('running only'),
    mine && l10n.t('mine only'),
    words && l10n.t('with “{text}”', { text: words }),
  ]
    .filter(Boolean)
    .join(', ');
}

/** Returns the context value that selects the welcome text. */
export function contextState(lists: NotebookLists, shown: number): string {
  const [only, ...others] = lists.all;
  if (!only || others.length > 0) return 'rows';
  const { state, size } = only.list;
  switch (state.kind) {
    case 'notConnected':
      return state.error.kind === 'notConnected' && state.error.reason === 'noConnection'
        ? 'notConnected'
        : 'badConnection';
    case 'read':
      return size === 0 ? 'empty' : shown === 0 ? 'filtered' : 'rows';
    case 'failed':
    case 'unread':
    case 'reading':
      return 'rows';
  }
}

function numberText(count: number): string {
  return count.toLocaleString(env.language);
}
