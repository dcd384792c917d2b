import { l10n } from 'vscode';
import type { ServiceErrorTable } from './serviceErrorTable';

/** Errors about saving, starting and stopping notebooks. Source: ModelArts API reference, appendix "Error Codes". */
export const NOTEBOOK_ERRORS: ServiceErrorTable = {
  'ModelArts.6309': () => ({
    message: l10n.t('This notebook no longer exists.'),
    remedy: l10n.t('Refresh the list. Another user may have deleted it.'),
  }),
  'ModelArts.6404': () => ({
    message: l10n.t('The notebook or image no longer exists.'),
    remedy: l10n.t('Refresh the list.'),
  }),
  'ModelArts.6327': () => ({
    message: l10n.t("The notebook isn't running."),
    remedy: l10n.t('Start it first, then save it.'),
  }),
  'ModelArts.6357': () => ({
    message: l10n.t('Another operation on this notebook is in progress, or the notebook is already in that state.'),
    remedy: l10n.t('Refresh the list, and try again when the operation has finished.'),
  }),
  'ModelArts.6305': () => ({
    message: l10n.t('The notebook is already running.'),
    remedy: l10n.t('Nothing to start. Refresh the list.'),
  }),
  'ModelArts.6306': () => ({
    message: l10n.t('The notebook is starting.'),
    remedy: l10n.t("Wait until it's running."),
  }),
  'ModelArts.6307': () => ({
    message: l10n.t('The notebook is already stopped.'),
    remedy: l10n.t('Refresh the list. To save the notebook, start it first.'),
  }),
  'ModelArts.6308': () => ({
    message: l10n.t('The notebook is stopping.'),
    remedy: l10n.t('Wait until it has stopped. To save it, start it again.'),
  }),
  'ModelArts.6355': () => ({
    message: l10n.t('ModelArts is still preparing the notebook.'),
    remedy: l10n.t('Try again in a minute.'),
  }),
  'ModelArts.6333': () => ({
    message: l10n.t('The notebook is being restored.'),
    remedy: l10n.t("Try again when it's running."),
  }),
  'ModelArts.6326': () => ({
    message: l10n.t('The notebook is frozen, usually because of an overdue account.'),
    remedy: l10n.t('Settle the outstanding bill in the console.'),
  }),
  'ModelArts.6301': () => ({
    message: l10n.t('A notebook with this name already exists.'),
    remedy: l10n.t('Choose another name for the notebook.'),
  }),
  'ModelArts.6302': () => ({
    message: l10n.t('The account has reached its notebook quota.'),
    remedy: l10n.t("Delete a notebook you don't need, or ask for a larger quota."),
  }),
  'ModelArts.2883': () => ({
    message: l10n.t("The training job isn't running."),
    remedy: l10n.t('Only running notebooks can be saved.'),
  }),
  'ModelArts.6200': () => ({
    message: l10n.t('ModelArts has no resources available for this.'),
    remedy: l10n.t('Try again later, or choose another flavor in the console.'),
  }),
  'ModelArts.6360': () => internal(),
  'ModelArts.0010': () => internal(),
};

const internal: ServiceErrorTable[string] = () => ({
  message: l10n.t('ModelArts encountered an internal error.'),
  remedy: l10n.t('Try again in a few minutes. If the problem persists, contact support with the request ID.'),
});
