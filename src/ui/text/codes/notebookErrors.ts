import { l10n } from 'vscode';
import type { ServiceErrorTable } from './serviceError';

/** Errors about saving, starting and stopping notebooks. Source: ModelArts API reference, appendix "Error Codes". */
export const NOTEBOOK_ERRORS: ServiceErrorTable = {
  'ModelArts.6309': () => ({
    message: l10n.t('This notebook does not exist any more.'),
    remedy: l10n.t('Refresh the list; somebody may have deleted it.'),
  }),
  'ModelArts.6404': () => ({
    message: l10n.t('ModelArts does not know this notebook or image any more.'),
    remedy: l10n.t('Refresh the list.'),
  }),
  'ModelArts.6327': () => ({
    message: l10n.t('The notebook is not running.'),
    remedy: l10n.t('Start it first: only a running notebook can be saved.'),
  }),
  'ModelArts.6357': () => ({
    message: l10n.t('Another operation on this notebook is in progress, or it is in that state already.'),
    remedy: l10n.t('Refresh the list, and try again once the operation has ended.'),
  }),
  'ModelArts.6305': () => ({
    message: l10n.t('The notebook is running already.'),
    remedy: l10n.t('There is nothing to start: refresh the list.'),
  }),
  'ModelArts.6306': () => ({
    message: l10n.t('The notebook is being started.'),
    remedy: l10n.t('Wait until it is running.'),
  }),
  'ModelArts.6307': () => ({
    message: l10n.t('The notebook is stopped already.'),
    remedy: l10n.t('Refresh the list; to save it, start it first.'),
  }),
  'ModelArts.6308': () => ({
    message: l10n.t('The notebook is being stopped.'),
    remedy: l10n.t('Wait until it has stopped; to save it, start it again then.'),
  }),
  'ModelArts.6355': () => ({
    message: l10n.t('ModelArts is still preparing the notebook.'),
    remedy: l10n.t('Try again in a minute.'),
  }),
  'ModelArts.6333': () => ({
    message: l10n.t('The notebook is being restored.'),
    remedy: l10n.t('Try again when it is running.'),
  }),
  'ModelArts.6326': () => ({
    message: l10n.t('The notebook is frozen, mostly because of an account in arrears.'),
    remedy: l10n.t('Settle the bill in the console.'),
  }),
  'ModelArts.6301': () => ({
    message: l10n.t('A notebook of this name exists already.'),
    remedy: l10n.t('Choose another name for the notebook.'),
  }),
  'ModelArts.6302': () => ({
    message: l10n.t('The account has as many notebooks as it may have.'),
    remedy: l10n.t('Delete one that is not needed, or ask for a larger quota.'),
  }),
  'ModelArts.2883': () => ({
    message: l10n.t('The training job is not running.'),
    remedy: l10n.t('Only what is running can be saved.'),
  }),
  'ModelArts.6200': () => ({
    message: l10n.t('ModelArts has no resources left for this at present.'),
    remedy: l10n.t('Try again later, or choose another flavor in the console.'),
  }),
  'ModelArts.6360': () => internal(),
  'ModelArts.0010': () => internal(),
};

const internal: ServiceErrorTable[string] = () => ({
  message: l10n.t('ModelArts met an internal error.'),
  remedy: l10n.t('Try again in a few minutes; if it stays, give the request id to the support.'),
});
